#include "tm/search/adapt.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

#include "tm/search/exchange.h"
#include "tm/text/placeable.h"

namespace punte::tm::internal {
namespace {

using language::NumberExchange;
using language::Span;
using Placeables = std::vector<Placeable>;

std::string_view cut(std::string_view text, Span span) {
  return text.substr(span.start, span.limit - span.start);
}

bool same_kinds(const Placeables& a, const Placeables& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const Placeable& x, const Placeable& y) { return x.kind == y.kind; });
}

/// A placeable of the source that is another one in the query.
struct Replaced {
  PlaceableKind kind;
  std::string_view before, after;
  Span place;             ///< the first in the source
  std::size_t times = 0;  ///< in the source
};

/// nullopt: two that are equal in the source differ in the query.
std::optional<std::vector<Replaced>> replaced(std::string_view source, const Placeables& ours,
                                              std::string_view query, const Placeables& asked) {
  std::vector<Replaced> all;
  for (std::size_t i = 0; i < ours.size(); ++i) {
    const std::string_view before = cut(source, ours[i].span);
    const std::string_view after = cut(query, asked[i].span);
    const auto known = std::find_if(all.begin(), all.end(),
                                    [&](const Replaced& one) { return one.before == before; });
    if (known == all.end()) {
      all.push_back({ours[i].kind, before, after, ours[i].span, 1});
    } else if (known->after != after) {
      return std::nullopt;
    } else {
      ++known->times;
    }
  }
  all.erase(std::remove_if(all.begin(), all.end(),
                           [](const Replaced& one) { return one.before == one.after; }),
            all.end());
  return all;
}

/// Placeholders that are filled in the order in which they come: "%s", but neither "%1$s" nor
/// "%(name)s".
std::vector<std::string_view> unnumbered(std::string_view text, const Placeables& all) {
  std::vector<std::string_view> out;
  for (const Placeable& one : all) {
    const std::string_view name = cut(text, one.span);
    if (one.kind == PlaceableKind::kPlaceholder && name.starts_with('%') && !name.ends_with('%') &&
        name.find_first_of("($") == std::string_view::npos) {
      out.push_back(name);
    }
  }
  return out;
}

/// The places of a word where no letter or digit of ASCII is beside it.
std::vector<Span> places_of_word(std::string_view text, std::string_view word) {
  const auto is_part = [&](std::size_t i) {
    if (i >= text.size()) return false;
    const auto c = static_cast<unsigned char>(text[i]);
    return c >= 0x80 || (c >= '0' && c <= '9') || ((c | 0x20U) >= 'a' && (c | 0x20U) <= 'z');
  };
  std::vector<Span> out;
  for (std::size_t at = text.find(word); at != std::string_view::npos;
       at = text.find(word, at + 1)) {
    const std::size_t limit = at + word.size();
    if ((at == 0 || !is_part(at - 1)) && !is_part(limit)) out.push_back({at, limit});
  }
  return out;
}

/// Finds what is to be exchanged in one target.
class Adapter {
 public:
  Adapter(const AdaptedQuery& query, const Numbers& numbers, Match& match)
      : query_(query),
        numbers_(numbers),
        match_(match),
        source_(match.source.text),
        target_(match.target.text),
        ours_(placeables_of(source_)) {}

  Placed run();

 private:
  [[nodiscard]] bool add(const Replaced& one);
  void add_number(const Replaced& one, Span here, std::size_t& count);
  [[nodiscard]] bool keeps_order() const;

  const AdaptedQuery& query_;
  const Numbers& numbers_;
  Match& match_;
  std::string_view source_, target_;
  Placeables ours_, theirs_;
  std::vector<Exchange> exchanges_;
  std::vector<Reason> reasons_;
  bool noun_form_ = false;
};

/// Adds the exchange of a number of the target if it is the one of the source.
void Adapter::add_number(const Replaced& one, Span here, std::size_t& count) {
  const NumberExchange& numbers = numbers_();
  const bool named = numbers.names(source_, one.place, target_, here);
  auto written = numbers.rewritten(one.before, one.after, cut(target_, here), named);
  if (!written) return;
  ++count;
  exchanges_.push_back({here, *std::move(written)});
  const auto noun = numbers.counted(source_, one.place, target_, here, one.before, one.after);
  if (!noun) return;
  if (noun->other_form) {
    noun_form_ = true;
    reasons_.push_back({"noun-form", 0, noun->noun});
  } else {
    exchanges_.push_back({noun->span, noun->with});
  }
}

/// False where the places in the target are not as many as in the source.
bool Adapter::add(const Replaced& one) {
  std::size_t count = 0;
  if (one.kind == PlaceableKind::kRoman) {
    for (const Span place : places_of_word(target_, one.before)) {
      exchanges_.push_back({place, std::string(one.after)});
      ++count;
    }
    return count == one.times;
  }
  for (const Placeable& place : theirs_) {
    if (one.kind == PlaceableKind::kNumber) {
      if (place.kind == one.kind) add_number(one, place.span, count);
    } else if (cut(target_, place.span) == one.before) {
      exchanges_.push_back({place.span, std::string(one.after)});
      ++count;
    }
  }
  return count == one.times;
}

/// Whether the target fills in what has no number in the order of the query.
bool Adapter::keeps_order() const {
  const auto wanted = unnumbered(query_.text, query_.placeables);
  if (wanted.size() < 2) return true;
  const Placeables places = placeables_of(match_.target.text);
  return unnumbered(match_.target.text, places) == wanted;
}

Placed Adapter::run() {
  if (!same_kinds(ours_, query_.placeables)) return Placed::kUneven;
  const auto all = replaced(source_, ours_, query_.text, query_.placeables);
  if (!all) return Placed::kWrong;
  if (all->empty()) return Placed::kRight;
  theirs_ = placeables_of(target_);
  for (const Replaced& one : *all) {
    // One value in another form is none that the target would have to change.
    if (one.kind == PlaceableKind::kNumber && numbers_().same(one.before, one.after)) continue;
    if (!add(one)) return Placed::kWrong;
    reasons_.push_back({"placeable", 0, std::string(one.before) + " → " + std::string(one.after)});
  }
  if (exchanges_.empty()) return Placed::kRight;
  language::MarkedText before = match_.target;
  if (!apply(std::move(exchanges_), match_.target)) return Placed::kWrong;
  if (!keeps_order()) {
    match_.target = std::move(before);
    return Placed::kWrong;
  }
  match_.reasons.insert(match_.reasons.end(), std::make_move_iterator(reasons_.begin()),
                        std::make_move_iterator(reasons_.end()));
  return noun_form_ ? Placed::kNounForm : Placed::kRight;
}

}  // namespace

Placed adapt(const AdaptedQuery& query, const Numbers& numbers, Match& match) {
  return Adapter(query, numbers, match).run();
}

std::string with_placeables_of(std::string_view query, std::string_view source) {
  const Placeables asked = placeables_of(query);
  const Placeables ours = placeables_of(source);
  std::string out(source);
  if (!same_kinds(ours, asked)) return out;
  for (std::size_t i = ours.size(); i-- > 0;) {
    const Span span = ours[i].span;
    out.replace(span.start, span.limit - span.start, cut(query, asked[i].span));
  }
  return out;
}

}  // namespace punte::tm::internal
