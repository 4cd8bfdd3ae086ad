#include "tm/index/key_index.h"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <set>
#include <unordered_map>
#include <utility>

#include "language/match_key.h"
#include "tm/index/gram_hasher.h"
#include "tm/text/shape.h"

namespace punte::tm::internal {
namespace {

// What reading costs, in nanoseconds: only their ratio matters.
constexpr double kCostOfByte = 1.2;      // of a list, to decode and count
constexpr double kCostOfBlock = 500;     // of a list, to look for one text there
constexpr double kCostOfList = 8000;     // to find it
constexpr double kCostOfScoring = 5000;  // to fetch a text, fold and score it

// Longer keys have no near matches, only equal ones: two of a million letters take half a minute to
// compare.
constexpr std::size_t kLongestFuzzy = 65536;

constexpr std::uint32_t kNever = std::numeric_limits<std::uint32_t>::max();

/// Ends the reads of pages also where an exception leaves early.
class ReadGuard {
 public:
  explicit ReadGuard(PageReader& pages) : pages_(pages) {}
  ~ReadGuard() { pages_.reset(); }
  ReadGuard(const ReadGuard&) = delete;
  ReadGuard& operator=(const ReadGuard&) = delete;

 private:
  PageReader& pages_;
};

}  // namespace

/// What a search wants of texts, by their length.
struct KeyIndex::Plan {
  std::vector<std::uint32_t> hashes;  ///< of the query
  std::uint64_t first = 0;            ///< the shortest length that can reach the threshold
  struct Length {
    std::uint32_t needed;  ///< trigrams to share; kNever: it cannot reach the threshold
    std::uint32_t lists;   ///< of the rarest trigrams that are read for all such texts
    std::uint32_t found;   ///< of those that a text must be in to be looked at
  };
  std::vector<Length> lengths;  ///< from `first` on

  Plan(std::u32string_view query, int threshold, std::uint64_t longest);
  [[nodiscard]] std::uint64_t limit() const { return first + lengths.size(); }
  [[nodiscard]] bool wants(std::uint64_t length) const {
    return length >= first && length < limit() && of(length).needed != kNever;
  }
  [[nodiscard]] const Length& of(std::uint64_t length) const { return lengths[length - first]; }
};

KeyIndex::Plan::Plan(std::u32string_view query, int threshold, std::uint64_t longest) {
  GramHasher().hash_key(query, hashes);
  const std::size_t a = query.size();
  for (std::uint64_t b = 0; b <= longest && (b <= a || best_score(a, b, a) >= threshold); ++b) {
    std::size_t most = std::min<std::size_t>(a, b);
    if (best_score(a, b, most) < threshold) {
      if (lengths.empty()) {
        first = b + 1;
      } else {
        lengths.push_back({kNever, 0, 0});
      }
      continue;
    }
    std::size_t least = 0;
    while (least < most) {
      const std::size_t middle = (least + most) / 2;
      if (best_score(a, b, middle) >= threshold) {
        most = middle;
      } else {
        least = middle + 1;
      }
    }
    // Who shares `least` of the trigrams stands in one of the lists of all but least - 1 of them.
    // Some more lists make that several, which leaves far fewer texts to look at.
    const std::size_t found = least == 0 ? 0 : 1 + least / 2;
    lengths.push_back({static_cast<std::uint32_t>(least),
                       static_cast<std::uint32_t>(std::min(a, a - least + found)),
                       static_cast<std::uint32_t>(found)});
  }
  while (!lengths.empty() && lengths.back().needed == kNever) lengths.pop_back();
  // The lengths that want a list lie side by side; where rounding leaves a gap it is filled.
  std::vector<std::uint32_t> rest(lengths.size());
  std::uint32_t most = 0;
  for (std::size_t i = lengths.size(); i-- > 0;) {
    most = std::max(most, lengths[i].lists);
    rest[i] = most;
  }
  most = 0;
  for (std::size_t i = 0; i < lengths.size(); ++i) {
    most = std::max(most, lengths[i].lists);
    lengths[i].lists = std::min(most, rest[i]);
  }
}

/// Finds the texts of one part that can reach the threshold.
class KeyIndex::Collector {
 public:
  Collector(PageReader& pages, IndexPart& part, const Plan& plan)
      : pages_(pages), part_(part), plan_(plan) {}

  /// Adds the texts to `order`, the part by its number.
  void collect(std::size_t part_number, std::vector<Promise>& order) {
    const auto [origin, end] = part_.range(plan_.first, plan_.limit());
    if (origin == end) return;
    find_lists();
    if (lists_.size() < std::numeric_limits<std::uint8_t>::max()) {
      pick(count_lists<std::uint8_t>(origin, end), origin);
    } else if (lists_.size() < std::numeric_limits<std::uint16_t>::max()) {
      pick(count_lists<std::uint16_t>(origin, end), origin);
    } else {
      pick(count_lists<std::uint32_t>(origin, end), origin);
    }
    narrow();
    for (std::size_t i = 0; i < texts_.size(); ++i) {
      const Found& text = found_[i];
      const std::size_t read = std::max<std::size_t>(plan_.of(text.length).lists, read_);
      order.push_back({best_score(lists_.size(), text.length, text.count + lists_.size() - read),
                       static_cast<std::uint32_t>(part_number), texts_[i]});
    }
  }

 private:
  struct Found {
    std::uint32_t count;  // of lists read so far that the text is in
    std::uint32_t length;
  };

  /// The lists of the query's trigrams, the shortest first.
  void find_lists() {
    lists_.reserve(plan_.hashes.size());
    // In the order of their hashes, so that a directory that two of them want is read once.
    std::vector<std::uint32_t> hashes = plan_.hashes;
    std::sort(hashes.begin(), hashes.end());
    for (const std::uint32_t hash : hashes) lists_.push_back(part_.find(pages_, hash));
    std::sort(lists_.begin(), lists_.end(), [](const IndexPart::List& x, const IndexPart::List& y) {
      return x.bytes() != y.bytes() ? x.bytes() < y.bytes() : x.start < y.start;
    });
  }

  /// In how many of the lists that its length wants each text is, from number `origin` to `end`.
  template <typename Count>
  [[nodiscard]] std::vector<Count> count_lists(std::uint32_t origin, std::uint32_t end) const {
    std::vector<Count> counts(end - origin, 0);
    std::size_t low = 0;
    std::size_t high = plan_.lengths.size();
    for (std::size_t i = 0; i < lists_.size(); ++i) {
      while (low < high && plan_.lengths[low].lists <= i) ++low;
      while (low < high && plan_.lengths[high - 1].lists <= i) --high;
      if (low == high) break;
      const auto [first, limit] = part_.range(plan_.first + low, plan_.first + high);
      part_.count<Count>(pages_, lists_[i], first, limit, counts, origin);
    }
    return counts;
  }

  /// The texts that are in so many lists that the others may make up the rest.
  template <typename Count>
  void pick(const std::vector<Count>& counts, std::uint32_t origin) {
    read_ = lists_.size();
    for (const IndexPart::Group& group : part_.groups()) {
      if (!plan_.wants(group.length)) continue;
      const Plan::Length& length = plan_.of(group.length);
      read_ = std::min<std::size_t>(read_, length.lists);
      const std::size_t unread = lists_.size() - length.lists;
      const std::size_t least = std::max<std::size_t>(
          length.found, length.needed - std::min<std::size_t>(length.needed, unread));
      // Most texts are passed over sixty-four at a time.
      constexpr std::uint32_t kStep = 64;
      for (std::uint32_t start = group.first; start < group.limit; start += kStep) {
        const std::uint32_t limit = std::min(start + kStep, group.limit);
        Count most = 0;
        for (std::uint32_t i = start; i < limit; ++i) most = std::max(most, counts[i - origin]);
        if (most < least) continue;
        for (std::uint32_t i = start; i < limit; ++i) {
          if (counts[i - origin] < least) continue;
          texts_.push_back(i);
          found_.push_back({counts[i - origin], group.length});
        }
      }
    }
  }

  /// Reads further lists, for the texts that are left, as long as that costs less than to score
  /// these.
  void narrow() {
    std::vector<std::uint32_t> among;
    for (; read_ < lists_.size() && !texts_.empty(); ++read_) {
      const auto texts = static_cast<double>(texts_.size());
      const double cost =
          kCostOfList + std::min(kCostOfByte * lists_[read_].bytes(), kCostOfBlock * texts);
      if (cost * 2 > texts * kCostOfScoring) break;
      part_.read_among(pages_, lists_[read_], texts_, among);
      keep_possible(among);
    }
  }

  /// Drops the texts that cannot reach the threshold any more; `among` are those in list `read_`.
  void keep_possible(const std::vector<std::uint32_t>& among) {
    std::size_t at = 0;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < texts_.size(); ++i) {
      Found text = found_[i];
      while (at < among.size() && among[at] < texts_[i]) ++at;
      const Plan::Length& length = plan_.of(text.length);
      if (length.lists <= read_ && at < among.size() && among[at] == texts_[i]) ++text.count;
      const std::size_t read = std::max<std::size_t>(length.lists, read_ + 1);
      if (text.count + (lists_.size() - read) < length.needed) continue;
      texts_[kept] = texts_[i];
      found_[kept++] = text;
    }
    texts_.resize(kept);
    found_.resize(kept);
  }

  PageReader& pages_;
  IndexPart& part_;
  const Plan& plan_;
  std::vector<IndexPart::List> lists_;
  std::size_t read_ = 0;              // lists that were read for texts of every length
  std::vector<std::uint32_t> texts_;  // numbers, ascending
  std::vector<Found> found_;          // of these texts
};

struct KeyIndex::LanguageIndex {
  struct Entry {
    std::int64_t id;
    IndexPart part;
  };
  std::vector<Entry> parts;
  std::uint32_t longest = 0;
  bool current = false;  ///< knows all parts and pending texts

  struct Pending {
    std::int64_t unit;
    std::int32_t place;
    std::u32string key;
    Shape shape;
    SameWords words;
    LetterCounts counts;
  };
  std::vector<Pending> pending;
};

KeyIndex::KeyIndex(IndexStorage& storage) : storage_(storage), writer_(storage) {}
KeyIndex::~KeyIndex() = default;

void KeyIndex::on_insert(std::int64_t unit, std::int32_t place, std::int64_t language,
                         std::string_view text) {
  writer_.add(unit, place, language, text);
}

void KeyIndex::on_erase(std::int64_t unit) {
  writer_.erase(unit);
  stale_ = true;
}

void KeyIndex::flush() {
  writer_.flush();
  stale_ = true;
}

void KeyIndex::discard() {
  writer_.discard();
  // Ids of parts that were rolled back may be given again.
  languages_.clear();
  stale_ = true;
}

void KeyIndex::rebuild() {
  writer_.rebuild();
  stale_ = true;
}

bool KeyIndex::wants_rebuild() { return writer_.wants_rebuild(); }

PageReader& KeyIndex::pages() {
  if (pages_ == nullptr) pages_ = storage_.reader(IndexStorage::Pages::kParts);
  return *pages_;
}

KeyIndex::LanguageIndex& KeyIndex::load(std::int64_t language) {
  if (stale_) {
    for (auto& [id, index] : languages_) index->current = false;
    stale_ = false;
  }
  auto& index = languages_[language];
  if (index == nullptr) index = std::make_unique<LanguageIndex>();
  if (index->current) return *index;
  // Parts are never altered and their ids never used again, so those in memory stay true.
  std::vector<LanguageIndex::Entry> parts;
  index->longest = 0;
  for (PartEntry& entry : storage_.parts_of(language)) {
    const auto known = std::find_if(
        index->parts.begin(), index->parts.end(),
        [&](const LanguageIndex::Entry& known_one) { return known_one.id == entry.id; });
    if (known != index->parts.end()) {
      parts.push_back(std::move(*known));
      index->parts.erase(known);
    } else {
      parts.push_back({entry.id, IndexPart(std::move(entry.row))});
    }
    index->longest = std::max(index->longest, parts.back().part.longest());
  }
  index->parts = std::move(parts);
  index->pending.clear();
  storage_.for_each_pending(language, [&](const TextPlace& place, std::string_view text) {
    std::u32string key = language::lookup_key(text);
    const std::vector<Placeable> placeables = placeables_of(key);
    Shape shape = shape_of(key, placeables);
    const LetterCounts counts = letter_counts(shape.text);
    SameWords words = same_words_of(key, placeables);
    index->pending.push_back(
        {place.unit, place.place, std::move(key), std::move(shape), std::move(words), counts});
  });
  index->current = true;
  return *index;
}

void KeyIndex::search(std::int64_t language, const Scorer& scorer, Wanted wanted,
                      const std::function<Wanted(const Candidate&)>& visit) {
  LanguageIndex& index = load(language);
  const ReadGuard guard(pages());
  const std::u32string& query = scorer.shape().text;
  std::set<std::pair<std::int64_t, std::int32_t>> visited;
  const auto consider = [&](std::int64_t unit, std::int32_t place, std::u32string_view key,
                            const Shape& shape, const LetterCounts& counts,
                            const SameWords* words) {
    const bool same = key == scorer.query();
    if (!same && std::max(shape.text.size(), query.size()) > kLongestFuzzy) return;
    int score = same ? kBestFuzzyScore : scorer.score(shape, counts, wanted.threshold);
    if (!same && words != nullptr) {
      score = std::max(score, scorer.score_of_same_words(shape, *words, wanted.threshold));
    }
    if (score < 0 || !visited.emplace(unit, place).second) return;
    wanted = visit({score, same, unit, place});
  };
  const auto consider_pending = [&] {
    for (const auto& pending : index.pending) {
      if (pending.unit > wanted.last_unit) continue;
      consider(pending.unit, pending.place, pending.key, pending.shape, pending.counts,
               &pending.words);
    }
  };
  std::string text;
  const auto consider_stored = [&](const IndexPart& part, std::uint32_t number, bool same_words) {
    const IndexedText place = part.text(pages(), number);
    if (place.unit > wanted.last_unit) return;
    if (!storage_.text_of({place.unit, place.place, language}, text)) return;
    const std::u32string key = language::lookup_key(text);
    const Shape shape = shape_of(key);
    const SameWords words = same_words ? same_words_of(key) : SameWords{};
    consider(place.unit, place.place, key, shape, letter_counts(shape.text),
             same_words ? &words : nullptr);
  };

  if (query.size() > kLongestFuzzy) {
    const std::size_t length = query.size();
    for (const LanguageIndex::Entry& entry : index.parts) {
      const auto [first, limit] = entry.part.range(length, length + 1);
      for (std::uint32_t number = first; number < limit; ++number) {
        consider_stored(entry.part, number, true);
      }
    }
    consider_pending();
    return;
  }
  // Texts of the same words may share few trigrams, as short ones have few: they have a list of
  // their own, and come first, so that each is scored as what it is.
  std::vector<std::vector<std::uint32_t>> same_words(index.parts.size());
  if (!scorer.words().words.empty()) {
    const std::uint32_t hash = GramHasher::hash_words(scorer.words().words);
    for (std::size_t i = 0; i < index.parts.size(); ++i) {
      IndexPart& part = index.parts[i].part;
      part.read(pages(), part.find(pages(), hash), 0, part.texts(), same_words[i]);
      for (const std::uint32_t number : same_words[i]) consider_stored(part, number, true);
    }
  }
  const Plan plan(query, wanted.threshold, std::min<std::uint64_t>(index.longest, kLongestFuzzy));
  std::vector<Promise> order;
  for (std::size_t i = 0; i < index.parts.size(); ++i) {
    Collector(pages(), index.parts[i].part, plan).collect(i, order);
  }
  std::sort(order.begin(), order.end(), [](const Promise& x, const Promise& y) {
    if (x.best != y.best) return x.best > y.best;
    return x.part != y.part ? x.part < y.part : x.text < y.text;
  });
  for (const Promise& promise : order) {
    if (promise.best < wanted.threshold) break;
    const std::vector<std::uint32_t>& done = same_words[promise.part];
    if (std::binary_search(done.begin(), done.end(), promise.text)) continue;
    consider_stored(index.parts[promise.part].part, promise.text, false);
  }
  consider_pending();  // the youngest units last: where thousands are equal, the first ones win
}

std::vector<KeyIndex::Place> KeyIndex::having_trigrams_of(std::int64_t language,
                                                          std::u32string_view piece) {
  LanguageIndex& index = load(language);
  const ReadGuard guard(pages());
  std::vector<std::uint32_t> hashes;
  GramHasher().hash_part(piece, hashes);
  std::vector<Place> out;
  std::vector<std::uint32_t> texts;
  std::vector<std::uint32_t> both;
  for (LanguageIndex::Entry& entry : index.parts) {
    IndexPart& part = entry.part;
    // The shortest list first: of the others only what may confirm its texts is read.
    std::vector<IndexPart::List> lists;
    lists.reserve(hashes.size());
    for (const std::uint32_t hash : hashes) lists.push_back(part.find(pages(), hash));
    std::sort(lists.begin(), lists.end(), [](const IndexPart::List& x, const IndexPart::List& y) {
      return x.bytes() < y.bytes();
    });
    if (lists.empty()) continue;
    part.read(pages(), lists.front(), 0, part.texts(), texts);
    for (std::size_t i = 1; i < lists.size() && !texts.empty(); ++i) {
      part.read_among(pages(), lists[i], texts, both);
      texts.swap(both);
    }
    for (const std::uint32_t number : texts) {
      const IndexedText text = part.text(pages(), number);
      out.push_back({text.length, text.unit, text.place});
    }
  }
  for (const auto& pending : index.pending) {
    if (pending.key.find(piece) == std::u32string::npos) continue;
    out.push_back(
        {static_cast<std::uint32_t>(pending.shape.text.size()), pending.unit, pending.place});
  }
  return out;
}

std::vector<std::string> KeyIndex::check() {
  constexpr std::size_t kMostFindings = 100;
  std::vector<std::string> findings;
  stale_ = true;
  languages_.clear();
  for (const std::int64_t language : storage_.languages()) {
    const std::set<Variant> whole = whole_texts(language);
    storage_.for_each_place(language, [&](const TextPlace& text) {
      if (whole.contains({text.unit, text.place}) || findings.size() >= kMostFindings) return;
      findings.push_back("unit " + std::to_string(text.unit) + " is not in the index");
    });
  }
  return findings;
}

/// The texts that are pending, or in a part under each trigram of their keys.
std::set<KeyIndex::Variant> KeyIndex::whole_texts(std::int64_t language) {
  LanguageIndex& index = load(language);
  std::set<Variant> whole;
  for (const auto& pending : index.pending) whole.emplace(pending.unit, pending.place);
  std::vector<std::uint32_t> numbers;
  std::vector<std::uint32_t> hashes;
  GramHasher hasher;
  std::string text;
  for (LanguageIndex::Entry& entry : index.parts) {
    IndexPart& part = entry.part;
    // In how many lists each text stands: as many as its key has different trigrams.
    std::vector<std::uint32_t> lists(part.texts(), 0);
    IndexPart::Cursor cursor(part, storage_, IndexStorage::Pages::kParts);
    while (!cursor.at_end()) {
      cursor.take(numbers);
      for (const std::uint32_t number : numbers) ++lists[number];
    }
    for (std::uint32_t i = 0; i < part.texts(); ++i) {
      const IndexedText place = part.text(pages(), i);
      if (!storage_.text_of({place.unit, place.place, language}, text)) continue;
      const std::size_t length = hasher.hash_text(language::lookup_key(text), hashes);
      std::sort(hashes.begin(), hashes.end());
      hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
      if (length == place.length && hashes.size() == lists[i]) {
        whole.emplace(place.unit, place.place);
      }
    }
  }
  pages().reset();
  return whole;
}

}  // namespace punte::tm::internal
