#include "cli/segment_command.h"

#include <fmt/format.h>

#include <atomic>
#include <cstddef>
#include <cstdio>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/arguments.h"
#include "cli/files.h"
#include "cli/learn_abbreviations.h"
#include "cli/line_filter.h"
#include "cli/messages.h"
#include "cli/terminal.h"
#include "job/abbreviations.h"
#include "language/identify.h"
#include "language/language_tag.h"
#include "language/segment.h"
#include "language/segmenter_set.h"
#include "language/srx.h"
#include "language/srx_segmenter.h"
#include "view/json.h"
#include "view/text_json.h"

namespace punte::cli {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;
using view::Json;
using view::json_line;

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

/// How texts are cut. Errors: a list or SRX file that cannot be read, or whose patterns are wrong.
Result<language::SegmenterSetOptions> segmenter_options(const SegmentArguments& arguments) {
  language::SegmenterSetOptions out;
  out.segment.line_breaks = arguments.line_breaks == "always"  ? language::LineBreaks::kAlways
                            : arguments.line_breaks == "space" ? language::LineBreaks::kSpace
                                                               : language::LineBreaks::kSmart;
  out.segment.abbreviations = arguments.words;
  if (!arguments.abbreviations.empty()) {
    PUNTE_TRY(const std::string bytes, read_file(arguments.abbreviations, kMaxListBytes));
    PUNTE_TRY(const auto words, job::abbreviation_list(bytes, arguments.abbreviations));
    out.segment.abbreviations.insert(out.segment.abbreviations.end(), words.begin(), words.end());
  }
  if (arguments.srx.empty()) return out;
  PUNTE_TRY(out.srx, read_srx_file(arguments.srx));
  out.srx_mode = arguments.srx_mode == "exceptions" ? language::SrxMode::kExceptions
                                                    : language::SrxMode::kReplace;
  // A wrong pattern is told before any text is read.
  PUNTE_CHECK(language::SrxSegmenter::make(
      *out.srx, arguments.language.empty() ? "und" : arguments.language));
  return out;
}

/// Answers lines: texts, or objects with a text and its language. Any number of threads may ask.
class LineSegmenter {
 public:
  /// `language` is that of all lines; "": each is identified, or says its own.
  LineSegmenter(std::string language, language::SegmenterSetOptions options, bool json)
      : language_(std::move(language)), segmenters_(std::move(options)), json_(json) {}

  /// Empty where a text could not be cut: failure() then says why.
  std::string answer(std::string_view line);
  [[nodiscard]] bool had_bad_json() const { return bad_json_; }
  [[nodiscard]] const std::optional<Error>& failure() const { return failure_; }

 private:
  const std::string language_;
  language::SegmenterSet segmenters_;
  const bool json_;
  const language::Identifier identifier_;
  std::atomic<bool> bad_json_ = false;
  std::mutex failure_mutex_;
  std::optional<Error> failure_;  // the first one
};

std::string LineSegmenter::answer(std::string_view line) {
  std::string tag = language_;
  std::string text(line);
  const bool object = line.starts_with('{');
  if (object) {
    const Json request = Json::parse(line, nullptr, false);
    if (!request.is_object() || !request.contains("text") || !request["text"].is_string() ||
        (request.contains("lang") && !request["lang"].is_string())) {
      bad_json_ = true;
      return json_line({{"error", tr("the line is no object with a \"text\" and a \"lang\"")}});
    }
    text = request["text"].get<std::string>();
    if (tag.empty() && request.contains("lang")) tag = canonical(request["lang"]);
  }
  if (tag.empty()) tag = identifier_.identify(text).language;
  const auto spans = segmenters_.segment(tag, text);
  if (!spans) {
    const std::lock_guard lock(failure_mutex_);
    if (!failure_) failure_ = spans.error();
    return {};
  }
  if (object || json_) {
    Json out;
    if (!object) out["lang"] = tag;
    out["segments"] = view::pieces_json(text, *spans);
    return json_line(out);
  }
  std::string out;
  for (const language::Span span : *spans) {
    out.append(text, span.start, span.limit - span.start);
    out += '\n';
  }
  return out.empty() ? "\n" : out;
}

Result<int> run_segment(const Context& context, SegmentArguments arguments) {
  if (arguments.export_srx) return export_srx(arguments.language);
  if (!arguments.learn.empty()) {
    return learn_abbreviations(context, arguments.language, arguments.learn);
  }
  PUNTE_TRY(auto options, segmenter_options(arguments));
  LineSegmenter segmenter(arguments.language, std::move(options),
                          context.output() != Output::kTable);
  LineFilterOptions filter;
  filter.max_line_bytes = std::size_t{64} << 20;
  filter.lines_worth_a_thread = 100;
  filter.document = context.output() == Output::kJson;
  const int code = run_line_filter(
      filter, [&segmenter](std::string_view line) { return segmenter.answer(line); });
  if (segmenter.failure()) return report(*segmenter.failure());
  return segmenter.had_bad_json() && code == kDone ? kFoundProblems : code;
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
      [&context, arguments] { return finished(run_segment(context, *arguments)); });
  add_tag(command, context, "--language", arguments->language,
          tr("Language of all lines; without it, each line is identified"));
  command
      .add_option("--line-breaks", arguments->line_breaks,
                  tr("What line breaks inside a text (of a JSON line) mean: smart, always, space"))
      ->check(one_of({"smart", "always", "space"}))
      ->type_name(tr("NAME"));
  command
      .add_option("--abbreviation", arguments->words, tr("More words whose dot ends no sentence"))
      ->allow_extra_args(false)
      ->delimiter(',')
      ->type_name(tr("WORDS"));
  add_input(command, context, "--abbreviations", arguments->abbreviations,
            tr("The same from a file, one a line, as --learn-abbreviations prints them"));
  add_inputs(command, context, "--learn-abbreviations", arguments->learn,
             tr("Print words of these texts or TMX files that seem to be abbreviations, with the "
                "evidence; nothing is changed"));
  CLI::Option* srx =
      add_input(command, context, "--srx", arguments->srx, tr("Cut by the rules of this SRX file"));
  command
      .add_option("--srx-mode", arguments->srx_mode,
                  tr("replace: by these rules alone; exceptions: they come before Punte's own"))
      ->check(one_of({"replace", "exceptions"}))
      ->needs(srx)
      ->type_name(tr("NAME"));
  command.add_flag("--export-srx", arguments->export_srx,
                   tr("Print Punte's own rules as SRX, as far as SRX can say them"));
  add_output_options(command, context);
}

}  // namespace punte::cli
