#include "cli/lookup_command.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "cli/arguments.h"
#include "cli/files.h"
#include "cli/json.h"
#include "cli/messages.h"
#include "cli/page_segments.h"
#include "cli/site_pages.h"
#include "cli/terminal.h"
#include "cli/terms.h"
#include "language/language_tag.h"
#include "language/text.h"
#include "page/page.h"
#include "tm/assembly.h"
#include "tm/repair.h"
#include "tm/translation_memory.h"

namespace punte::cli {
namespace {

using base::ErrorCode;
using base::Result;

constexpr std::size_t kMaxLineBytes = std::size_t{1} << 20;

struct LookupArguments {
  std::vector<std::string> pages;
  std::string from;
  std::vector<std::string> to;
  page::ExtractOptions extract;
  bool lines = false;
  bool repair = false;
  bool assemble = false;
  std::string order = "useful";
  std::vector<std::string> penalties;
  tm::LookupOptions options;
};

/// A segment and what the memory has for it.
struct Row {
  const PageSegment* segment = nullptr;
  page::Role role = page::Role::kOther;
  std::vector<tm::Match> matches;
  std::vector<tm::FoundTerm> terms;
};

/// "old.tmx=5": points by the name of a penalty, or else of an origin.
Result<void> set_penalty(const std::string& text, tm::Penalties& penalties) {
  constexpr int kMost = 100;
  const std::size_t sign = text.rfind('=');
  int points = -1;
  if (sign != std::string::npos && sign > 0) {
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data() + sign + 1, end, points);
    if (error != std::errc() || stop != end) points = -1;
  }
  if (points < 0 || points > kMost) {
    return base::fail(ErrorCode::kInvalidArgument,
                      PUNTE_MSG("a penalty is written NAME=POINTS, as old.tmx=5; “{1}” is not"),
                      {text});
  }
  const std::string name = text.substr(0, sign);
  const std::map<std::string, int*> named = {{"aligned", &penalties.aligned},
                                             {"machine", &penalties.machine},
                                             {"unreviewed", &penalties.unreviewed},
                                             {"placeables", &penalties.placeables},
                                             {"variant", &penalties.variant}};
  const auto found = named.find(name);
  if (found != named.end()) {
    *found->second = points;
  } else {
    penalties.origins.emplace_back(name, points);
  }
  return {};
}

Result<std::vector<Row>> look_up(const tm::TranslationMemory& memory, const page::Page& page,
                                 const std::vector<PageSegment>& segments,
                                 const LookupArguments& arguments) {
  std::vector<Row> rows;
  Glossary glossary(memory);
  Progress progress;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const PageSegment& segment = segments[i];
    Row row{&segment, page.blocks[segment.block].role, {}, {}};
    for (const std::string& target : arguments.to) {
      if (segment.language == "und" || language::same_language(segment.language, target)) continue;
      tm::Query query;
      query.source = segment.text;
      query.source_language = segment.language;
      query.target_language = target;
      set_context(segments, i, query);
      auto matches = memory.lookup(query, arguments.options);
      if (!matches) return tl::unexpected(matches.error());
      std::move(matches->begin(), matches->end(), std::back_inserter(row.matches));
      auto terms = glossary.find(segment.text.text, segment.language, target);
      if (!terms) return tl::unexpected(terms.error());
      std::move(terms->begin(), terms->end(), std::back_inserter(row.terms));
    }
    rows.push_back(std::move(row));
    progress.show(tr("Looking up"), i + 1, segments.size());
    if (interrupted()) return base::fail(ErrorCode::kCancelled, PUNTE_MSG("stopped"));
  }
  return rows;
}

Json row_json(const Row& row) {
  Json matches = Json::array();
  for (const tm::Match& match : row.matches) matches.push_back(to_json(match));
  const PageSegment& segment = *row.segment;
  return {{"text", segment.text.text},         {"lang", segment.language},
          {"role", page::role_name(row.role)}, {"block", segment.block},
          {"start", segment.span.start},       {"limit", segment.span.limit},
          {"matches", std::move(matches)},     {"terms", to_json(row.terms)}};
}

/// "fond – fund, trust"
std::string term_text(const tm::FoundTerm& term) {
  std::string out = term.term + " – ";
  for (std::size_t i = 0; i < term.translations.size(); ++i) {
    out += (i == 0 ? "" : ", ") + term.translations[i];
  }
  return out;
}

/// "words “3,000”, case": why a match is not 100.
std::string reasons_of(const tm::Match& match) {
  std::string out;
  for (const tm::Reason& reason : match.reasons) {
    if (!out.empty()) out += ", ";
    out += reason.code;
    if (!reason.detail.empty()) out += " " + reason.detail;
    if (reason.points != 0) out += " -" + std::to_string(reason.points);
  }
  return out;
}

Color color_of(int score) {
  if (score >= 100) return Color::kGreen;
  return score >= 85 ? Color::kCyan : Color::kYellow;
}

std::string table_of(const std::vector<Row>& rows, const std::vector<std::string>& targets) {
  Table table({tr("Language"), tr("Score"), tr("Segment, and below it what the memory has")});
  std::map<std::string, std::int64_t> counts;
  std::int64_t wanted = 0;
  std::int64_t found = 0;
  std::int64_t exact = 0;
  for (const Row& row : rows) {
    const PageSegment& segment = *row.segment;
    ++counts[segment.language];
    const bool foreign =
        segment.language != "und" &&
        std::any_of(targets.begin(), targets.end(), [&](const std::string& target) {
          return !language::same_language(segment.language, target);
        });
    if (!foreign) continue;
    ++wanted;
    if (!row.matches.empty()) {
      ++found;
      if (row.matches.front().score >= 100) ++exact;
    }
    table.add({{segment.language, Color::kMagenta},
               {row.matches.empty() ? "-" : "", Color::kDim},
               {segment.text.text, row.matches.empty() ? Color::kDim : Color::kBold}});
    for (const tm::Match& match : row.matches) {
      table.add({{"  " + match.target_language},
                 {std::to_string(match.score), color_of(match.score)},
                 {match.target.text, Color::kNone}});
      const std::string reasons = reasons_of(match);
      if (!reasons.empty()) table.add({{}, {}, {"(" + reasons + ")", Color::kDim}});
    }
    for (const tm::FoundTerm& term : row.terms) {
      table.add({{"  " + tr("term")}, {}, {term_text(term), Color::kCyan}});
    }
  }
  std::string out = table.empty() ? std::string() : table.text();
  std::string languages;
  for (const auto& [tag, count] : counts) {
    languages += (languages.empty() ? "" : ", ") + tag + " " + number(count);
  }
  out += trn("{1} segment ({2})", "{1} segments ({2})", static_cast<std::int64_t>(rows.size()),
             {languages}) +
         "; " + trn("{1} to translate", "{1} to translate", wanted) + ", " +
         trn("{1} with a match", "{1} with matches", found) + ", " +
         trn("{1} exact", "{1} exact", exact) + "\n";
  return out;
}

int run_pages(const Context& context, const LookupArguments& arguments,
              const tm::TranslationMemory& memory) {
  PageSegmenter segmenter;
  const page::ExtractOptions& extract_options = arguments.extract;
  bool any = false;
  bool failed = false;
  Json documents = Json::array();
  for (const std::string& file : arguments.pages) {
    auto read = read_page(file, extract_options);
    if (!read) {
      report(read.error());
      failed = true;
      continue;
    }
    page::Page& page = read->page;
    if (const auto done = apply_site(context, file, page); !done) return report(done.error());
    if (!arguments.from.empty()) {
      for (page::Block& block : page.blocks) block.language = arguments.from;
    }
    const std::vector<PageSegment> segments = segmenter.segments(page);
    const auto rows = look_up(memory, page, segments, arguments);
    if (!rows) return report(rows.error());
    any = any || std::any_of(rows->begin(), rows->end(),
                             [](const Row& row) { return !row.matches.empty(); });
    std::string out;
    switch (context.output()) {
      case Output::kJson: {
        Json list = Json::array();
        for (const Row& row : *rows) list.push_back(row_json(row));
        documents.push_back({{"page", file}, {"segments", std::move(list)}});
        break;
      }
      case Output::kJsonLines:
        for (const Row& row : *rows) {
          Json line = row_json(row);
          if (arguments.pages.size() > 1) line["page"] = file;
          out += json_line(line);
        }
        break;
      case Output::kTable:
        if (arguments.pages.size() > 1) out += paint(Color::kBold, printable(file)) + "\n";
        out += table_of(*rows, arguments.to);
    }
    if (!print(out)) return kFailed;
  }
  if (context.output() == Output::kJson && !print(json_document(documents))) return kFailed;
  if (failed) return kFailed;
  return any ? kDone : kNothingFound;
}

Json repair_json(const tm::Repair& repair) {
  Json reasons = Json::array();
  for (const tm::Reason& reason : repair.reasons) reasons.push_back(reason.detail);
  Json out{
      {"score", repair.score}, {"target", repair.target.text}, {"repaired", std::move(reasons)}};
  if (!repair.target.codes.empty()) out["target_with_codes"] = with_codes(repair.target);
  return out;
}

int run_lines(const LookupArguments& arguments, const tm::TranslationMemory& memory) {
  bool any = false;
  Glossary glossary(memory);
  base::Error error;
  bool failed = false;
  for_each_input_line(kMaxLineBytes, [&](std::string_view line) {
    tm::Query query;
    query.source.text = language::to_valid_utf8(line);
    query.source_language = arguments.from;
    query.target_language = arguments.to.front();
    const auto matches = memory.lookup(query, arguments.options);
    if (!matches) {
      error = matches.error();
      failed = true;
      return false;
    }
    const auto terms =
        glossary.find(query.source.text, query.source_language, query.target_language);
    if (!terms) {
      error = terms.error();
      failed = true;
      return false;
    }
    any = any || !matches->empty();
    Json list = Json::array();
    for (const tm::Match& match : *matches) {
      list.push_back(to_json(match));
      if (!arguments.repair) continue;
      const auto repaired = tm::repair(memory, query, match);
      if (!repaired) {
        error = repaired.error();
        failed = true;
        return false;
      }
      if (*repaired) list.back()["repaired"] = repair_json(**repaired);
    }
    Json answer{
        {"query", query.source.text}, {"matches", std::move(list)}, {"terms", to_json(*terms)}};
    if (arguments.assemble) {
      auto finder = glossary.finder(query.source_language, query.target_language);
      const auto assembly =
          finder ? tm::assemble(memory, query, *finder) : tl::unexpected(finder.error());
      if (!assembly) {
        error = assembly.error();
        failed = true;
        return false;
      }
      if (*assembly) answer["assembled"] = to_json(**assembly);
    }
    return print(json_line(answer));
  });
  if (failed) return report(error);
  if (interrupted()) return kFailed;
  return any ? kDone : kNothingFound;
}

int run_lookup(const Context& context, LookupArguments arguments) {
  if (arguments.lines != arguments.pages.empty()) {
    return report({ErrorCode::kInvalidArgument,
                   arguments.lines ? PUNTE_MSG("--lines reads standard input; name no page with it")
                                   : PUNTE_MSG("name a page, or give --lines"),
                   {},
                   {}});
  }
  if (arguments.lines && (arguments.from.empty() || arguments.to.size() != 1)) {
    return report({ErrorCode::kInvalidArgument,
                   PUNTE_MSG("--lines needs --from and one --to, such as --from en --to ro"),
                   {},
                   {}});
  }
  for (std::vector<std::string>* tags : {&arguments.to, &arguments.extract.expected_languages}) {
    if (const auto done = make_canonical({&arguments.from}, tags); !done) {
      return report(done.error());
    }
  }
  arguments.options.order =
      arguments.order == "score" ? tm::MatchOrder::kScore : tm::MatchOrder::kUseful;
  for (const std::string& penalty : arguments.penalties) {
    if (const auto done = set_penalty(penalty, arguments.options.penalties); !done) {
      return report(done.error());
    }
  }
  const auto memory = open_to_read(context);
  if (!memory) return report(memory.error());
  return arguments.lines ? run_lines(arguments, *memory) : run_pages(context, arguments, *memory);
}

}  // namespace

void add_lookup_command(CLI::App& app, Context& context) {
  const auto arguments = std::make_shared<LookupArguments>();
  CLI::App& command =
      add_command(app, context, "lookup", tr("Find prior translations of a page's segments"),
                  "  punte lookup page.html --to ro\n"
                  "  punte lookup page.html --to en,ro --threshold 85 --jsonl\n"
                  "  punte lookup --from en --to ro --lines < segments.txt",
                  [&context, arguments] { return run_lookup(context, *arguments); });
  command.add_option("page", arguments->pages, tr("HTML pages; - is standard input"))
      ->type_name(tr("PAGE"));
  command
      .add_option("--to", arguments->to,
                  tr("Language wanted; each segment in another one is looked up into it"))
      ->required()
      ->allow_extra_args(false)
      ->delimiter(',')
      ->type_name(tr("TAGS"));
  command
      .add_option("--from", arguments->from,
                  tr("Language of all segments (default: that of each is told by its text)"))
      ->type_name(tr("TAG"));
  add_attributes_option(command, arguments->extract);
  add_page_options(command, arguments->extract);
  CLI::Option* lines =
      command.add_flag("--lines", arguments->lines,
                       tr("A segment a line on standard input, a JSON object a line out"));
  command
      .add_flag("--repair", arguments->repair,
                tr("With --lines: give fuzzy matches made to fit, too, where the memory knows how"))
      ->needs(lines);
  command
      .add_flag("--assemble", arguments->assemble,
                tr("With --lines: put translations of parts together, too"))
      ->needs(lines);
  command
      .add_option("--threshold", arguments->options.threshold,
                  tr("Lowest score shown, in percent (default: 70)"))
      ->check(CLI::Range(1, 102))
      ->type_name(tr("NUMBER"));
  command
      .add_option("--limit", arguments->options.limit, tr("Most matches a segment (default: 5)"))
      ->check(CLI::Range(1, 1000))
      ->type_name(tr("NUMBER"));
  command
      .add_option("--order", arguments->order,
                  tr("useful: first what is likely to help most (default); score: by the score"))
      ->check(CLI::IsMember({"useful", "score"}))
      ->type_name(tr("ORDER"));
  command
      .add_option("--penalty", arguments->penalties,
                  tr("Points off for units that came from a file, or for aligned, machine, "
                     "unreviewed, placeables, variant"))
      ->allow_extra_args(false)
      ->type_name(tr("NAME=POINTS"));
  command.add_flag("!--no-adapt", arguments->options.adapt,
                   tr("Leave the numbers, codes and addresses of translations as they are"));
  add_memory_option(command, context);
  add_output_options(command, context);
}

}  // namespace punte::cli
