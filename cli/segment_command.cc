#include "cli/segment_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdio>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/files.h"
#include "cli/learn_abbreviations.h"
#include "cli/line_filter.h"
#include "cli/messages.h"
#include "cli/terminal.h"
#include "language/identify.h"
#include "language/language_tag.h"
#include "language/segment.h"
#include "language/srx.h"
#include "language/srx_segmenter.h"
#include "language/text.h"
#include "view/json.h"

namespace punte::cli {

using view::Json;
using view::json_line;
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;
using language::Segmenter;
using language::SegmentOptions;

constexpr std::size_t kMaxListBytes = std::size_t{16} << 20;

struct SegmentArguments {
  std::string language;
  std::string line_breaks = "smart";
  std::vector<std::string> words;
  std::string abbreviations;
  std::vector<std::string> learn;
  std::string srx;
  std::string srx_mode = "replace";
  bool export_srx = false;
};

/// One language's way to cut: our rules, those of an SRX file, or both.
struct LanguageSegmenter {
  Segmenter own;
  std::unique_ptr<language::SrxSegmenter> srx;
};

/// Cuts texts; makes what a language needs when first asked for. Any number of threads may ask.
class Segmenters {
 public:
  Segmenters(SegmentOptions options, std::optional<language::SrxDocument> srx, bool exceptions)
      : options_(std::move(options)), srx_(std::move(srx)), exceptions_(exceptions) {}

  Result<std::vector<language::Span>> segment(const std::string& tag, std::string_view text) {
    const auto segmenter = of(tag);
    if (!segmenter) return tl::unexpected(segmenter.error());
    if ((*segmenter)->srx == nullptr) return (*segmenter)->own.segment(text);
    if (!exceptions_) return (*segmenter)->srx->segment(text);
    return (*segmenter)->srx->segment(text, (*segmenter)->own);
  }

 private:
  Result<const LanguageSegmenter*> of(const std::string& tag) {
    const std::lock_guard lock(mutex_);
    const auto found = segmenters_.find(tag);
    if (found != segmenters_.end()) return &found->second;
    LanguageSegmenter made{Segmenter(tag, options_), nullptr};
    if (srx_) {
      auto segmenter = language::SrxSegmenter::make(*srx_, tag);
      if (!segmenter) return tl::unexpected(segmenter.error());
      made.srx = std::make_unique<language::SrxSegmenter>(std::move(*segmenter));
    }
    return &segmenters_.try_emplace(tag, std::move(made)).first->second;
  }

  SegmentOptions options_;
  std::optional<language::SrxDocument> srx_;
  bool exceptions_;
  std::mutex mutex_;
  std::map<std::string, LanguageSegmenter> segmenters_;
};

/// Words of a file, one a line; "#" begins a remark.
Result<std::vector<std::string>> read_words(const std::string& path) {
  const auto bytes = read_file(path, kMaxListBytes);
  if (!bytes) return tl::unexpected(bytes.error());
  std::vector<std::string> out;
  std::string_view rest = *bytes;
  for (std::size_t number = 1; !rest.empty(); ++number) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    line = language::trim(line.substr(0, line.find('#')));
    if (line.empty()) continue;
    if (!language::is_valid_utf8(line) || line.find_first_of(" \t") != std::string_view::npos) {
      return base::fail(ErrorCode::kSyntax,
                        PUNTE_MSG("one abbreviation a line is expected, in UTF-8"), {},
                        path + ":" + std::to_string(number));
    }
    out.emplace_back(line);
  }
  return out;
}

Result<language::SrxDocument> read_srx_file(const std::string& path) {
  const language::SrxLimits limits;
  const auto bytes = read_file(path, limits.max_bytes);
  if (!bytes) return tl::unexpected(bytes.error());
  auto document = language::read_srx(*bytes, path, limits);
  if (!document) return document;
  for (const language::SrxWarning& warning : document->warnings) {
    const std::string text = fmt::format("{}:{}: {}", path, warning.line,
                                         tr(warning.message.c_str(), warning.arguments));
    std::fprintf(stderr, "%s\n", printable(text).c_str());
  }
  return document;
}

int export_srx(const std::string& tag) {
  const std::vector<std::string> tags =
      tag.empty() ? language::segment_languages()
                  : std::vector<std::string>{tag.substr(0, tag.find('-'))};
  print(language::write_srx(language::own_rules_as_srx(tags)));
  return kDone;
}

/// The canonical tag; "und", whose rules hold everywhere, for what is none.
std::string canonical(const std::string& name) {
  const auto tag = language::LanguageTag::parse(name);
  return tag ? tag->str() : "und";
}

int run_segment(const Context& context, const SegmentArguments& arguments) {
  std::string fixed;
  if (!arguments.language.empty()) {
    const auto tag = language::LanguageTag::parse(arguments.language);
    if (!tag) return report(tag.error());
    fixed = tag->str();
  }
  if (arguments.export_srx) return export_srx(fixed);
  if (!arguments.learn.empty()) return learn_abbreviations(context, fixed, arguments.learn);
  SegmentOptions options;
  options.line_breaks = arguments.line_breaks == "always"  ? language::LineBreaks::kAlways
                        : arguments.line_breaks == "space" ? language::LineBreaks::kSpace
                                                           : language::LineBreaks::kSmart;
  options.abbreviations = arguments.words;
  if (!arguments.abbreviations.empty()) {
    const auto words = read_words(arguments.abbreviations);
    if (!words) return report(words.error());
    options.abbreviations.insert(options.abbreviations.end(), words->begin(), words->end());
  }
  std::optional<language::SrxDocument> srx;
  if (!arguments.srx.empty()) {
    auto document = read_srx_file(arguments.srx);
    if (!document) return report(document.error());
    srx = std::move(*document);
    // A wrong pattern is told before any text is read.
    const auto tried = language::SrxSegmenter::make(*srx, fixed.empty() ? "und" : fixed);
    if (!tried) return report(tried.error());
  }
  Segmenters segmenters(std::move(options), std::move(srx), arguments.srx_mode == "exceptions");
  const language::Identifier identifier;
  const bool json = context.output() != Output::kTable;

  std::atomic<bool> bad_json = false;
  std::mutex failure_mutex;
  std::optional<Error> failure;
  const auto answer = [&](std::string_view line) -> std::string {
    std::string tag = fixed;
    std::string text(line);
    const bool object = line.starts_with('{');
    if (object) {
      const Json request = Json::parse(line, nullptr, false);
      if (!request.is_object() || !request.contains("text") || !request["text"].is_string() ||
          (request.contains("lang") && !request["lang"].is_string())) {
        bad_json = true;
        return json_line({{"error", tr("the line is no object with a \"text\" and a \"lang\"")}});
      }
      text = request["text"].get<std::string>();
      if (tag.empty() && request.contains("lang")) tag = canonical(request["lang"]);
    }
    if (tag.empty()) tag = identifier.identify(text).language;
    const auto cut = segmenters.segment(tag, text);
    if (!cut) {
      const std::lock_guard lock(failure_mutex);
      if (!failure) failure = cut.error();
      return {};
    }
    const std::vector<language::Span>& spans = *cut;
    if (object || json) {
      Json segments = Json::array();
      for (const language::Span span : spans) {
        segments.push_back(text.substr(span.start, span.limit - span.start));
      }
      Json out;
      if (!object) out["lang"] = tag;
      out["segments"] = std::move(segments);
      return json_line(out);
    }
    std::string out;
    for (const language::Span span : spans) {
      out.append(text, span.start, span.limit - span.start);
      out += '\n';
    }
    return out.empty() ? "\n" : out;
  };
  LineFilterOptions filter;
  filter.max_line_bytes = std::size_t{64} << 20;
  filter.lines_worth_a_thread = 100;
  filter.document = context.output() == Output::kJson;
  const int code = run_line_filter(filter, answer);
  if (failure) return report(*failure);
  return bad_json && code == kDone ? kFoundProblems : code;
}

}  // namespace

void add_segment_command(CLI::App& app, Context& context) {
  const auto arguments = std::make_shared<SegmentArguments>();
  CLI::App& command = add_command(
      app, context, "segment", tr("Cut each line of text into segments"),
      "  punte segment --language ro < text.txt\n"
      "  echo '{\"lang\":\"ro\",\"text\":\"Dl. Pop a venit. Plouă.\"}' | punte segment\n"
      "  punte segment --jsonl < mixed.txt\n"
      "  punte segment --language ro --srx rules.srx --srx-mode exceptions < text.txt\n"
      "  punte segment --language ro --export-srx > punte.srx\n"
      "  punte segment --language ro --learn-abbreviations memory.tmx > words.txt\n"
      "  punte segment --language ro --abbreviations words.txt < text.txt",
      [&context, arguments] { return run_segment(context, *arguments); });
  command
      .add_option("--language", arguments->language,
                  tr("Language of all lines; without it, each line is identified"))
      ->type_name(tr("TAG"));
  command
      .add_option("--line-breaks", arguments->line_breaks,
                  tr("What line breaks inside a text (of a JSON line) mean: smart, always, space"))
      ->check(CLI::IsMember({"smart", "always", "space"}))
      ->type_name(tr("NAME"));
  command
      .add_option("--abbreviation", arguments->words, tr("More words whose dot ends no sentence"))
      ->allow_extra_args(false)
      ->delimiter(',')
      ->type_name(tr("WORDS"));
  command
      .add_option("--abbreviations", arguments->abbreviations,
                  tr("The same from a file, one a line, as --learn-abbreviations prints them"))
      ->type_name(tr("FILE"));
  command
      .add_option("--learn-abbreviations", arguments->learn,
                  tr("Print words of these texts or TMX files that seem to be abbreviations, with "
                     "the evidence; nothing is changed"))
      ->type_name(tr("FILES"));
  CLI::Option* srx =
      command.add_option("--srx", arguments->srx, tr("Cut by the rules of this SRX file"))
          ->type_name(tr("FILE"));
  command
      .add_option("--srx-mode", arguments->srx_mode,
                  tr("replace: by these rules alone; exceptions: they come before Punte's own"))
      ->check(CLI::IsMember({"replace", "exceptions"}))
      ->needs(srx)
      ->type_name(tr("NAME"));
  command.add_flag("--export-srx", arguments->export_srx,
                   tr("Print Punte's own rules as SRX, as far as SRX can say them"));
  add_output_options(command, context);
}

}  // namespace punte::cli
