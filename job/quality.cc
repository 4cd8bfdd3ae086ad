#include "job/quality.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

#include "exchange/format.h"
#include "job/terms.h"
#include "language/language_tag.h"
#include "language/marked_text.h"

namespace punte::job {
namespace {

using base::Result;
using language::with_codes;

bool is_in(const language::Variant& variant, const std::string& wanted) {
  return wanted.empty() || variant.language == wanted || variant.language.starts_with(wanted + "-");
}

/// True for terms that the glossary advises against.
bool is_discouraged(const language::Term& term) {
  return std::any_of(term.properties.begin(), term.properties.end(),
                     [](const language::Property& property) {
                       return property.type == "termNote:administrativeStatus" &&
                              (property.value.starts_with("deprecated") ||
                               property.value.starts_with("superseded"));
                     });
}

/// What the concept says of how its terms are translated, into languages that are checked.
void add_concept(const language::Concept& one, QualityOptions& options) {
  const auto is = [](const language::Term& term, const std::string& wanted) {
    return wanted.empty() || language::same_language(term.language, wanted);
  };
  for (const language::Term& source : one.terms) {
    if (!is(source, options.from)) continue;
    for (const language::Term& target : one.terms) {
      if (language::same_language(source.language, target.language) || !is(target, options.to) ||
          is_discouraged(target)) {
        continue;
      }
      options.terms.push_back({source.text, target.text, source.language, target.language});
    }
  }
}

qa::Options checker_options(QualityOptions& options) {
  qa::Options out;
  out.off = options.off;
  out.terms = std::move(options.terms);
  return out;
}

}  // namespace

std::vector<qa::Pair> pairs_of(const language::Unit& unit, const QualityOptions& options) {
  const std::string& from =
      options.from.empty() && unit.source_language != "*all*" ? unit.source_language : options.from;
  const auto source =
      std::find_if(unit.variants.begin(), unit.variants.end(),
                   [&](const language::Variant& variant) { return is_in(variant, from); });
  std::vector<qa::Pair> out;
  if (source == unit.variants.end()) return out;
  for (const language::Variant& variant : unit.variants) {
    if (&variant == &*source || !is_in(variant, options.to) ||
        variant.language == source->language) {
      continue;
    }
    out.push_back({source->text, variant.text, source->language, variant.language, {}});
  }
  return out;
}

Result<void> add_glossary(const tm::Memory& memory, QualityOptions& options) {
  return memory.for_each_concept(
      [&](const language::Concept& one, std::string_view) -> Result<void> {
        add_concept(one, options);
        return {};
      });
}

Result<void> add_terms(exchange::ByteSource& source, QualityOptions& options) {
  exchange::ReadOptions read;
  read.from = options.from;
  read.to = options.to;
  PUNTE_CHECK(read_terms(
      source, "",
      [&](language::Concept&& one) -> Result<void> {
        add_concept(one, options);
        return {};
      },
      read));
  return {};
}

QualityCheck::QualityCheck(QualityOptions options)
    : options_(std::move(options)), checker_(checker_options(options_)) {}

Result<void> QualityCheck::add_memory(const tm::Memory& memory, const base::Continue& go_on) {
  return memory.for_each({}, [&](const language::Unit& unit) {
    add(unit, {}, unit.id);
    return goes_on(go_on);
  });
}

Result<void> QualityCheck::add_file(exchange::ByteSource& source, const std::string& name,
                                    const base::Continue& go_on) {
  exchange::ReadOptions read;
  read.from = options_.from;
  read.to = options_.to;
  std::int64_t number = 0;
  PUNTE_CHECK(exchange::read_units(
      source, {},
      [&](language::Unit&& unit) {
        add(unit, name, ++number);
        return goes_on(go_on);
      },
      read));
  return {};
}

void QualityCheck::add_unit(const language::Unit& unit) { add(unit, {}, unit.id); }

void QualityCheck::add(const language::Unit& unit, const std::string& file, std::int64_t number) {
  for (const qa::Pair& pair : pairs_of(unit, options_)) {
    keep(checker_.add(pair));
    report_.pairs.emplace(
        report_.checked,
        CheckedPair{file, number, unit.line, with_codes(pair.source), with_codes(pair.target),
                    pair.source_language, pair.target_language});
    ++report_.checked;
  }
}

Result<void> QualityCheck::goes_on(const base::Continue& go_on) const {
  return go_on(base::Stage::kUnits, report_.checked) ? Result<void>() : base::cancelled();
}

void QualityCheck::keep(std::vector<qa::Finding> found) {
  std::copy_if(std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()),
               std::back_inserter(report_.findings),
               [&](const qa::Finding& finding) { return finding.severity <= options_.least; });
}

QualityReport QualityCheck::finish() {
  keep(checker_.finish());
  std::stable_sort(report_.findings.begin(), report_.findings.end(),
                   [](const qa::Finding& a, const qa::Finding& b) { return a.pair < b.pair; });
  return std::move(report_);
}

}  // namespace punte::job
