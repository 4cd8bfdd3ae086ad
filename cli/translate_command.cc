#include "cli/translate_command.h"

#include <array>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/files.h"
#include "cli/html_report.h"
#include "cli/json.h"
#include "cli/messages.h"
#include "cli/page_translation.h"
#include "cli/terminal.h"
#include "exchange/stream.h"
#include "language/language_tag.h"
#include "page/page.h"
#include "page/write_back.h"

namespace punte::cli {
namespace {

using language::ErrorCode;
using language::Result;

struct TranslateArguments {
  std::string page;
  std::string output = "-";
  std::string bilingual;
  std::string below = "leave";
  std::vector<std::string> expect;
  TranslateOptions options;
};

std::string_view fill_name(Fill fill) {
  switch (fill) {
    case Fill::kTarget:
      return "target";
    case Fill::kMatch:
      return "match";
    case Fill::kLocalized:
      return "localized";
    case Fill::kBelow:
      return "below";
    case Fill::kGiven:
      return "given";
    case Fill::kNothing:
      break;
  }
  return "nothing";
}

/// The colour of a row in the bilingual view.
std::string_view css_class(const TranslatedSegment& segment) {
  switch (segment.fill) {
    case Fill::kTarget:
      return "same";
    case Fill::kLocalized:
    case Fill::kGiven:
      return "exact";
    case Fill::kMatch:
      return segment.match->score >= 100 ? "exact" : "high";
    case Fill::kBelow:
      return "fuzzy";
    case Fill::kNothing:
      break;
  }
  return segment.segment.language == "und" ? "same" : "new";
}

Json segment_json(const page::Page& page, const TranslatedSegment& segment) {
  Json out{{"source", segment.segment.text.text},
           {"lang", segment.segment.language},
           {"role", page::role_name(page.blocks[segment.segment.block].role)},
           {"block", segment.segment.block},
           {"fill", fill_name(segment.fill)},
           {"text", segment.text.text}};
  if (segment.match) out["match"] = to_json(*segment.match);
  if (!segment.changes.empty()) out["changes"] = segment.changes;
  return out;
}

std::string joined(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) out += (out.empty() ? "" : "; ") + text;
  return out;
}

Result<void> write_bilingual(const page::Page& page, const std::vector<TranslatedSegment>& segments,
                             const TranslateArguments& arguments) {
  HtmlReport report(page.title.empty() ? arguments.page : page.title);
  report.begin_table({tr("Language"), tr("Source"), tr("Translation"), tr("Score"), tr("Changes")});
  for (const TranslatedSegment& segment : segments) {
    const bool filled = segment.fill != Fill::kNothing && segment.fill != Fill::kTarget;
    std::string shown;
    if (segment.fill == Fill::kBelow) {
      shown = in_language(segment.match->target.text, arguments.options.to);
    } else if (filled) {
      shown = in_language(segment.text.text, arguments.options.to);
    }
    report.row({html_escaped(segment.segment.language),
                in_language(segment.segment.text.text, segment.segment.language), shown,
                segment.match ? std::to_string(segment.match->score) : std::string(),
                html_escaped(joined(segment.changes))},
               css_class(segment));
  }
  report.end_table();
  return report.save(arguments.bilingual);
}

std::string summary_of(const std::vector<TranslatedSegment>& segments) {
  std::array<std::int64_t, 6> counts{};
  for (const TranslatedSegment& segment : segments) {
    // What has no language needs no translation.
    if (segment.fill == Fill::kNothing && segment.segment.language == "und") continue;
    ++counts[static_cast<std::size_t>(segment.fill)];
  }
  const auto count = [&](Fill fill) { return counts[static_cast<std::size_t>(fill)]; };
  return trn("{1} segment filled", "{1} segments filled",
             count(Fill::kMatch) + count(Fill::kGiven)) +
         ", " + trn("{1} adapted", "{1} adapted", count(Fill::kLocalized)) + ", " +
         trn("{1} without a match", "{1} without a match",
             count(Fill::kNothing) + count(Fill::kBelow)) +
         ", " +
         trn("{1} in the target language already", "{1} in the target language already",
             count(Fill::kTarget)) +
         "\n";
}

int run_translate(const Context& context, TranslateArguments arguments) {
  const auto to = language::LanguageTag::parse(arguments.options.to);
  if (!to) return report(to.error());
  arguments.options.to = to->str();
  arguments.options.below = arguments.below == "mark"      ? BelowThreshold::kMark
                            : arguments.below == "comment" ? BelowThreshold::kComment
                                                           : BelowThreshold::kLeave;
  page::ExtractOptions extract_options;
  extract_options.keep_source = true;
  for (const std::string& tag : arguments.expect) {
    const auto parsed = language::LanguageTag::parse(tag);
    if (!parsed) return report(parsed.error());
    extract_options.expected_languages.push_back(parsed->str());
  }
  const auto memory_path = context.memory_path();
  if (!memory_path) return report(memory_path.error());
  tm::OpenOptions open_options;
  open_options.create = false;
  open_options.read_only = true;
  const auto memory = tm::TranslationMemory::open(*memory_path, open_options);
  if (!memory) return report(memory.error());
  const auto bytes = read_file(arguments.page, extract_options.max_bytes);
  if (!bytes) return report(bytes.error());
  const auto page = page::extract(*bytes, extract_options);
  if (!page) {
    language::Error error = page.error();
    if (error.where.empty()) error.where = arguments.page;
    return report(error);
  }
  PageTranslator translator(*memory, arguments.options);
  const auto segments = translator.translate(*page);
  if (!segments) return report(segments.error());
  const auto written = page::write_back(*bytes, *page, translator.replacements(*page, *segments));
  if (!written) return report(written.error());
  if (!arguments.bilingual.empty()) {
    if (const auto done = write_bilingual(*page, *segments, arguments); !done) {
      return report(done.error());
    }
  }
  // With --json, standard output is the report; the page goes there only if nothing else does.
  const bool page_to_output = arguments.output == "-" && context.output() == Output::kTable;
  if (page_to_output || arguments.output != "-") {
    auto sink = exchange::create_file(arguments.output);
    if (!sink) return report(sink.error());
    auto done = (*sink)->write(written->bytes);
    if (done) done = (*sink)->commit();
    if (!done) return report(done.error());
  }
  for (const page::NotWritten& left : written->left) {
    const std::string text = tr("block {1} was left as it is: {2}",
                                {std::to_string(left.block), tr(left.reason.c_str())});
    std::fprintf(stderr, "punte: %s\n", text.c_str());
  }
  if (written->recoded) {
    const std::string text =
        tr("the page has bytes that its encoding ({1}) does not allow; it is UTF-8 now",
           {page->charset});
    std::fprintf(stderr, "punte: %s\n", text.c_str());
  }
  std::string out;
  bool any = false;
  Json list = Json::array();
  for (const TranslatedSegment& segment : *segments) {
    any = any || segment.fill == Fill::kMatch || segment.fill == Fill::kLocalized;
    if (context.output() == Output::kJson) list.push_back(segment_json(*page, segment));
    if (context.output() == Output::kJsonLines) out += json_line(segment_json(*page, segment));
  }
  if (context.output() == Output::kJson) {
    out = json_document({{"page", arguments.page}, {"segments", std::move(list)}});
  }
  if (context.output() == Output::kTable) {
    std::fputs(summary_of(*segments).c_str(), page_to_output ? stderr : stdout);
  } else if (!print(out)) {
    return kFailed;
  }
  return any ? kDone : kNothingFound;
}

}  // namespace

void add_translate_command(CLI::App& app, Context& context) {
  const auto arguments = std::make_shared<TranslateArguments>();
  CLI::App& command = add_command(
      app, context, "translate", tr("Give a page back with what the memory knows of it"),
      "  punte translate page.html --to ro -o page.ro.html\n"
      "  punte translate page.html --to ro --below mark --bilingual view.html -o page.ro.html\n"
      "  punte translate page.html --to en --jsonl > segments.jsonl",
      [&context, arguments] { return run_translate(context, *arguments); });
  command
      .add_option("page", arguments->page, tr("An HTML page, packed or not; - is standard input"))
      ->required()
      ->type_name(tr("PAGE"));
  command.add_option("--to", arguments->options.to, tr("The target language"))
      ->required()
      ->type_name(tr("TAG"));
  command
      .add_option("-o,--output", arguments->output,
                  tr("The translated page (default: standard output)"))
      ->type_name(tr("FILE"));
  command
      .add_option("--bilingual", arguments->bilingual,
                  tr("Write an HTML view of both texts side by side to this file"))
      ->type_name(tr("FILE"));
  command
      .add_option("--threshold", arguments->options.threshold,
                  tr("Lowest score that fills a segment, in percent (default: 85)"))
      ->check(CLI::Range(50, 102))
      ->type_name(tr("NUMBER"));
  command
      .add_option("--below", arguments->below,
                  tr("What becomes of matches below it: leave the source, mark the match, or give "
                     "it as a comment (leave, mark, comment; default: leave)"))
      ->check(CLI::IsMember({"leave", "mark", "comment"}))
      ->type_name(tr("WAY"));
  command
      .add_option("--expect", arguments->expect,
                  tr("Languages the page can have, where you know them"))
      ->allow_extra_args(false)
      ->delimiter(',')
      ->type_name(tr("TAGS"));
  add_memory_option(command, context);
  add_output_options(command, context);
}

}  // namespace punte::cli
