#include "job/place_codes.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace punte::job {
namespace {

using language::CodeKind;
using language::InlineCode;
using language::MarkedText;

bool same_kinds(const std::vector<InlineCode>& a, const std::vector<InlineCode>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const InlineCode& x, const InlineCode& y) { return x.kind == y.kind; });
}

/// Which code of the match's source a code of its target stands for.
std::optional<std::size_t> counterpart(const InlineCode& code,
                                       const std::vector<InlineCode>& source,
                                       const std::vector<bool>& taken) {
  const auto find = [&](const auto& fits) -> std::optional<std::size_t> {
    for (std::size_t i = 0; i < source.size(); ++i) {
      if (!taken[i] && source[i].kind == code.kind && fits(source[i])) return i;
    }
    return std::nullopt;
  };
  if (!code.link.empty()) {
    if (const auto at = find([&](const InlineCode& c) { return c.link == code.link; })) return at;
  }
  if (!code.id.empty()) {
    if (const auto at = find([&](const InlineCode& c) { return c.id == code.id; })) return at;
  }
  if (const auto at = find(
          [&](const InlineCode& c) { return c.type == code.type && c.content == code.content; })) {
    return at;
  }
  return find([](const InlineCode&) { return true; });
}

std::optional<MarkedText> exchanged(const MarkedText& segment, const MarkedText& match_source,
                                    const MarkedText& match_target) {
  if (!same_kinds(segment.codes, match_source.codes) ||
      match_target.codes.size() != match_source.codes.size()) {
    return std::nullopt;
  }
  MarkedText out{match_target.text, {}};
  std::vector<bool> taken(match_source.codes.size(), false);
  for (const InlineCode& code : match_target.codes) {
    const auto at = counterpart(code, match_source.codes, taken);
    if (!at) return std::nullopt;
    taken[*at] = true;
    out.codes.push_back(segment.codes[*at]);
    out.codes.back().offset = code.offset;
  }
  return out;
}

/// The border between two words nearest to `offset`.
std::size_t word_border(std::string_view text, std::size_t offset) {
  if (offset == 0 || offset >= text.size()) return std::min(offset, text.size());
  const std::size_t behind = text.find(' ', offset);
  const std::size_t before = text.rfind(' ', offset);
  const std::size_t to_end = (behind == std::string_view::npos ? text.size() : behind) - offset;
  const std::size_t to_start = offset - (before == std::string_view::npos ? 0 : before);
  if (to_end <= to_start) return offset + to_end;
  return before == std::string_view::npos ? 0 : before + 1;
}

std::size_t at_share(std::size_t offset, std::size_t from, std::string_view text) {
  return from == 0 ? 0 : word_border(text, offset * text.size() / from);
}

}  // namespace

PlacedCodes place_codes(const MarkedText& segment, const MarkedText& match_source,
                        const MarkedText& match_target) {
  PlacedCodes out;
  if (segment.codes.empty()) {
    out.text.text = match_target.text;
    return out;
  }
  if (auto text = exchanged(segment, match_source, match_target)) {
    out.text = std::move(*text);
    return out;
  }
  const std::string& target = match_target.text;
  out.text.text = target;
  // offset, rank: what opens at a place comes behind what closes there.
  std::vector<std::pair<std::size_t, InlineCode>> placed;
  std::vector<bool> done(segment.codes.size(), false);
  for (std::size_t i = 0; i < segment.codes.size(); ++i) {
    if (done[i]) continue;
    const InlineCode& code = segment.codes[i];
    std::size_t partner = i;
    if (code.kind == CodeKind::kOpen) {
      for (std::size_t j = i + 1; j < segment.codes.size(); ++j) {
        if (segment.codes[j].kind == CodeKind::kClose && segment.codes[j].id == code.id) {
          partner = j;
          break;
        }
      }
    }
    const std::size_t length = segment.text.size();
    if (partner == i) {
      const bool at_end = code.offset == length;
      placed.emplace_back(at_end ? target.size() : at_share(code.offset, length, target), code);
      out.guessed = out.guessed || (code.offset != 0 && !at_end);
      continue;
    }
    const InlineCode& closing = segment.codes[partner];
    done[partner] = true;
    const std::string_view inner =
        std::string_view(segment.text).substr(code.offset, closing.offset - code.offset);
    const std::size_t found = inner.empty() ? std::string::npos : target.find(inner);
    std::size_t open = 0;
    std::size_t close = target.size();
    const std::string_view head = std::string_view(segment.text).substr(0, code.offset);
    const std::string_view tail = std::string_view(segment.text).substr(closing.offset);
    if (head.size() + tail.size() <= target.size() && target.starts_with(head) &&
        target.ends_with(tail)) {
      // Around all of it, but for what stands outside in both: the full stop behind a link.
      open = head.size();
      close = target.size() - tail.size();
    } else if (found != std::string::npos && target.find(inner, found + 1) == std::string::npos) {
      open = found;
      close = found + inner.size();
    } else {
      out.guessed = true;
      open = at_share(code.offset, length, target);
      close = closing.offset == length ? target.size()
                                       : std::max(open, at_share(closing.offset, length, target));
      // A blank before the closing code stays outside of the pair.
      while (close > open && target[close - 1] == ' ') --close;
    }
    placed.emplace_back(open, code);
    placed.emplace_back(close, closing);
  }
  std::stable_sort(placed.begin(), placed.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  for (auto& [offset, code] : placed) {
    out.text.codes.push_back(code);
    out.text.codes.back().offset = offset;
  }
  return out;
}

}  // namespace punte::job
