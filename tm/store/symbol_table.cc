#include "tm/store/symbol_table.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <functional>
#include <unordered_map>
#include <utility>

#include "base/hash.h"

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

std::uint32_t prefix_of(const char* text) {
  return static_cast<std::uint32_t>(static_cast<unsigned char>(text[0])) |
         static_cast<std::uint32_t>(static_cast<unsigned char>(text[1])) << 8U |
         static_cast<std::uint32_t>(static_cast<unsigned char>(text[2])) << 16U;
}

std::size_t pair_of(const char* text) {
  return static_cast<std::size_t>(static_cast<unsigned char>(text[0])) |
         static_cast<std::size_t>(static_cast<unsigned char>(text[1])) << 8U;
}

/// How often each pair of symbols stands side by side. No base::FlatTable: this counts, and its
/// entries of eight bytes stay in the cache.
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
    std::size_t place = static_cast<std::size_t>(base::spread(key) >> 32U) & mask;
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

template <typename Use>
void SymbolPacker::for_each(std::string_view text, const Use& use) const {
  // The end of the text lies in room that may be read beyond it.
  constexpr std::size_t kLongest = SymbolTable::kLongest;
  std::array<char, 3 * kLongest> room{};
  const std::size_t cut = text.size() > kLongest ? text.size() - kLongest : 0;
  std::size_t at = 0;
  while (at < cut) {
    const std::uint32_t symbol = next(text.data() + at, text.size() - at);
    use(symbol);
    at += table_.symbols_[symbol].size;
  }
  const std::size_t left = std::min(text.size() - at, kLongest);
  std::copy_n(text.data() + at, left, room.data());
  for (std::size_t i = 0; i < left;) {
    const std::uint32_t symbol = next(room.data() + i, left - i);
    use(symbol);
    i += table_.symbols_[symbol].size;
  }
}

SymbolTable SymbolTable::learn(std::span<const std::string> sample) {
  SymbolTable table;
  for (std::size_t round = 0; round < kRounds; ++round) {
    const SymbolPacker packer(table);
    std::vector<std::uint32_t> counts(table.size(), 0);
    PairCounts pairs;
    for (std::size_t i = 0; i < sample.size(); ++i) {
      if (part_of(i) != round % kParts) continue;
      std::uint32_t before = kMostSymbols;
      packer.for_each(sample[i], [&](std::uint32_t symbol) {
        ++counts[symbol];
        if (before != kMostSymbols) pairs.add(before, symbol);
        before = symbol;
      });
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
      // Numbers are chance: what comes before or after one is no part of it.
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
  std::vector<std::uint16_t> order;
  for (std::size_t i = kBytes; i < symbols.size(); ++i) {
    if (symbols[i].size == 2) {
      pairs_[pair_of(symbols[i].bytes.data())] = static_cast<std::uint16_t>(i);
    } else if (symbols[i].size > 2) {
      order.push_back(static_cast<std::uint16_t>(i));
    }
  }
  std::sort(order.begin(), order.end(), [&](std::uint16_t a, std::uint16_t b) {
    const std::uint32_t x = prefix_of(symbols[a].bytes.data());
    const std::uint32_t y = prefix_of(symbols[b].bytes.data());
    return x != y ? x < y : symbols[a].size > symbols[b].size;
  });
  for (const std::uint16_t number : order) {
    const SymbolTable::Symbol& symbol = symbols[number];
    Candidate& one = candidates_.emplace_back();
    one.number = number;
    one.size = symbol.size;
    std::array<char, SymbolTable::kLongest> mask{};
    std::fill_n(mask.begin(), symbol.size, static_cast<char>(0xFF));
    std::memcpy(one.bytes.data(), symbol.bytes.data(), SymbolTable::kLongest);
    std::memcpy(one.mask.data(), mask.data(), SymbolTable::kLongest);
  }
  slots_.resize(std::bit_ceil(4 * order.size() + 1));
  for (std::size_t i = 0; i < order.size();) {
    const std::uint32_t prefix = prefix_of(symbols[order[i]].bytes.data());
    std::size_t limit = i;
    while (limit < order.size() && prefix_of(symbols[order[limit]].bytes.data()) == prefix) ++limit;
    slots_[slot_of(prefix)] = {prefix, static_cast<std::uint16_t>(i),
                               static_cast<std::uint16_t>(limit)};
    i = limit;
  }
}

/// The slot of a prefix, or the empty one where it would be.
std::size_t SymbolPacker::slot_of(std::uint32_t prefix) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t place = static_cast<std::size_t>(base::spread(prefix) >> 32U) & mask;
  while (slots_[place].first != slots_[place].limit && slots_[place].prefix != prefix) {
    place = (place + 1) & mask;
  }
  return place;
}

/// `text` may be read kLongest bytes far, whatever `left` of them are text.
std::uint32_t SymbolPacker::next(const char* text, std::size_t left) const {
  if (left >= 3) {
    std::array<std::uint64_t, 2> here;
    std::memcpy(here.data(), text, SymbolTable::kLongest);
    const Slot& slot = slots_[slot_of(prefix_of(text))];
    for (std::size_t i = slot.first; i < slot.limit; ++i) {
      const Candidate& one = candidates_[i];
      const std::uint64_t differs =
          ((here[0] ^ one.bytes[0]) & one.mask[0]) | ((here[1] ^ one.bytes[1]) & one.mask[1]);
      if (differs == 0 && one.size <= left) return one.number;
    }
  }
  if (left >= 2) {
    if (const std::uint16_t pair = pairs_[pair_of(text)]; pair != 0) return pair;
  }
  return static_cast<unsigned char>(text[0]);
}

void SymbolPacker::pack(std::string_view text, std::string& out) const {
  std::uint32_t waiting = 0;
  bool any = false;
  for_each(text, [&](std::uint32_t symbol) {
    if (!any) {
      waiting = symbol;
    } else {
      out += static_cast<char>(waiting);
      out += static_cast<char>(waiting >> 8U | (symbol & 0xFU) << 4U);
      out += static_cast<char>(symbol >> 4U);
    }
    any = !any;
  });
  if (any) {
    out += static_cast<char>(waiting);
    out += static_cast<char>(waiting >> 8U);
  }
}

}  // namespace punte::tm::internal
