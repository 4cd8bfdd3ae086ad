#include "job/export.h"

#include <string_view>
#include <utility>
#include <vector>

#include "exchange/pairs.h"
#include "exchange/tbx.h"
#include "exchange/utf16_sink.h"
#include "tm/file_header.h"
#include "tm/glossary.h"

namespace punte::job {
namespace {

using base::ErrorCode;
using base::Result;

/// Tells units that were aligned from a page: alignment names both pages in properties.
class PageMatcher {
 public:
  [[nodiscard]] static Result<PageMatcher> make(const std::string& page) {
    PageMatcher out;
    if (page.empty()) return out;
    for (const char* type : {"x-punte-source=", "x-punte-target="}) {
      tm::UnitFilter filter;
      filter.property = type + page;
      PUNTE_TRY(auto side, tm::UnitMatcher::make(filter));
      out.sides_.push_back(std::move(side));
    }
    return out;
  }

  [[nodiscard]] Result<bool> matches(const language::Unit& unit) {
    for (tm::UnitMatcher& side : sides_) {
      PUNTE_TRY(const bool matched, side.matches(unit, {}));
      if (matched) return true;
    }
    return sides_.empty();
  }

 private:
  std::vector<tm::UnitMatcher> sides_;
};

/// The header of a TMX file of units that came from the files of `origin`.
Result<exchange::TmxHeader> header_of(const tm::Memory& memory, const std::string& origin) {
  PUNTE_TRY(auto heads, memory.file_headers(origin));
  std::vector<exchange::TmxHeader> headers;
  for (tm::FileHeader& head : heads) {
    headers.push_back({std::move(head.attributes), std::move(head.properties),
                       std::move(head.notes), std::move(head.elements)});
  }
  return exchange::united(headers);
}

/// The glossary, or of it the concepts that have all of the languages asked for.
Result<std::int64_t> export_terms(const tm::Memory& memory, const ExportOptions& options,
                                  exchange::ByteSink& sink, const base::Continue& go_on) {
  tm::UnitFilter languages;
  languages.languages = options.filter.languages;
  PUNTE_TRY(auto matcher, tm::UnitMatcher::make(languages));
  const auto wide = options.write.utf16 ? exchange::utf16_sink(sink) : nullptr;
  exchange::TbxWriter writer(wide ? *wide : sink, {options.write.tbx_version});
  std::int64_t count = 0;
  PUNTE_CHECK(memory.for_each_concept([&](const language::Concept& one,
                                          std::string_view) -> Result<void> {
    PUNTE_TRY(const bool passes, matcher.matches(exchange::unit_of(language::Concept(one)), {}));
    if (!passes) return {};
    language::Concept wanted = one;
    std::erase_if(wanted.terms,
                  [&](const language::Term& term) { return !matcher.takes(term.language); });
    if (!go_on(base::Stage::kUnits, static_cast<std::uint64_t>(++count))) {
      return base::fail(ErrorCode::kCancelled, PUNTE_MSG("stopped; the file was not written"));
    }
    return writer.write(wanted);
  }));
  PUNTE_CHECK(writer.finish());
  return count;
}

Result<std::int64_t> write_units(const tm::Memory& memory, const ExportOptions& options,
                                 exchange::ByteSink& sink, const base::Continue& go_on) {
  exchange::UnitWriteOptions write = options.write;
  PUNTE_TRY(write.tmx_header, header_of(memory, options.filter.origin));
  PUNTE_TRY(const auto writer, exchange::unit_writer(options.format, sink, std::move(write)));
  PUNTE_TRY(auto pages, PageMatcher::make(options.page));
  const exchange::PairLanguages languages{options.write.from, options.write.to,
                                          options.write.fallback};
  const bool is_bilingual = options.format != exchange::Format::kTmx;
  std::int64_t count = 0;
  PUNTE_CHECK(memory.for_each(options.filter, [&](const language::Unit& unit) -> Result<void> {
    PUNTE_TRY(const bool of_page, pages.matches(unit));
    const bool has_pair = !is_bilingual || !exchange::pairs_of(unit, languages).empty();
    if (!of_page || !has_pair) return {};
    if ((++count & 0xFF) == 0 && !go_on(base::Stage::kUnits, static_cast<std::uint64_t>(count))) {
      return base::fail(ErrorCode::kCancelled, PUNTE_MSG("stopped; the file was not written"));
    }
    return writer->write(unit);
  }));
  PUNTE_CHECK(writer->finish());
  return count;
}

}  // namespace

Result<std::int64_t> export_units(const tm::Memory& memory, const ExportOptions& options,
                                  exchange::ByteSink& sink, const base::Continue& go_on) {
  const bool terms = options.format == exchange::Format::kTbx;
  PUNTE_TRY(const std::int64_t count, terms ? export_terms(memory, options, sink, go_on)
                                            : write_units(memory, options, sink, go_on));
  PUNTE_CHECK(sink.commit());
  return count;
}

}  // namespace punte::job
