#include "cli/segment_command.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "cli/json.h"
#include "cli/line_filter.h"
#include "cli/messages.h"
#include "language/identify.h"
#include "language/language_tag.h"
#include "language/segment.h"
#include "language/text.h"

namespace punte::cli {
namespace {

using language::ErrorCode;
using language::Segmenter;
using language::SegmentOptions;

struct SegmentArguments {
  std::string language;
  std::string line_breaks = "smart";
  std::vector<std::string> abbreviations;
};

/// One Segmenter a language, made when first asked for; any number of threads may ask.
class Segmenters {
 public:
  explicit Segmenters(SegmentOptions options) : options_(std::move(options)) {}

  const Segmenter& of(const std::string& tag) {
    const std::lock_guard lock(mutex_);
    const auto found = segmenters_.find(tag);
    if (found != segmenters_.end()) return found->second;
    return segmenters_.try_emplace(tag, tag, options_).first->second;
  }

 private:
  SegmentOptions options_;
  std::mutex mutex_;
  std::map<std::string, Segmenter> segmenters_;
};

/// The canonical tag; "und", whose rules hold everywhere, for what is none.
std::string canonical(const std::string& name) {
  const auto tag = language::LanguageTag::parse(name);
  return tag ? tag->str() : "und";
}

int run_segment(const Context& context, const SegmentArguments& arguments) {
  if (context.output() == Output::kJson) {
    return report({ErrorCode::kInvalidArgument,
                   PUNTE_MSG("segment is a filter: use --jsonl, an object a line"),
                   {},
                   {}});
  }
  std::string fixed;
  if (!arguments.language.empty()) {
    const auto tag = language::LanguageTag::parse(arguments.language);
    if (!tag) return report(tag.error());
    fixed = tag->str();
  }
  SegmentOptions options;
  options.line_breaks = arguments.line_breaks == "always"  ? language::LineBreaks::kAlways
                        : arguments.line_breaks == "space" ? language::LineBreaks::kSpace
                                                           : language::LineBreaks::kSmart;
  options.abbreviations = arguments.abbreviations;
  Segmenters segmenters(std::move(options));
  const language::Identifier identifier;
  const bool json = context.output() == Output::kJsonLines;

  std::atomic<bool> bad_json = false;
  const auto answer = [&](std::string_view line) -> std::string {
    std::string tag = fixed;
    std::string text(line);
    const bool object = !line.empty() && line.front() == '{';
    if (object) {
      const Json request = Json::parse(line, nullptr, false);
      if (!request.is_object() || !request.contains("text") || !request["text"].is_string() ||
          (request.contains("lang") && !request["lang"].is_string())) {
        bad_json = true;
        return {};
      }
      text = request["text"].get<std::string>();
      if (tag.empty() && request.contains("lang")) tag = canonical(request["lang"]);
    }
    if (tag.empty()) tag = identifier.identify(text).language;
    const std::vector<language::Span> spans = segmenters.of(tag).segment(text);
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
  const int code = run_line_filter(filter, answer);
  if (bad_json) {
    return report({ErrorCode::kSyntax,
                   PUNTE_MSG("a line of the input is no object with a \"text\" and a \"lang\""),
                   {},
                   {}});
  }
  return code;
}

}  // namespace

void add_segment_command(CLI::App& app, Context& context) {
  const auto arguments = std::make_shared<SegmentArguments>();
  CLI::App& command = add_command(
      app, context, "segment", tr("Cut each line of text into segments"),
      "  punte segment --language ro < text.txt\n"
      "  echo '{\"lang\":\"ro\",\"text\":\"Dl. Pop a venit. Plouă.\"}' | punte segment\n"
      "  punte segment --jsonl < mixed.txt",
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
      .add_option("--abbreviations", arguments->abbreviations,
                  tr("More words whose dot ends no sentence"))
      ->allow_extra_args(false)
      ->delimiter(',')
      ->type_name(tr("WORDS"));
  add_output_options(command, context);
}

}  // namespace punte::cli
