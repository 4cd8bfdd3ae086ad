#include "cli/align_command.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "aligner/align.h"
#include "aligner/lexicon.h"
#include "cli/files.h"
#include "cli/json.h"
#include "cli/messages.h"
#include "cli/page_segments.h"
#include "cli/terminal.h"
#include "exchange/stream.h"
#include "exchange/tmx.h"
#include "language/identify.h"
#include "language/language_tag.h"
#include "language/segment.h"
#include "language/text.h"
#include "page/page.h"
#include "tm/translation_memory.h"

namespace punte::cli {
namespace {

namespace fs = std::filesystem;
using language::ErrorCode;
using language::MarkedText;
using language::Result;

constexpr std::size_t kMaxBytes = std::size_t{256} << 20;
constexpr std::size_t kMaxSegments = 1'000'000;
constexpr std::size_t kMostPairs = 200'000;  // of the memory that the lexicon is learnt from
constexpr std::size_t kIdentifyBytes = 20'000;

struct AlignArguments {
  std::vector<std::string> files;
  std::string from;
  std::string to;
  bool lines = false;
  bool ladder = false;
  bool into_memory = false;
  bool no_lexicon = false;
  std::string output;
  double min_confidence = 0.5;
};

/// One of the two texts, in segments of one group after the other: body, then chrome.
struct Side {
  std::string file;
  std::string language;
  std::vector<MarkedText> segments;
  std::size_t body = 0;  ///< segments [0, body) are body, the others chrome
};

bool is_page(const fs::path& path) {
  std::string name = path.filename().string();
  for (const char* packed : {".gz", ".xz", ".bz2", ".zst"}) {
    if (name.ends_with(packed)) name.resize(name.size() - std::string_view(packed).size());
  }
  return name.ends_with(".html") || name.ends_with(".htm") || name.ends_with(".xhtml");
}

bool same_language(std::string_view a, std::string_view b) {
  return a.substr(0, a.find('-')) == b.substr(0, b.find('-'));
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
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

Result<Side> read_page_side(const std::string& bytes, const std::string& file, std::string tag) {
  page::ExtractOptions options;
  auto page = page::extract(bytes, options);
  if (!page) {
    page.error().where = file;
    return tl::unexpected(page.error());
  }
  if (tag.empty()) {
    std::string body;
    for (const page::Block& block : page->blocks) {
      if (block.role == page::Role::kBody) body += block.text.text + "\n";
    }
    tag = language_of(body);
  }
  Side side{file, tag, {}, 0};
  PageSegmenter segmenter;
  // What is in a third language has no counterpart on the other side.
  for (const bool body : {true, false}) {
    for (PageSegment& segment : segmenter.segments(*page)) {
      const page::Role role = page->blocks[segment.block].role;
      const bool is_body = role == page::Role::kBody || role == page::Role::kTitle;
      if (is_body != body) continue;
      if (segment.language != "und" && !same_language(segment.language, tag)) continue;
      side.segments.push_back(std::move(segment.text));
    }
    if (body) side.body = side.segments.size();
  }
  return side;
}

Result<Side> read_side(const std::string& file, const std::string& tag,
                       const AlignArguments& arguments) {
  const auto bytes = read_file(file, kMaxBytes);
  if (!bytes) return tl::unexpected(bytes.error());
  if (!arguments.lines && is_page(file)) return read_page_side(*bytes, file, tag);
  Side side{file, tag.empty() ? language_of(*bytes) : tag, {}, 0};
  if (arguments.lines) {
    for (std::string& line : lines_of(*bytes)) side.segments.push_back({std::move(line), {}});
  } else {
    const language::Segmenter segmenter(side.language);
    for (const std::string& line : lines_of(*bytes)) {
      for (const language::Span span : segmenter.segment(line)) {
        side.segments.push_back({line.substr(span.start, span.limit - span.start), {}});
      }
    }
  }
  side.body = side.segments.size();
  if (side.segments.size() > kMaxSegments) {
    return language::fail(ErrorCode::kLimit,
                          PUNTE_MSG("more than a million segments; cut the text into parts"), {},
                          file);
  }
  return side;
}

/// What the memory teaches of the two languages; empty if there is none.
Result<aligner::Lexicon> lexicon_of(const fs::path& path, const std::string& from,
                                    const std::string& to) {
  std::error_code ignored;
  if (!fs::exists(path, ignored)) return aligner::Lexicon();
  tm::OpenOptions options;
  options.create = false;
  options.read_only = true;
  const auto memory = tm::TranslationMemory::open(path, options);
  if (!memory) return tl::unexpected(memory.error());
  std::vector<std::pair<std::string, std::string>> pairs;
  tm::UnitFilter filter;
  filter.languages = {from, to};
  const auto read = memory->for_each(filter, [&](const tm::Unit& unit) -> Result<void> {
    if (pairs.size() >= kMostPairs) return {};
    const tm::Variant* source = nullptr;
    const tm::Variant* target = nullptr;
    for (const tm::Variant& variant : unit.variants) {
      if (source == nullptr && same_language(variant.language, from)) source = &variant;
      if (target == nullptr && same_language(variant.language, to)) target = &variant;
    }
    if (source != nullptr && target != nullptr) {
      pairs.emplace_back(source->text.text, target->text.text);
    }
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  return aligner::learn_lexicon(pairs);
}

aligner::Ladder align_sides(const Side& source, const Side& target,
                            const aligner::Lexicon& lexicon) {
  aligner::AlignOptions options;
  if (!lexicon.empty()) options.lexicon = &lexicon;
  std::vector<std::string> a;
  std::vector<std::string> b;
  for (const MarkedText& text : source.segments) a.push_back(text.text);
  for (const MarkedText& text : target.segments) b.push_back(text.text);
  const std::span<const std::string> sources(a);
  const std::span<const std::string> targets(b);
  aligner::Ladder ladder =
      aligner::align(sources.first(source.body), targets.first(target.body), options);
  // Site furniture aligns with site furniture.
  for (aligner::Bead bead :
       aligner::align(sources.subspan(source.body), targets.subspan(target.body), options)) {
    bead.source_start += source.body;
    bead.source_limit += source.body;
    bead.target_start += target.body;
    bead.target_limit += target.body;
    ladder.push_back(bead);
  }
  return ladder;
}

MarkedText joined(const std::vector<MarkedText>& segments, std::size_t start, std::size_t limit) {
  MarkedText out;
  for (std::size_t i = start; i < limit; ++i) {
    if (!out.text.empty()) out.text += ' ';
    for (language::InlineCode code : segments[i].codes) {
      code.offset += out.text.size();
      out.codes.push_back(std::move(code));
    }
    out.text += segments[i].text;
  }
  return out;
}

/// Beads worth keeping as units: both sides there, sure enough, and no copy of each other.
std::vector<tm::Unit> units_of(const aligner::Ladder& ladder, const Side& source,
                               const Side& target, double min_confidence) {
  std::vector<tm::Unit> units;
  for (const aligner::Bead& bead : ladder) {
    if (bead.source_start == bead.source_limit || bead.target_start == bead.target_limit ||
        bead.confidence < min_confidence) {
      continue;
    }
    tm::Unit unit;
    unit.source_language = source.language;
    tm::Variant a;
    a.language = source.language;
    a.text = joined(source.segments, bead.source_start, bead.source_limit);
    tm::Variant b;
    b.language = target.language;
    b.text = joined(target.segments, bead.target_start, bead.target_limit);
    if (language::trim(a.text.text).empty() || language::trim(b.text.text).empty() ||
        a.text.text == b.text.text) {
      continue;
    }
    unit.variants = {std::move(a), std::move(b)};
    const auto percent = static_cast<int>(std::lround(bead.confidence * 100));
    unit.properties = {{"x-punte-method", "aligned", {}},
                       {"x-punte-confidence", std::to_string(percent), {}},
                       {"x-punte-source", source.file, {}},
                       {"x-punte-target", target.file, {}}};
    units.push_back(std::move(unit));
  }
  return units;
}

Result<void> write_tmx(const std::string& file, const std::vector<tm::Unit>& units,
                       const std::string& source_language) {
  auto sink = exchange::create_file(file);
  if (!sink) return tl::unexpected(sink.error());
  exchange::TmxWriteOptions options;
  options.source_language = source_language;
  exchange::TmxWriter writer(**sink, options);
  for (const tm::Unit& unit : units) {
    if (auto written = writer.write(unit); !written) return written;
  }
  if (auto finished = writer.finish(); !finished) return finished;
  return (*sink)->commit();
}

Result<std::int64_t> write_memory(const fs::path& path, const std::vector<tm::Unit>& units,
                                  const std::string& origin) {
  auto memory = tm::TranslationMemory::open(path);
  if (!memory) return tl::unexpected(memory.error());
  auto writer = memory->begin();
  if (!writer) return tl::unexpected(writer.error());
  std::int64_t added = 0;
  for (const tm::Unit& unit : units) {
    const auto outcome = writer->add(unit, origin);
    if (!outcome) return tl::unexpected(outcome.error());
    if (*outcome == tm::AddOutcome::kAdded) ++added;
  }
  if (const auto committed = writer->commit(); !committed) {
    return tl::unexpected(committed.error());
  }
  return added;
}

Json texts_of(const std::vector<MarkedText>& segments, std::size_t start, std::size_t limit) {
  Json out = Json::array();
  for (std::size_t i = start; i < limit; ++i) out.push_back(segments[i].text);
  return out;
}

Json bead_json(const aligner::Bead& bead, const Side& source, const Side& target) {
  return {{"bead", aligner::bead_text(bead)},
          {"confidence", std::round(bead.confidence * 1000) / 1000},
          {"source", texts_of(source.segments, bead.source_start, bead.source_limit)},
          {"target", texts_of(target.segments, bead.target_start, bead.target_limit)}};
}

std::string table_of(const aligner::Ladder& ladder, const Side& source, const Side& target) {
  Table table({tr("Sure"), tr("Language"), tr("Text")});
  for (const aligner::Bead& bead : ladder) {
    const Color color = bead.confidence >= 0.9   ? Color::kGreen
                        : bead.confidence >= 0.5 ? Color::kCyan
                                                 : Color::kYellow;
    std::string sure = std::to_string(std::lround(bead.confidence * 100)) + " %";
    const auto add = [&](const Side& side, std::size_t start, std::size_t limit, Color text) {
      if (start == limit) {
        table.add({{sure, color}, {side.language, Color::kDim}, {"–", Color::kDim}});
      } else {
        table.add({{sure, color},
                   {side.language, Color::kMagenta},
                   {joined(side.segments, start, limit).text, text}});
      }
      sure.clear();
    };
    add(source, bead.source_start, bead.source_limit, Color::kNone);
    add(target, bead.target_start, bead.target_limit, Color::kDim);
  }
  return table.text();
}

int run_align(const Context& context, AlignArguments arguments) {
  if (arguments.files.size() != 2) {
    return report({ErrorCode::kInvalidArgument,
                   PUNTE_MSG("align takes two files: a text and its translation"),
                   {},
                   {}});
  }
  for (std::string* tag : {&arguments.from, &arguments.to}) {
    if (tag->empty()) continue;
    const auto parsed = language::LanguageTag::parse(*tag);
    if (!parsed) return report(parsed.error());
    *tag = parsed->str();
  }
  const auto source = read_side(arguments.files[0], arguments.from, arguments);
  if (!source) return report(source.error());
  const auto target = read_side(arguments.files[1], arguments.to, arguments);
  if (!target) return report(target.error());
  if (same_language(source->language, target->language) && source->language != "und") {
    return report({ErrorCode::kInvalidArgument,
                   PUNTE_MSG("both texts seem to be in the same language ({1}); name the "
                             "languages with --from and --to"),
                   {source->language},
                   {}});
  }
  const auto path = context.memory_path();
  if (!path && arguments.into_memory) return report(path.error());
  aligner::Lexicon lexicon;
  if (path && !arguments.no_lexicon) {
    auto learnt = lexicon_of(*path, source->language, target->language);
    if (!learnt) return report(learnt.error());
    lexicon = std::move(*learnt);
  }
  const aligner::Ladder ladder = align_sides(*source, *target, lexicon);

  std::string out;
  if (arguments.ladder) {
    for (const aligner::Bead& bead : ladder) out += aligner::bead_text(bead) + "\n";
  } else if (context.output() == Output::kJsonLines) {
    for (const aligner::Bead& bead : ladder) out += json_line(bead_json(bead, *source, *target));
  } else if (context.output() == Output::kJson) {
    Json beads = Json::array();
    for (const aligner::Bead& bead : ladder) beads.push_back(bead_json(bead, *source, *target));
    out = json_document(
        {{"from", source->language}, {"to", target->language}, {"beads", std::move(beads)}});
  } else if (arguments.output.empty() && !arguments.into_memory) {
    out = table_of(ladder, *source, *target);
  }
  const std::vector<tm::Unit> units = units_of(ladder, *source, *target, arguments.min_confidence);
  if (!arguments.output.empty()) {
    if (const auto written = write_tmx(arguments.output, units, source->language); !written) {
      return report(written.error());
    }
    if (context.output() == Output::kTable && !arguments.ladder && arguments.output != "-") {
      out += trn("{1} unit written to {2}", "{1} units written to {2}",
                 static_cast<std::int64_t>(units.size()), {printable(arguments.output)}) +
             "\n";
    }
  }
  if (arguments.into_memory) {
    const auto added = write_memory(*path, units, fs::path(arguments.files[0]).filename().string());
    if (!added) return report(added.error());
    if (context.output() == Output::kTable && !arguments.ladder) {
      out += trn("{1} unit added to the memory {2}", "{1} units added to the memory {2}", *added,
                 {printable(path->string())}) +
             "\n";
    }
  }
  if (!print(out)) return kFailed;
  return units.empty() && ladder.empty() ? kNothingFound : kDone;
}

}  // namespace

void add_align_command(CLI::App& app, Context& context) {
  const auto arguments = std::make_shared<AlignArguments>();
  CLI::App& command =
      add_command(app, context, "align", tr("Align a text with its translation"),
                  "  punte align page.en.html page.ro.html --into-tm\n"
                  "  punte align book.en.txt book.ro.txt --from en --to ro -o book.tmx\n"
                  "  punte align --lines --ladder a.txt b.txt --from de --to fr",
                  [&context, arguments] { return run_align(context, *arguments); });
  command
      .add_option("files", arguments->files,
                  tr("A page or text and its translation (.html: pages, else plain text)"))
      ->required()
      ->expected(2)
      ->type_name(tr("FILE"));
  command.add_option("--from", arguments->from, tr("Language of the first; else identified"))
      ->type_name(tr("TAG"));
  command.add_option("--to", arguments->to, tr("Language of the second; else identified"))
      ->type_name(tr("TAG"));
  command.add_flag("--lines", arguments->lines, tr("Each line is a segment already"));
  command.add_flag("--ladder", arguments->ladder,
                   tr("Print the numbers of the segments only, a bead a line: 0,1:2"));
  command.add_option("-o,--output", arguments->output, tr("Write the pairs to a TMX file"))
      ->type_name(tr("FILE"));
  command.add_flag("--into-tm", arguments->into_memory, tr("Put the pairs into the memory"));
  command
      .add_option("--min-confidence", arguments->min_confidence,
                  tr("Keep pairs that are at least this sure, 0 to 1 (default: 0.5)"))
      ->check(CLI::Range(0.0, 1.0))
      ->type_name(tr("NUMBER"));
  command.add_flag("--no-lexicon", arguments->no_lexicon,
                   tr("Do not learn words from the memory first"));
  add_memory_option(command, context);
  add_output_options(command, context);
}

}  // namespace punte::cli
