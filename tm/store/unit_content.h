#ifndef PUNTE_TM_STORE_UNIT_CONTENT_H_
#define PUNTE_TM_STORE_UNIT_CONTENT_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "base/hash.h"
#include "tm/unit.h"

namespace punte::tm::internal {

/// Properties that say where a text is used: a context, or a key of the program that shows it.
[[nodiscard]] bool is_context(std::string_view type);

/// Properties that say which form of a message a text is: one of a plural, or that of a product.
[[nodiscard]] bool is_form(std::string_view type);

/// FNV-1a (base/hash.h) over a sequence of byte strings, which are kept apart. Stored in files: do
/// not change.
class Hash {
 public:
  void add(std::string_view bytes);
  [[nodiscard]] std::int64_t value() const { return static_cast<std::int64_t>(value_); }

 private:
  std::uint64_t value_ = base::kFnvStart;
};

/// Of languages, texts, codes, contexts and forms; equal for units that same_content() finds equal.
[[nodiscard]] std::int64_t hash_of(const Unit& unit);

/// Equal languages, texts and codes in the same order.
[[nodiscard]] bool same_texts(const Unit& a, const Unit& b);

/// Adds what of a unit's contexts and forms hash_of() takes.
void add_places(Hash& hash, const Unit& unit);

/// Equal contexts and forms, in the same order.
[[nodiscard]] bool same_places(const Unit& a, const Unit& b);

/// Equal forms, in the same order.
[[nodiscard]] bool same_forms(const Unit& a, const Unit& b);

/// Equal texts in the same contexts and forms: the same text in two places is two units.
[[nodiscard]] bool same_content(const Unit& a, const Unit& b);

/// Joins what `more` knows besides its texts into `unit`, which has the same texts: the earliest
/// creation, the latest change and use, every property and note once.
void unite(Unit& unit, const Unit& more);

/// The same for any number of units one after the other: each costs as much as it holds, however
/// much was joined before.
class Joiner {
 public:
  explicit Joiner(Unit unit);
  void add(const Unit& more);
  [[nodiscard]] const Unit& unit() const { return unit_; }

 private:
  template <typename T>
  void join(std::vector<T>& list, const std::vector<T>& more, std::size_t number);

  Unit unit_;
  std::unordered_set<std::string> seen_;  // properties and notes, with the list they are in
};

}  // namespace punte::tm::internal

#endif  // PUNTE_TM_STORE_UNIT_CONTENT_H_
