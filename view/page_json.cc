#include "view/page_json.h"
#include "view/memory_json.h"

#include <cmath>
#include <string_view>
#include <utility>

#include "page/main_text.h"
#include "view/counts.h"
#include "view/memory_json.h"

namespace punte::view {
namespace {

double rounded(double value) { return std::round(value * 1000) / 1000; }

std::string_view fill_name(job::Fill fill) {
  switch (fill) {
    case job::Fill::kTarget:
      return "target";
    case job::Fill::kMatch:
      return "match";
    case job::Fill::kLocalized:
      return "localized";
    case job::Fill::kFuzzy:
      return "fuzzy";
    case job::Fill::kProposal:
      return "proposal";
    case job::Fill::kGiven:
      return "given";
    case job::Fill::kNothing:
      break;
  }
  return "nothing";
}

template <typename List>
Json list_json(const List& list) {
  Json out = Json::array();
  for (const auto& item : list) out.push_back(to_json(item));
  return out;
}

}  // namespace

Json to_json(const page::Block& block) {
  Json out{{"text", block.text.text},
           {"lang", block.language},
           {"confidence", rounded(block.confidence)},
           {"role", page::role_name(block.role)},
           {"role_confidence", rounded(block.role_confidence)},
           {"path", block.path}};
  if (block.hidden) out["hidden"] = true;
  if (!block.attribute.empty()) out["attribute"] = block.attribute;
  return out;
}

Json to_json(const page::Page& page, const std::string& name) {
  return {{"page", name},
          {"charset", page.charset},
          {"title", page.title},
          {"declared_language", page.declared_language},
          {"blocks", list_json(page.blocks)}};
}

Json main_json(const page::Page& page, const std::string& name) {
  return {{"page", name},
          {"address", page.address},
          {"title", page.title},
          {"authors", page.authors},
          {"date", page.published},
          {"site", page.site},
          {"description", page.description},
          {"declared_language", page.declared_language},
          {"languages", page::main_languages(page)},
          {"markdown", page::main_markdown(page)}};
}

Json to_json(const std::vector<tm::FoundTerm>& terms) {
  Json list = Json::array();
  for (const tm::FoundTerm& term : terms) {
    list.push_back({{"start", term.span.start},
                    {"limit", term.span.limit},
                    {"term", term.term},
                    {"translations", term.translations},
                    {"concept", term.concept_id}});
  }
  return list;
}

Json to_json(const tm::Assembly& assembly) {
  Json parts = Json::array();
  for (const tm::AssembledPart& part : assembly.parts) {
    parts.push_back({{"start", part.source.start},
                     {"limit", part.source.limit},
                     {"translation", part.translation}});
  }
  return {{"target", assembly.text},
          {"score", assembly.score()},
          {"coverage", assembly.coverage},
          {"parts", std::move(parts)}};
}

Json to_json(const tm::Repair& repair) {
  Json reasons = Json::array();
  for (const tm::Reason& reason : repair.reasons) reasons.push_back(reason.detail);
  Json out{
      {"score", repair.score}, {"target", repair.target.text}, {"repaired", std::move(reasons)}};
  if (!repair.target.codes.empty()) {
    out["target_with_codes"] = language::with_codes(repair.target);
  }
  return out;
}

Json to_json(const job::TextMatches& matches) {
  Json list = Json::array();
  for (std::size_t i = 0; i < matches.matches.size(); ++i) {
    list.push_back(to_json(matches.matches[i]));
    if (i < matches.repairs.size() && matches.repairs[i]) {
      list.back()["repaired"] = to_json(*matches.repairs[i]);
    }
  }
  Json out{{"query", matches.text},
           {"lang", matches.language},
           {"matches", std::move(list)},
           {"terms", to_json(matches.terms)}};
  if (matches.assembly) out["assembled"] = to_json(*matches.assembly);
  for (const job::Fragment& fragment : matches.fragments) {
    Json units = Json::array();
    for (const tm::ConcordanceHit& unit : fragment.units) units.push_back(to_json(unit));
    out["fragments"].push_back({{"start", fragment.span.start},
                                {"limit", fragment.span.limit},
                                {"units", std::move(units)}});
  }
  return out;
}

Json to_json(const job::SegmentMatches& row) {
  const job::PageSegment& segment = row.segment;
  Json out{{"text", segment.text.text},         {"lang", segment.language},
           {"role", page::role_name(row.role)}, {"block", segment.block},
           {"start", segment.span.start},       {"limit", segment.span.limit},
           {"matches", list_json(row.matches)}, {"terms", to_json(row.terms)}};
  if (!row.attribute.empty()) out["attribute"] = row.attribute;
  return out;
}

Json to_json(const job::Coverage& coverage) {
  return {{"segments", coverage.segments},
          {"words", coverage.words},
          {"found_segments", coverage.found_segments},
          {"found_words", coverage.found_words},
          {"exact_segments", coverage.exact_segments},
          {"exact_words", coverage.exact_words}};
}

Json to_json(const page::Page& page, const job::TranslatedSegment& segment,
             const Messages& messages) {
  const page::Block& block = page.blocks[segment.segment.block];
  Json out{{"source", segment.segment.text.text}, {"lang", segment.segment.language},
           {"role", page::role_name(block.role)}, {"block", segment.segment.block},
           {"fill", fill_name(segment.fill)},     {"text", segment.text.text}};
  if (!block.attribute.empty()) out["attribute"] = block.attribute;
  if (segment.match) out["match"] = to_json(*segment.match);
  if (segment.assembly) out["assembled"] = to_json(*segment.assembly);
  if (!segment.changes.empty()) {
    Json changes = Json::array();
    for (const base::Message& change : segment.changes) changes.push_back(messages.tr(change));
    out["changes"] = std::move(changes);
  }
  return out;
}

Json to_json(const job::Analysis& analysis, const job::RateCard& rates) {
  Json languages = Json::object();
  for (const auto& [tag, counts] : analysis.by_language) {
    languages[tag] = counts_json(counts, rates);
  }
  Json roles = Json::object();
  for (const auto& [role, counts] : analysis.by_role) roles[role] = counts_json(counts, rates);
  Json pages = Json::array();
  for (const auto& [page, counts] : analysis.by_page) {
    Json entry = counts_json(counts, rates);
    entry["page"] = page;
    pages.push_back(std::move(entry));
  }
  return {{"all", counts_json(analysis.all, rates)},
          {"languages", std::move(languages)},
          {"roles", std::move(roles)},
          {"pages", std::move(pages)},
          {"in_target_language", amount_json(analysis.in_target)},
          {"without_language", amount_json(analysis.without_language)}};
}

}  // namespace punte::view
