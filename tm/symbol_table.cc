#include "tm/symbol_table.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <functional>
#include <unordered_map>
#include <utility>

namespace punte::tm::internal {
namespace {

constexpr std::size_t kBytes = 256;
constexpr std::size_t kRounds = 12;
// Each round counts in another quarter of the sample: what stands only in one of them, such as a
// number, does not stay.
constexpr std::size_t kParts = 4;
constexpr std::uint32_t kLeastPairs = 3;  // rarer ones are chance

/// The part of the sample that a text is in: without a period, as samples may have one.
std::size_t part_of(std::uint64_t place) {
  return static_cast<std::size_t>((place * 0x9E3779B97F4A7C15U) >> 40U) % kParts;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::uint32_t prefix_of(std::string_view text) {
  return static_cast<std::uint32_t>(static_cast<unsigned char>(text[0])) |
         static_cast<std::uint32_t>(static_cast<unsigned char>(text[1])) << 8U |
         static_cast<std::uint32_t>(static_cast<unsigned char>(text[2])) << 16U;
}

std::size_t pair_of(std::string_view text) {
  return static_cast<std::size_t>(static_cast<unsigned char>(text[0])) |
         static_cast<std::size_t>(static_cast<unsigned char>(text[1])) << 8U;
}

/// How often each pair of symbols stands side by side.
class PairCounts {
 public:
  PairCounts() : slots_(std::size_t{1} << 16U) {}
  void add(std::uint32_t a, std::uint32_t b) {
    if (2 * size_ >= slots_.size()) grow();
    Slot& slot = slots_[place_of(a << 12U | b)];
    if (slot.count == 0) {
      slot.key = a << 12U | b;
      ++size_;
    }
    ++slot.count;
  }
  template <typename Use>
  void for_each(const Use& use) const {
    for (const Slot& slot : slots_) {
      if (slot.count > 0) use(slot.key >> 12U, slot.key & 0xFFFU, slot.count);
    }
  }

 private:
  struct Slot {
    std::uint32_t key = 0;
    std::uint32_t count = 0;
  };
  [[nodiscard]] std::size_t place_of(std::uint32_t key) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t place = static_cast<std::size_t>(key * 0x9E3779B97F4A7C15U >> 32U) & mask;
    while (slots_[place].count > 0 && slots_[place].key != key) place = (place + 1) & mask;
    return place;
  }
  void grow() {
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    for (const Slot& slot : old) {
      if (slot.count > 0) slots_[place_of(slot.key)] = slot;
    }
  }

  std::vector<Slot> slots_;
  std::size_t size_ = 0;
};

}  // namespace

SymbolTable::SymbolTable() {
  for (std::size_t byte = 0; byte < kBytes; ++byte) {
    const char c = static_cast<char>(byte);
    add({&c, 1});
  }
}

bool SymbolTable::add(std::string_view text) {
  if (text.empty() || text.size() > kLongest || symbols_.size() == kMostSymbols) return false;
  Symbol& symbol = symbols_.emplace_back();
  std::copy(text.begin(), text.end(), symbol.bytes.begin());
  symbol.size = static_cast<std::uint8_t>(text.size());
  return true;
}

SymbolTable SymbolTable::learn(std::span<const std::string> sample) {
  SymbolTable table;
  for (std::size_t round = 0; round < kRounds; ++round) {
    const SymbolPacker packer(table);
    std::vector<std::uint32_t> counts(table.size(), 0);
    PairCounts pairs;
    for (std::size_t i = 0; i < sample.size(); ++i) {
      if (part_of(i) != round % kParts) continue;
      std::string_view rest = sample[i];
      std::uint32_t before = kMostSymbols;
      while (!rest.empty()) {
        const std::uint32_t symbol = packer.next(rest);
        rest.remove_prefix(table.symbols_[symbol].size);
        ++counts[symbol];
        if (before != kMostSymbols) pairs.add(before, symbol);
        before = symbol;
      }
    }
    // The bytes that each would stand for, were it a symbol.
    std::unordered_map<std::string, std::uint64_t> gains;
    for (std::size_t i = kBytes; i < table.size(); ++i) {
      const Symbol& symbol = table.symbols_[i];
      if (counts[i] > 0)
        gains[std::string(symbol.text())] += std::uint64_t{counts[i]} * symbol.size;
    }
    pairs.for_each([&](std::uint32_t a, std::uint32_t b, std::uint32_t count) {
      const Symbol& first = table.symbols_[a];
      const Symbol& second = table.symbols_[b];
      const std::size_t size = first.size + second.size;
      if (count < kLeastPairs || size > kLongest) return;
      // Numbers are chance: what stands before or behind one is no part of it.
      if (is_digit(first.text().back()) != is_digit(second.text().front())) return;
      std::string both(first.text());
      both += second.text();
      gains[std::move(both)] += count * size;
    });
    std::vector<std::pair<std::uint64_t, std::string_view>> best;
    best.reserve(gains.size());
    for (const auto& [text, gain] : gains) best.emplace_back(gain, text);
    const std::size_t kept = std::min(best.size(), kMostSymbols - kBytes);
    std::partial_sort(best.begin(), best.begin() + static_cast<std::ptrdiff_t>(kept), best.end(),
                      std::greater<>());
    SymbolTable next;
    for (std::size_t i = 0; i < kept; ++i) next.add(best[i].second);
    table = std::move(next);
  }
  return table;
}

std::string SymbolTable::to_bytes() const {
  std::string out;
  for (std::size_t i = kBytes; i < symbols_.size(); ++i) {
    out += static_cast<char>(symbols_[i].size);
    out += symbols_[i].text();
  }
  return out;
}

std::optional<SymbolTable> SymbolTable::from_bytes(std::string_view bytes) {
  SymbolTable table;
  while (!bytes.empty()) {
    const auto size = static_cast<std::size_t>(static_cast<unsigned char>(bytes[0]));
    if (size >= bytes.size() || !table.add(bytes.substr(1, size))) return std::nullopt;
    bytes.remove_prefix(1 + size);
  }
  return table;
}

bool SymbolTable::unpack(std::string_view packed, std::string& out) const {
  const std::size_t before = out.size();
  const std::size_t full = packed.size() / 3;
  const std::size_t rest = packed.size() % 3;
  if (rest == 1) return false;
  // Symbols are copied whole and the end moved by their size.
  out.resize(before + (2 * full + 1) * kLongest + kLongest);
  char* at = out.data() + before;
  bool sound = true;
  const auto put = [&](std::uint32_t number) {
    if (number >= symbols_.size()) {
      sound = false;
      return;
    }
    const Symbol& symbol = symbols_[number];
    std::memcpy(at, symbol.bytes.data(), kLongest);
    at += symbol.size;
  };
  const auto* bytes = reinterpret_cast<const unsigned char*>(packed.data());
  for (std::size_t i = 0; i < full; ++i, bytes += 3) {
    put(bytes[0] | (bytes[1] & 0xFU) << 8U);
    put(static_cast<std::uint32_t>(bytes[1]) >> 4U | static_cast<std::uint32_t>(bytes[2]) << 4U);
  }
  if (rest == 2) {
    put(bytes[0] | (bytes[1] & 0xFU) << 8U);
    sound = sound && bytes[1] >> 4U == 0;
  }
  out.resize(sound ? static_cast<std::size_t>(at - out.data()) : before);
  return sound;
}

SymbolPacker::SymbolPacker(const SymbolTable& table) : table_(table), pairs_(65536, 0) {
  const auto& symbols = table.symbols_;
  for (std::size_t i = kBytes; i < symbols.size(); ++i) {
    if (symbols[i].size == 2) {
      pairs_[pair_of(symbols[i].text())] = static_cast<std::uint16_t>(i);
    } else if (symbols[i].size > 2) {
      order_.push_back(static_cast<std::uint16_t>(i));
    }
  }
  std::sort(order_.begin(), order_.end(), [&](std::uint16_t a, std::uint16_t b) {
    const std::uint32_t x = prefix_of(symbols[a].text());
    const std::uint32_t y = prefix_of(symbols[b].text());
    return x != y ? x < y : symbols[a].size > symbols[b].size;
  });
  slots_.resize(std::bit_ceil(2 * order_.size() + 1));
  for (std::size_t i = 0; i < order_.size();) {
    const std::uint32_t prefix = prefix_of(symbols[order_[i]].text());
    std::size_t limit = i;
    while (limit < order_.size() && prefix_of(symbols[order_[limit]].text()) == prefix) ++limit;
    slots_[slot_of(prefix)] = {prefix, static_cast<std::uint16_t>(i),
                               static_cast<std::uint16_t>(limit)};
    i = limit;
  }
}

/// The slot of a prefix, or the empty one where it would be.
std::size_t SymbolPacker::slot_of(std::uint32_t prefix) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t place = static_cast<std::size_t>(prefix * 0x9E3779B97F4A7C15U >> 32U) & mask;
  while (slots_[place].first != slots_[place].limit && slots_[place].prefix != prefix) {
    place = (place + 1) & mask;
  }
  return place;
}

std::uint32_t SymbolPacker::next(std::string_view text) const {
  if (text.size() >= 3) {
    const Slot& slot = slots_[slot_of(prefix_of(text))];
    for (std::size_t i = slot.first; i < slot.limit; ++i) {
      if (text.starts_with(table_.symbols_[order_[i]].text())) return order_[i];
    }
  }
  if (text.size() >= 2) {
    if (const std::uint16_t pair = pairs_[pair_of(text)]; pair != 0) return pair;
  }
  return static_cast<unsigned char>(text[0]);
}

void SymbolPacker::pack(std::string_view text, std::string& out) const {
  std::uint32_t waiting = 0;
  bool any = false;
  while (!text.empty()) {
    const std::uint32_t symbol = next(text);
    text.remove_prefix(table_.symbols_[symbol].size);
    if (!any) {
      waiting = symbol;
    } else {
      out += static_cast<char>(waiting);
      out += static_cast<char>(waiting >> 8U | (symbol & 0xFU) << 4U);
      out += static_cast<char>(symbol >> 4U);
    }
    any = !any;
  }
  if (any) {
    out += static_cast<char>(waiting);
    out += static_cast<char>(waiting >> 8U);
  }
}

}  // namespace punte::tm::internal
