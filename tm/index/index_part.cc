#include "tm/index/index_part.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <limits>
#include <queue>

#include "base/bytes.h"
#include "tm/index/number_lists.h"

namespace punte::tm::internal {
namespace {

// Stored in files: do not change.
constexpr std::size_t kPageBytes = 4048;  // fills one page of 4096 bytes
constexpr std::size_t kEntryBytes = 8;    // of a directory

constexpr std::size_t kEntriesAPage = 450;  // as many as fit, but for chance

void append_fixed(std::string& out, std::uint64_t value, std::size_t bytes) {
  for (std::size_t i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 0xFFU);
}

std::uint64_t fixed(std::string_view bytes, std::size_t start, std::size_t size) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < size && start + i < bytes.size(); ++i) {
    value |= std::uint64_t{static_cast<unsigned char>(bytes[start + i])} << (8 * i);
  }
  return value;
}

std::int64_t bytes_for(std::uint64_t value) {
  return static_cast<std::int64_t>((std::bit_width(value) + 7) / 8);
}

/// Sorts by passes over eight bits where that is faster. `room` is kept from call to call.
void sort_numbers(std::vector<std::uint32_t>& numbers, std::vector<std::uint32_t>& room) {
  constexpr std::size_t kFew = 200;
  if (numbers.size() < kFew) {
    std::sort(numbers.begin(), numbers.end());
    return;
  }
  std::uint32_t all = 0;
  for (const std::uint32_t number : numbers) all |= number;
  room.resize(numbers.size());
  for (unsigned shift = 0; shift < 32 && all >> shift != 0; shift += 8) {
    std::array<std::uint32_t, 257> starts{};
    for (const std::uint32_t number : numbers) ++starts[((number >> shift) & 0xFFU) + 1];
    for (std::size_t i = 1; i < starts.size(); ++i) starts[i] += starts[i - 1];
    for (const std::uint32_t number : numbers) room[starts[(number >> shift) & 0xFFU]++] = number;
    numbers.swap(room);
  }
}

std::size_t directory_of(std::uint32_t hash, std::int64_t directories) {
  return static_cast<std::size_t>((std::uint64_t{hash} * static_cast<std::uint64_t>(directories)) >>
                                  32U);
}

}  // namespace

void PartEncoder::add_list(std::uint32_t hash, std::span<const std::uint32_t> numbers) {
  if (numbers.empty()) return;
  entries.emplace_back(hash, static_cast<std::uint32_t>(written + bytes.size()));
  base::append_varint(bytes, numbers.size());
  if (numbers.size() <= kBlock) {
    base::append_varint(bytes, numbers.front());
    append_differences(bytes, numbers);
    return;
  }
  table_.clear();
  blocks_.clear();
  std::uint32_t last_first = 0;
  for (std::size_t i = 0; i < numbers.size(); i += kBlock) {
    const std::size_t start = blocks_.size();
    append_block(blocks_, numbers.subspan(i, std::min(kBlock, numbers.size() - i)));
    base::append_varint(table_, numbers[i] - last_first);
    base::append_varint(table_, blocks_.size() - start);
    last_first = numbers[i];
  }
  base::append_varint(bytes, table_.size());
  bytes += table_;
  bytes += blocks_;
}

void PartWriter::write_lists(PartEncoder& encoder) {
  std::size_t at = 0;
  for (; at + kPageBytes <= encoder.bytes.size(); at += kPageBytes) {
    pages_->write(std::string_view(encoder.bytes).substr(at, kPageBytes));
  }
  encoder.bytes.erase(0, at);
  encoder.written += at;
}

PartRow PartWriter::finish(std::int64_t language, PartEncoder& encoder,
                           const std::vector<IndexedText>& texts) {
  write_lists(encoder);
  const auto total = static_cast<std::uint32_t>(encoder.written + encoder.bytes.size());
  if (!encoder.bytes.empty()) pages_->write(encoder.bytes);
  encoder.bytes.clear();
  PartRow row;
  row.language = language;
  row.texts = static_cast<std::int64_t>(texts.size());
  row.first_page = first_page_;
  write_directories(encoder, total, row);
  write_texts(texts, row);
  row.limit_page = pages_->next_page();
  std::uint32_t last_length = 0;
  for (std::size_t i = 0; i < texts.size();) {
    const std::size_t start = i;
    while (i < texts.size() && texts[i].length == texts[start].length) ++i;
    base::append_varint(row.lengths, texts[start].length - last_length);
    base::append_varint(row.lengths, i - start);
    last_length = texts[start].length;
  }
  return row;
}

void PartWriter::write_directories(const PartEncoder& encoder, std::uint32_t end_of_lists,
                                   PartRow& row) {
  row.directory = pages_->next_page();
  row.directories =
      static_cast<std::int64_t>((encoder.entries.size() + kEntriesAPage) / kEntriesAPage);
  std::string page;
  auto entry = encoder.entries.begin();
  for (std::int64_t i = 0; i < row.directories; ++i) {
    page.clear();
    for (; entry != encoder.entries.end() &&
           directory_of(entry->first, row.directories) == static_cast<std::size_t>(i);
         ++entry) {
      append_fixed(page, entry->first, 4);
      append_fixed(page, entry->second, 4);
    }
    append_fixed(page, entry != encoder.entries.end() ? entry->second : end_of_lists, 4);
    pages_->write(page);
  }
}

void PartWriter::write_texts(const std::vector<IndexedText>& texts, PartRow& row) {
  row.text_page = pages_->next_page();
  std::int64_t last_unit = 0;
  std::int32_t last_place = 0;
  row.first_unit = std::numeric_limits<std::int64_t>::max();
  row.first_place = std::numeric_limits<std::int32_t>::max();
  for (const IndexedText& text : texts) {
    row.first_unit = std::min(row.first_unit, text.unit);
    row.first_place = std::min<std::int64_t>(row.first_place, text.place);
    last_unit = std::max(last_unit, text.unit);
    last_place = std::max(last_place, text.place);
  }
  row.unit_bytes = std::max<std::int64_t>(
      1, texts.empty() ? 0 : bytes_for(static_cast<std::uint64_t>(last_unit - row.first_unit)));
  row.place_bytes =
      texts.empty() ? 0 : bytes_for(static_cast<std::uint64_t>(last_place - row.first_place));
  const auto width = static_cast<std::size_t>(row.unit_bytes + row.place_bytes);
  std::string page;
  for (const IndexedText& text : texts) {
    if (page.size() + width > kPageBytes) {
      pages_->write(page);
      page.clear();
    }
    append_fixed(page, static_cast<std::uint64_t>(text.unit - row.first_unit),
                 static_cast<std::size_t>(row.unit_bytes));
    append_fixed(page, static_cast<std::uint64_t>(text.place - row.first_place),
                 static_cast<std::size_t>(row.place_bytes));
  }
  if (!page.empty()) pages_->write(page);
}

IndexPart::IndexPart(PartRow row) : row_(std::move(row)) {
  constexpr std::uint64_t kMost = std::numeric_limits<std::uint32_t>::max();
  constexpr auto kMostPages = std::int64_t{1} << 40U;
  const bool in_order =
      row_.first_page > 0 && row_.first_page <= row_.directory &&
      row_.directory <= row_.text_page && row_.text_page <= row_.limit_page &&
      row_.limit_page < kMostPages && row_.directories <= row_.text_page - row_.directory &&
      row_.texts <= (row_.limit_page - row_.text_page) * static_cast<std::int64_t>(kPageBytes);
  if (!in_order) {  // damaged: a part without texts
    row_.directories = 0;
    return;
  }
  const auto wanted = static_cast<std::uint64_t>(std::max<std::int64_t>(0, row_.texts));
  Numbers numbers(row_.lengths);
  std::uint64_t length = 0;
  std::uint64_t first = 0;
  while (numbers.more() && first < wanted) {
    length += numbers.next();
    const std::uint64_t count = std::min(numbers.next(), wanted - first);
    if (length > kMost || first + count > kMost) break;  // damaged
    groups_.push_back({static_cast<std::uint32_t>(length), static_cast<std::uint32_t>(first),
                       static_cast<std::uint32_t>(first + count)});
    first += count;
  }
  texts_ = static_cast<std::uint32_t>(first);
}

IndexPart::List IndexPart::find(PageReader& pages, std::uint32_t hash) const {
  if (row_.directories <= 0 || row_.directories > std::numeric_limits<std::int32_t>::max()) {
    return {};
  }
  const std::string_view page =
      pages.page(row_.directory + static_cast<std::int64_t>(directory_of(hash, row_.directories)));
  std::size_t low = 0;
  std::size_t high = page.size() / kEntryBytes;
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    const std::uint64_t here = fixed(page, middle * kEntryBytes, 4);
    if (here == hash) {
      const auto start = static_cast<std::uint32_t>(fixed(page, middle * kEntryBytes + 4, 4));
      // Behind the last entry there is only its end.
      const std::size_t next = (middle + 1) * kEntryBytes;
      const auto limit =
          static_cast<std::uint32_t>(fixed(page, next + (next + 4 < page.size() ? 4 : 0), 4));
      return {start, std::max(start, limit)};
    }
    if (here < hash) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return {};
}

std::string_view IndexPart::bytes_of(PageReader& pages, std::uint64_t start, std::uint64_t limit) {
  const auto page_of = [&](std::uint64_t byte) {
    return row_.first_page + static_cast<std::int64_t>(byte / kPageBytes);
  };
  if (start >= limit) return {};
  const std::string_view first = pages.page(page_of(start));
  const std::size_t skip = std::min<std::size_t>(start % kPageBytes, first.size());
  if (page_of(start) == page_of(limit - 1)) return first.substr(skip, limit - start);
  bytes_.assign(first.substr(skip));
  for (std::int64_t id = page_of(start) + 1; id <= page_of(limit - 1) && id < row_.directory;
       ++id) {
    const std::string_view data = pages.page(id);
    if (data.empty()) break;
    bytes_.append(data.substr(0, limit - start - bytes_.size()));
  }
  return bytes_;
}

void IndexPart::read_table(PageReader& pages, const List& list) {
  blocks_.clear();
  constexpr std::uint32_t kHead = 20;  // bytes that two numbers can take
  const std::string_view head =
      bytes_of(pages, list.start, std::min(list.limit, list.start + kHead));
  Numbers numbers(head);
  const std::uint64_t count = numbers.next();
  is_short_ = count <= kBlock;
  count_ = count;
  if (count == 0) return;
  if (is_short_) {
    // The first number is a difference to zero, like the others.
    blocks_.push_back({0, list.start + static_cast<std::uint32_t>(numbers.place())});
    blocks_.push_back({texts_, list.limit});
    return;
  }
  const std::uint64_t table = numbers.next();
  const std::uint64_t start = list.start + numbers.place();
  if (table > list.limit - start) return;  // damaged
  Numbers rows(bytes_of(pages, start, start + table));
  std::uint64_t first = 0;
  std::uint64_t at = start + table;
  blocks_.reserve(static_cast<std::size_t>(table) / 2 + 2);
  while (rows.more() && blocks_.size() * kBlock < count) {
    first += rows.next();
    if (first >= texts_ || at > list.limit) break;
    blocks_.push_back({static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(at)});
    at += rows.next();
  }
  blocks_.push_back({texts_, list.limit});
}

std::pair<std::size_t, std::size_t> IndexPart::blocks_of(std::uint32_t first,
                                                         std::uint32_t limit) const {
  const auto less = [](std::uint32_t number, const Block& block) { return number < block.first; };
  const auto last = blocks_.end() - 1;
  auto begin = std::upper_bound(blocks_.begin(), last, first, less);
  if (begin != blocks_.begin()) --begin;
  const auto end = std::upper_bound(begin, last, limit - 1, less);
  return {static_cast<std::size_t>(begin - blocks_.begin()),
          static_cast<std::size_t>(end - blocks_.begin())};
}

template <typename Use>
void IndexPart::decode(PageReader& pages, std::size_t first, std::size_t limit, const Use& use) {
  if (first >= limit) return;
  const std::uint32_t start = blocks_[first].start;
  const std::string_view bytes = bytes_of(pages, start, blocks_[limit].start);
  if (is_short_) {
    Numbers differences(bytes);
    std::uint64_t number = 0;
    while (differences.more()) {
      number += differences.next();
      if (number >= texts_) break;  // a damaged list
      use(static_cast<std::uint32_t>(number));
    }
    return;
  }
  std::array<std::uint32_t, kBlock> differences;
  for (std::size_t i = first; i < limit; ++i) {
    std::uint64_t number = blocks_[i].first;
    const std::uint64_t end = blocks_[i + 1].first;  // so that the numbers ascend in any case
    if (number >= end) continue;
    use(static_cast<std::uint32_t>(number));
    const std::size_t from = std::min<std::size_t>(blocks_[i].start - start, bytes.size());
    const std::size_t to = std::min<std::size_t>(blocks_[i + 1].start - start, bytes.size());
    const std::size_t count = std::min<std::uint64_t>(kBlock, count_ - i * kBlock) - 1;
    if (!read_block(bytes.substr(from, to - from), count, differences)) continue;
    for (std::size_t k = 0; k < count; ++k) {
      number += differences[k];
      if (number >= end) break;  // a damaged list
      use(static_cast<std::uint32_t>(number));
    }
  }
}

void IndexPart::read(PageReader& pages, const List& list, std::uint32_t first, std::uint32_t limit,
                     std::vector<std::uint32_t>& out) {
  out.clear();
  if (list.bytes() == 0 || first >= limit) return;
  read_table(pages, list);
  if (blocks_.empty()) return;
  const auto [begin, end] = blocks_of(first, limit);
  decode(pages, begin, end, [&, low = first](std::uint32_t number) {
    if (number >= low && number < limit) out.push_back(number);
  });
}

template <typename Count>
void IndexPart::count(PageReader& pages, const List& list, std::uint32_t first, std::uint32_t limit,
                      std::span<Count> counts, std::uint32_t origin) {
  if (list.bytes() == 0 || first >= limit) return;
  read_table(pages, list);
  if (blocks_.empty()) return;
  const auto [begin, end] = blocks_of(first, limit);
  Count* const data = counts.data();
  const std::size_t size = counts.size();
  decode(pages, begin, end, [=](std::uint32_t number) {
    const std::uint32_t place = number - origin;
    if (place < size) ++data[place];
  });
}
template void IndexPart::count(PageReader&, const List&, std::uint32_t, std::uint32_t,
                               std::span<std::uint8_t>, std::uint32_t);
template void IndexPart::count(PageReader&, const List&, std::uint32_t, std::uint32_t,
                               std::span<std::uint16_t>, std::uint32_t);
template void IndexPart::count(PageReader&, const List&, std::uint32_t, std::uint32_t,
                               std::span<std::uint32_t>, std::uint32_t);

void IndexPart::read_among(PageReader& pages, const List& list,
                           std::span<const std::uint32_t> numbers,
                           std::vector<std::uint32_t>& out) {
  out.clear();
  if (list.bytes() == 0 || numbers.empty()) return;
  read_table(pages, list);
  if (blocks_.empty()) return;
  std::size_t wanted = 0;
  std::size_t i = 0;
  const std::size_t last = blocks_.size() - 1;
  while (wanted < numbers.size() && i < last) {
    const auto block = std::upper_bound(
        blocks_.begin() + static_cast<std::ptrdiff_t>(i), blocks_.end() - 1, numbers[wanted],
        [](std::uint32_t number, const Block& other) { return number < other.first; });
    i = std::max<std::size_t>(i + 1, static_cast<std::size_t>(block - blocks_.begin())) - 1;
    // As many blocks in a row as have a wanted number.
    const std::size_t from = i;
    std::size_t next = wanted;
    do {
      ++i;
      while (next < numbers.size() && numbers[next] < blocks_[i].first) ++next;
    } while (i < last && next < numbers.size() && numbers[next] < blocks_[i + 1].first);
    decode(pages, from, i, [&](std::uint32_t number) {
      while (wanted < next && numbers[wanted] < number) ++wanted;
      if (wanted < next && numbers[wanted] == number) out.push_back(number);
    });
    wanted = std::max(wanted, next);
  }
}

IndexedText IndexPart::text(PageReader& pages, std::uint32_t number) const {
  IndexedText out{row_.first_unit, static_cast<std::int32_t>(row_.first_place), length_of(number)};
  if (row_.unit_bytes < 1 || row_.unit_bytes > 8 || row_.place_bytes < 0 || row_.place_bytes > 4) {
    return out;
  }
  const auto unit_bytes = static_cast<std::size_t>(row_.unit_bytes);
  const auto place_bytes = static_cast<std::size_t>(row_.place_bytes);
  const std::size_t a_page = kPageBytes / (unit_bytes + place_bytes);
  const std::string_view page =
      pages.page(row_.text_page + static_cast<std::int64_t>(number / a_page));
  const std::size_t start = number % a_page * (unit_bytes + place_bytes);
  out.unit = static_cast<std::int64_t>(static_cast<std::uint64_t>(out.unit) +
                                       fixed(page, start, unit_bytes));
  out.place = static_cast<std::int32_t>(static_cast<std::uint32_t>(out.place) +
                                        fixed(page, start + unit_bytes, place_bytes));
  return out;
}

std::pair<std::uint32_t, std::uint32_t> IndexPart::range(std::uint64_t first_length,
                                                         std::uint64_t limit_length) const {
  const auto at = [&](std::uint64_t length) {
    const auto group = std::partition_point(groups_.begin(), groups_.end(),
                                            [&](const Group& g) { return g.length < length; });
    return group == groups_.end() ? texts_ : group->first;
  };
  const std::uint32_t first = at(first_length);
  return {first, std::max(first, at(limit_length))};
}

std::uint32_t IndexPart::length_of(std::uint32_t number) const {
  const auto group = std::partition_point(groups_.begin(), groups_.end(),
                                          [&](const Group& g) { return g.limit <= number; });
  return group == groups_.end() ? 0 : group->length;
}

IndexPart::Cursor::Cursor(IndexPart& part, IndexStorage& storage, IndexStorage::Pages pages)
    : part_(part), directories_(storage.reader(pages)), lists_(storage.reader(pages)) {
  advance();
}

void IndexPart::Cursor::advance() {
  while (number_ < 0 || (entry_ + 1) * kEntryBytes > directory_.size()) {
    if (++number_ >= part_.row_.directories) {
      at_end_ = true;
      return;
    }
    directory_ = directories_->page(part_.row_.directory + number_);
    entry_ = 0;
    if (directory_.empty()) {  // damaged
      at_end_ = true;
      return;
    }
  }
  const std::size_t at = entry_++ * kEntryBytes;
  const std::size_t next = at + kEntryBytes;
  hash_ = static_cast<std::uint32_t>(fixed(directory_, at, 4));
  list_.start = static_cast<std::uint32_t>(fixed(directory_, at + 4, 4));
  list_.limit =
      std::max(list_.start, static_cast<std::uint32_t>(fixed(
                                directory_, next + (next + 4 < directory_.size() ? 4 : 0), 4)));
}

void IndexPart::Cursor::take(std::vector<std::uint32_t>& out) {
  part_.read(*lists_, list_, 0, part_.texts(), out);
  advance();
}

namespace {

/// A part that is merged.
struct Source {
  IndexPart* part;
  std::unique_ptr<IndexPart::Cursor> cursor;
  std::unique_ptr<PageReader> texts;
  std::size_t group = 0;
  std::vector<std::uint32_t> numbers;  // in the new part, of its texts
};

/// The texts of all sources, group by group from the shortest texts to the longest; sets their
/// numbers.
std::vector<IndexedText> merge_texts(std::vector<Source>& sources) {
  constexpr std::uint64_t kNone = std::numeric_limits<std::uint64_t>::max();
  std::vector<IndexedText> texts;
  while (true) {
    std::uint64_t shortest = kNone;
    for (const Source& source : sources) {
      if (source.group == source.part->groups().size()) continue;
      shortest = std::min<std::uint64_t>(shortest, source.part->groups()[source.group].length);
    }
    if (shortest == kNone) break;
    for (Source& source : sources) {
      if (source.group == source.part->groups().size()) continue;
      const IndexPart::Group& group = source.part->groups()[source.group];
      if (group.length != shortest) continue;
      for (std::uint32_t i = group.first; i < group.limit; ++i) {
        source.numbers.push_back(static_cast<std::uint32_t>(texts.size()));
        IndexedText text = source.part->text(*source.texts, i);
        text.length = group.length;
        texts.push_back(text);
      }
      ++source.group;
    }
  }
  for (Source& source : sources) source.texts->reset();
  return texts;
}

/// Sorts numbers of several lists that no two of them have.
class ListSorter {
 public:
  explicit ListSorter(std::size_t texts) : present_((texts + 63) / 64, 0), texts_(texts) {}

  void sort(std::vector<std::uint32_t>& numbers) {
    if (numbers.size() <= texts_ / 64) {
      sort_numbers(numbers, room_);
      return;
    }
    // Long lists are sorted by marking their numbers.
    for (const std::uint32_t number : numbers) {
      present_[number / 64] |= std::uint64_t{1} << (number % 64);
    }
    numbers.clear();
    for (std::size_t word = 0; word < present_.size(); ++word) {
      for (std::uint64_t bits = present_[word]; bits != 0; bits &= bits - 1) {
        numbers.push_back(static_cast<std::uint32_t>(word * 64) +
                          static_cast<std::uint32_t>(std::countr_zero(bits)));
      }
      present_[word] = 0;
    }
  }

 private:
  std::vector<std::uint64_t> present_;
  std::size_t texts_;
  std::vector<std::uint32_t> room_;
};

}  // namespace

PartRow merge_parts(IndexStorage& storage, std::int64_t language,
                    const std::vector<PartSource>& parts) {
  std::vector<Source> sources;
  for (const PartSource& part : parts) {
    Source& source = sources.emplace_back();
    source.part = part.part;
    source.cursor = std::make_unique<IndexPart::Cursor>(*part.part, storage, part.pages);
    source.texts = storage.reader(part.pages);
  }
  const std::vector<IndexedText> texts = merge_texts(sources);

  PartWriter writer(storage.writer(IndexStorage::Pages::kParts));
  PartEncoder encoder;
  ListSorter sorter(texts.size());
  std::vector<std::uint32_t> numbers;
  std::vector<std::uint32_t> all;
  using Next = std::pair<std::uint32_t, std::size_t>;  // hash, source
  std::priority_queue<Next, std::vector<Next>, std::greater<>> next;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    if (!sources[i].cursor->at_end()) next.emplace(sources[i].cursor->hash(), i);
  }
  while (!next.empty()) {
    const std::uint32_t hash = next.top().first;
    all.clear();
    std::size_t lists = 0;
    while (!next.empty() && next.top().first == hash) {
      const std::size_t i = next.top().second;
      next.pop();
      Source& source = sources[i];
      source.cursor->take(numbers);
      if (!source.cursor->at_end()) next.emplace(source.cursor->hash(), i);
      const std::size_t before = all.size();
      all.resize(before + numbers.size());
      std::transform(numbers.begin(), numbers.end(),
                     all.begin() + static_cast<std::ptrdiff_t>(before),
                     [&](std::uint32_t number) { return source.numbers[number]; });
      ++lists;
    }
    if (lists > 1) sorter.sort(all);
    encoder.add_list(hash, all);
    writer.write_lists(encoder);
  }
  return writer.finish(language, encoder, texts);
}

}  // namespace punte::tm::internal
