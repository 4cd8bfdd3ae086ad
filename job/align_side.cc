#include "job/align_side.h"

#include <algorithm>
#include <utility>

#include "job/page_segments.h"
#include "language/identify.h"
#include "language/language_tag.h"
#include "language/marked_segments.h"
#include "language/segment.h"
#include "page/page.h"

namespace punte::job {
namespace {

using base::ErrorCode;
using base::Result;
using language::MarkedText;

constexpr std::size_t kMaxSegments = 1'000'000;
constexpr std::size_t kIdentifyBytes = 20'000;
constexpr std::size_t kLeastToContradict = 200;  // bytes of a text that speaks against the user
constexpr double kSure = 0.95;

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty() && lines.size() <= kMaxSegments) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    lines.emplace_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

/// The language that most of the text is in.
std::string language_of(std::string_view text) {
  return language::identify(text.substr(0, kIdentifyBytes)).language;
}

/// The element's name at the end of a block's path: "h2" of "html/body/h2[3]".
std::string element_of(std::string_view path) {
  path.remove_prefix(path.rfind('/') == std::string_view::npos ? 0 : path.rfind('/') + 1);
  return std::string(path.substr(0, path.find('[')));
}

/// "b" of "<b class=x>".
std::string code_name(const language::InlineCode& code) {
  std::string_view name = code.content;
  const std::size_t start = name.find_first_not_of("</");
  if (start == std::string_view::npos) return code.type;
  name.remove_prefix(start);
  return std::string(name.substr(0, name.find_first_of(" \t\n/>")));
}

/// Says of a segment that it is no body: a hint, for the two pages may be judged differently.
constexpr const char* kChromeMark = "^chrome";

bool is_body(const page::Block& block) {
  return block.role == page::Role::kBody || block.role == page::Role::kTitle;
}

void append_code_marks(const MarkedText& text, std::vector<std::string>& marks) {
  for (const language::InlineCode& code : text.codes) {
    if (code.kind != language::CodeKind::kClose) marks.push_back(code_name(code));
  }
}

std::vector<std::string> marks_of(const job::PageSegment& segment, const page::Block& block) {
  std::vector<std::string> marks;
  if (!is_body(block)) marks.emplace_back(kChromeMark);
  if (segment.span.start == 0) {
    marks.push_back("^" + element_of(block.path));
    if (block.role == page::Role::kTitle) marks.emplace_back("^title");
  }
  append_code_marks(segment.text, marks);
  return marks;
}

Result<AlignSide> page_side(std::string_view bytes, const std::string& name,
                            const SideOptions& options) {
  page::ExtractOptions extract_options;
  // A path does as well for the addresses that the page names.
  extract_options.url = options.url.empty() ? name : options.url;
  extract_options.charset = options.charset;
  extract_options.name = name;
  auto page = page::extract(bytes, extract_options);
  if (!page) {
    if (page.error().where.empty()) page.error().where = name;
    return tl::unexpected(page.error());
  }
  std::string tag = options.language;
  if (tag.empty()) {
    std::string body;
    for (const page::Block& block : page->blocks) {
      if (block.role == page::Role::kBody) body += block.text.text + "\n";
    }
    tag = language_of(body);
  }
  AlignSide side{name, tag, {}, {}, {}, {}};
  job::PageSegmenter segmenter;
  for (job::PageSegment& segment : segmenter.segments(*page)) {
    const page::Block& block = page->blocks[segment.block];
    // What is in a third language has no counterpart on the other side.
    if (segment.language != "und" && !language::same_language(segment.language, tag)) continue;
    side.marks.push_back(marks_of(segment, block));
    side.chrome.push_back(!is_body(block));
    side.segments.push_back(std::move(segment.text));
  }
  for (page::Alternate& alternate : page->alternates) {
    side.alternates.push_back(std::move(alternate.address));
  }
  return side;
}

tl::unexpected<base::Error> in_file(base::Error error, const std::string& name) {
  error.where = name;
  return tl::unexpected(std::move(error));
}

Result<AlignSide> lines_side(std::string_view bytes, const std::string& name,
                             const SideOptions& options) {
  const auto text = page::decode_text(bytes);
  if (!text) return in_file(text.error(), name);
  AlignSide side;
  side.name = name;
  side.language = options.language.empty() ? language_of(*text) : options.language;
  for (std::string& line : lines_of(*text)) side.segments.push_back({std::move(line), {}});
  side.chrome.resize(side.segments.size());
  side.marks.resize(side.segments.size());
  return side;
}

/// The beginning of a text, as far as its language is told by it.
std::string beginning_of(const std::vector<page::TextBlock>& blocks) {
  std::string out;
  for (const page::TextBlock& block : blocks) {
    if (out.size() >= kIdentifyBytes) break;
    out += block.text.text + "\n";
  }
  return out;
}

Result<AlignSide> text_side(std::string_view bytes, const std::string& name,
                            const SideOptions& options) {
  auto blocks = page::text_blocks(bytes, name);
  if (!blocks) return in_file(blocks.error(), name);
  AlignSide side;
  side.name = name;
  side.language = options.language.empty() ? language_of(beginning_of(*blocks)) : options.language;
  const language::Segmenter segmenter(side.language);
  for (const page::TextBlock& block : *blocks) {
    const std::vector<language::Span> spans = segmenter.segment(block.text.text);
    bool first = block.name != "p";  // that a paragraph begins says nothing in a text of lines
    for (MarkedText& text : language::cut_marked(block.text, spans)) {
      std::vector<std::string>& marks = side.marks.emplace_back();
      if (first) marks.push_back("^" + block.name);
      first = false;
      append_code_marks(text, marks);
      side.segments.push_back(std::move(text));
    }
    if (side.segments.size() > kMaxSegments) break;
  }
  side.chrome.resize(side.segments.size());
  return side;
}

/// The segments that are not empty; their number at the end.
std::vector<std::size_t> filled(const AlignSide& side) {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < side.segments.size(); ++i) {
    if (!language::trim(side.segments[i].text).empty()) out.push_back(i);
  }
  out.push_back(side.segments.size());
  return out;
}

std::vector<aligner::Segment> chosen(const AlignSide& side,
                                     const std::vector<std::size_t>& filled) {
  std::vector<aligner::Segment> out;
  for (std::size_t k = 0; k + 1 < filled.size(); ++k) {
    out.push_back({side.segments[filled[k]].text, side.marks[filled[k]]});
  }
  return out;
}

/// A bead of chosen segments, numbered as in the sides. An end without segments stands where the
/// next one would.
aligner::Bead in_sides(aligner::Bead bead, const std::vector<std::size_t>& source,
                       const std::vector<std::size_t>& target) {
  const auto place = [](std::size_t& start, std::size_t& limit,
                        const std::vector<std::size_t>& which) {
    const bool none = start == limit;
    start = which[start];
    limit = none ? start : which[limit - 1] + 1;
  };
  place(bead.source_start, bead.source_limit, source);
  place(bead.target_start, bead.target_limit, target);
  return bead;
}

}  // namespace

bool is_html_name(std::string_view file) {
  for (const std::string_view packed : {".gz", ".xz", ".bz2", ".zst"}) {
    if (file.ends_with(packed)) file.remove_suffix(packed.size());
  }
  return file.ends_with(".html") || file.ends_with(".htm") || file.ends_with(".xhtml") ||
         file.ends_with(".shtml");
}

Result<AlignSide> side_of(std::string_view bytes, const std::string& name,
                          const SideOptions& options) {
  PUNTE_TRY(auto side, options.lines  ? lines_side(bytes, name, options)
                       : options.page ? page_side(bytes, name, options)
                                      : text_side(bytes, name, options));
  if (side.segments.size() > kMaxSegments) {
    return base::fail(ErrorCode::kLimit,
                      PUNTE_MSG("more than a million segments; cut the text into parts"), {}, name);
  }
  return side;
}

std::vector<aligner::Segment> body_first(const AlignSide& side) {
  std::vector<aligner::Segment> out;
  out.reserve(side.segments.size());
  for (const bool chrome : {false, true}) {
    for (std::size_t i = 0; i < side.segments.size(); ++i) {
      if (side.chrome[i] == chrome) out.push_back({side.segments[i].text, side.marks[i]});
    }
  }
  return out;
}

aligner::Ladder align_sides(const AlignSide& source, const AlignSide& target,
                            const aligner::Lexicon* lexicon) {
  aligner::AlignOptions options;
  if (lexicon != nullptr && !lexicon->empty()) options.lexicon = lexicon;
  const std::vector<std::size_t> from = filled(source);
  const std::vector<std::size_t> to = filled(target);
  aligner::Ladder ladder = aligner::align(chosen(source, from), chosen(target, to), options);
  for (aligner::Bead& bead : ladder) bead = in_sides(bead, from, to);
  return ladder;
}

std::string contradicting_language(const AlignSide& side) {
  std::string text;
  for (std::size_t i = 0; i < side.segments.size() && text.size() < kIdentifyBytes; ++i) {
    if (side.chrome[i]) continue;
    text += side.segments[i].text + "\n";
  }
  if (text.size() < kLeastToContradict) return {};
  const language::Identification found =
      language::identify(std::string_view(text).substr(0, kIdentifyBytes));
  if (found.confidence < kSure || found.language == "und" ||
      language::same_language(found.language, side.language)) {
    return {};
  }
  return found.language;
}

Result<std::vector<WrongLanguage>> check_languages(const AlignSide& source,
                                                   const AlignSide& target) {
  const auto wrong = [](const char* message, std::vector<std::string> arguments) {
    auto error = base::Error{ErrorCode::kInvalidArgument, message, std::move(arguments)};
    error.remedy = base::Remedy::kNameLanguages;
    return tl::unexpected(std::move(error));
  };
  // Two regions of a language are two languages where the user says so; none is identified.
  if (source.language == target.language && source.language != "und") {
    return wrong(PUNTE_MSG("both texts seem to be in the same language ({1})"), {source.language});
  }
  const std::string found_source = contradicting_language(source);
  const std::string found_target = contradicting_language(target);
  const bool source_wrong = !found_source.empty();
  const bool target_wrong = !found_target.empty();
  if ((source_wrong && language::same_language(found_source, target.language)) ||
      (target_wrong && language::same_language(found_target, source.language))) {
    return wrong(PUNTE_MSG("the texts are said to be in {1} and {2}, but the first is in {3} and "
                           "the second in {4}"),
                 {source.language, target.language, source_wrong ? found_source : source.language,
                  target_wrong ? found_target : target.language});
  }
  std::vector<WrongLanguage> out;
  if (source_wrong) out.push_back({source.name, source.language, found_source});
  if (target_wrong) out.push_back({target.name, target.language, found_target});
  return out;
}

MarkedText joined(const std::vector<MarkedText>& segments, std::size_t start, std::size_t limit) {
  MarkedText out;
  for (std::size_t i = start; i < limit; ++i) {
    if (segments[i].text.empty() && segments[i].codes.empty()) continue;
    if (!out.text.empty()) out.text += ' ';
    language::append(out, segments[i]);
  }
  return out;
}

}  // namespace punte::job
