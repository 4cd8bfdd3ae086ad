#include "cli/segment_command.h"

#include <fmt/format.h>

#include <atomic>
#include <cstddef>
#include <cstdio>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
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
constexpr std::size_t kMostReported = 20;  // different problems of lines

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

/// A line that is an object with a text and, if it likes, its language.
struct Request {
  std::string text;
  std::string language;  // canonical; empty where it says none
};
std::optional<Request> request_of(std::string_view line) {
  if (!line.starts_with('{')) return std::nullopt;
  const Json object = Json::parse(line, nullptr, false);
  const bool readable = object.is_object() && object.contains("text") &&
                        object["text"].is_string() &&
                        (!object.contains("lang") || object["lang"].is_string());
  if (!readable) return std::nullopt;
  return Request{object["text"].get<std::string>(),
                 object.contains("lang") ? canonical(object["lang"]) : std::string()};
}

/// Answers lines: texts, or objects with a text and its language. Any number of threads may ask.
class LineSegmenter {
 public:
  /// `language` is that of all lines; "": each is identified, or says its own.
  LineSegmenter(std::string language, language::SegmenterSetOptions options, bool json)
      : language_(std::move(language)), segmenters_(std::move(options)), json_(json) {}

  /// A line that cannot be cut is passed on as it is.
  std::string answer(std::string_view line);
  [[nodiscard]] bool had_problems() const { return had_problems_; }

 private:
  std::string passed_on(std::string_view line, const Error& error);

  const std::string language_;
  language::SegmenterSet segmenters_;
  const bool json_;
  const language::Identifier identifier_;
  std::atomic<bool> had_problems_ = false;
  std::mutex reported_mutex_;
  std::set<std::string> reported_;
};

/// Each problem is reported once, however many lines have it.
std::string LineSegmenter::passed_on(std::string_view line, const Error& error) {
  had_problems_ = true;
  const std::string problem = error_text(error);
  {
    const std::lock_guard lock(reported_mutex_);
    if (reported_.size() < kMostReported && reported_.insert(problem).second) report(error);
  }
  if (!json_) return std::string(line) + "\n";
  return json_line({{"error", problem}, {"segments", Json::array({std::string(line)})}});
}

std::string LineSegmenter::answer(std::string_view line) {
  const auto request = request_of(line);
  // Without --jsonl, what is no request is a text that begins with a brace: "{name} came in."
  if (!request && json_ && line.starts_with('{')) {
    return passed_on(line, {ErrorCode::kSyntax,
                            PUNTE_MSG("the line is no object with a \"text\" and a \"lang\""),
                            {},
                            {}});
  }
  const std::string text = request ? request->text : std::string(line);
  std::string tag = language_;
  if (tag.empty() && request) tag = request->language;
  if (tag.empty()) tag = identifier_.identify(text).language;
  const auto spans = segmenters_.segment(tag, text);
  if (!spans) return passed_on(line, spans.error());
  const bool object = request.has_value();
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
  return segmenter.had_problems() && code == kDone ? kFoundProblems : code;
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
