#include "job/terms.h"

#include "exchange/tbx.h"

namespace punte::job {

using base::Result;

Result<tm::TermFinder*> Glossary::finder(const std::string& from, const std::string& to) {
  auto finder = finders_.find({from, to});
  if (finder == finders_.end()) {
    auto loaded = tm::TermFinder::load(memory_, from, to);
    if (!loaded) return tl::unexpected(loaded.error());
    finder = finders_.emplace(std::pair(from, to), std::move(*loaded)).first;
  }
  return &finder->second;
}

Result<std::vector<tm::FoundTerm>> Glossary::find(std::string_view text, const std::string& from,
                                                  const std::string& to) {
  const auto finder = this->finder(from, to);
  if (!finder) return tl::unexpected(finder.error());
  return (*finder)->find(text);
}

Result<exchange::ReadReport> read_terms(
    exchange::ByteSource& source, std::string_view format,
    const std::function<Result<void>(language::Concept&&)>& sink,
    const exchange::ReadOptions& options) {
  auto peeked = exchange::PeekedSource::open(source);
  if (!peeked) return tl::unexpected(peeked.error());
  const auto chosen = exchange::input_format(*peeked, format);
  if (!chosen) return tl::unexpected(chosen.error());
  if (*chosen == exchange::Format::kTbx) return exchange::read_tbx(*peeked, sink, options);
  return exchange::read_units(
      *peeked, format,
      [&](language::Unit&& unit) -> Result<void> {
        language::Concept one = exchange::concept_of(unit);
        return one.terms.empty() ? Result<void>() : sink(std::move(one));
      },
      options);
}

}  // namespace punte::job
