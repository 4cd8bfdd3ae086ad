#include "tm/key_index.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <set>
#include <unordered_set>
#include <utility>

#include "language/match_key.h"

namespace punte::tm::internal {
namespace {

// The sizes are properties of what is written, not of the format: files with others can be read.
constexpr std::size_t kChunkTexts = 131072;
constexpr std::size_t kMostPending = 2048;  // looked at one by one by each search
constexpr std::size_t kPieceBytes = 4000;   // one row fills one page of the file

// What reading costs, in nanoseconds: only their ratio matters.
constexpr double kCostOfByte = 1.2;      // of a list, to decode and count
constexpr double kCostOfSeek = 1500;     // of a list in one chunk
constexpr double kCostOfScoring = 4000;  // to fetch a text, fold and score it

void append_number(std::string& out, std::uint64_t value) {
  while (value >= 0x80) {
    out += static_cast<char>(value | 0x80U);
    value >>= 7U;
  }
  out += static_cast<char>(value);
}

/// Reads numbers as append_number() writes them; 0 behind the end.
class Numbers {
 public:
  explicit Numbers(std::string_view bytes) : bytes_(bytes) {}
  [[nodiscard]] bool more() const { return place_ < bytes_.size(); }
  std::uint64_t next() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64 && place_ < bytes_.size(); shift += 7) {
      const auto byte = static_cast<unsigned char>(bytes_[place_++]);
      value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
      if (byte < 0x80) break;
    }
    return value;
  }

 private:
  std::string_view bytes_;
  std::size_t place_ = 0;
};

/// Signed numbers near zero become small ones.
std::uint64_t folded(std::int64_t value) {
  return (static_cast<std::uint64_t>(value) << 1U) ^ static_cast<std::uint64_t>(value >> 63);
}
std::int64_t unfolded(std::uint64_t value) {
  return static_cast<std::int64_t>(value >> 1U) ^ -static_cast<std::int64_t>(value & 1U);
}

/// The trigrams of a key as 32-bit hashes. The second time a trigram occurs it is another one, so
/// that sets of hashes share what multisets of trigrams share. Stored in files: do not change.
void hash_sorted_grams(const std::vector<std::uint64_t>& grams, std::vector<std::uint32_t>& out) {
  out.clear();
  std::uint64_t occurrence = 0;
  for (std::size_t i = 0; i < grams.size(); ++i) {
    occurrence = i > 0 && grams[i] == grams[i - 1] ? occurrence + 1 : 0;
    std::uint64_t hash = grams[i] + occurrence * 0x9E3779B97F4A7C15U;
    hash = (hash ^ (hash >> 32U)) * 0xD6E8FEB86659FD93U;
    hash = (hash ^ (hash >> 32U)) * 0xD6E8FEB86659FD93U;
    out.push_back(static_cast<std::uint32_t>(hash >> 32U));
  }
}

void hash_grams(std::u32string_view key, std::vector<std::uint32_t>& out) {
  hash_sorted_grams(trigrams_of(key), out);
}

/// Sorts by the upper half, keeping the order of equal ones: three passes over eleven bits.
void sort_by_upper_half(std::vector<std::uint64_t>& list) {
  std::vector<std::uint64_t> other(list.size());
  for (unsigned shift = 32; shift < 64; shift += 11) {
    std::array<std::size_t, 2049> starts{};
    for (const std::uint64_t item : list) ++starts[((item >> shift) & 0x7FFU) + 1];
    for (std::size_t i = 1; i < starts.size(); ++i) starts[i] += starts[i - 1];
    for (const std::uint64_t item : list) other[starts[(item >> shift) & 0x7FFU]++] = item;
    list.swap(other);
  }
}

std::string_view blob(const SQLite::Column& column) {
  const auto* bytes = static_cast<const char*>(column.getBlob());
  return {bytes, static_cast<std::size_t>(column.getBytes())};
}

void bind_bytes(SQLite::Statement& statement, int index, const std::string& bytes) {
  statement.bindNoCopy(index, bytes.data(), static_cast<int>(bytes.size()));
}

}  // namespace

int best_score(std::size_t a, std::size_t b, std::size_t shared) {
  const std::size_t longer = std::max(a, b);
  const std::size_t shorter = std::min(a, b);
  if (longer == 0) return kBestFuzzyScore;
  shared = std::min(shared, shorter);
  const std::size_t edits = std::max(longer - shorter, (longer - shared + 2) / 3);
  return combined_score(edits, longer,
                        2.0 * static_cast<double>(shared) / static_cast<double>(a + b));
}

/// Texts that are to be written, and their trigrams: hash in the upper half, text in the lower.
struct KeyIndex::Buffer {
  struct Text {
    std::int64_t unit;
    std::int32_t place;
    std::uint32_t length;
  };
  std::vector<Text> texts;
  std::vector<std::uint64_t> grams;
};

/// What is kept in memory of a chunk: where each list is.
struct KeyIndex::Chunk {
  std::int64_t id = 0;
  std::int64_t first_piece = 0;
  std::size_t texts = 0;
  std::vector<std::uint32_t> hashes;  ///< ascending
  std::vector<std::uint32_t> starts;  ///< of the lists in the pieces, and the end of the last

  std::vector<std::int64_t> units;  ///< of each text, as the next two
  std::vector<std::int32_t> places;
  std::vector<std::uint32_t> lengths;
};

struct KeyIndex::LanguageIndex {
  std::vector<std::unique_ptr<Chunk>> chunks;
  bool current = false;  ///< knows all chunks and pending texts

  struct Pending {
    std::int64_t unit;
    std::int32_t place;
    std::u32string key;
    LetterCounts counts;
  };
  std::vector<Pending> pending;
};

KeyIndex::KeyIndex(SQLite::Database& database) : database_(database) {}
KeyIndex::~KeyIndex() = default;

void KeyIndex::on_insert(std::int64_t unit, std::int32_t place, std::int64_t language,
                         std::string_view text) {
  auto& buffer = buffers_[language];
  if (buffer == nullptr) buffer = std::make_unique<Buffer>();
  const std::u32string key = language::match_key(text);
  std::vector<std::uint32_t> grams;
  hash_grams(key, grams);
  const std::uint64_t number = buffer->texts.size();
  for (const std::uint32_t gram : grams) {
    buffer->grams.push_back((std::uint64_t{gram} << 32U) | number);
  }
  buffer->texts.push_back({unit, place, static_cast<std::uint32_t>(key.size())});
  // Long texts fill the memory before there are many of them.
  if (buffer->texts.size() >= kChunkTexts || buffer->grams.size() >= kChunkTexts * 64) {
    write_chunk(language, *buffer);
  }
}

void KeyIndex::on_erase(std::int64_t unit) {
  SQLite::Statement erase(database_, "DELETE FROM key_pending WHERE unit = ?");
  erase.bind(1, unit);
  erase.exec();
  stale_ = true;
}

void KeyIndex::write_chunk(std::int64_t language, Buffer& buffer) {
  sort_by_upper_half(buffer.grams);
  std::string lists;
  std::string directory;
  std::uint32_t last_hash = 0;
  for (std::size_t i = 0; i < buffer.grams.size();) {
    const auto hash = static_cast<std::uint32_t>(buffer.grams[i] >> 32U);
    const std::size_t start = lists.size();
    std::uint32_t last = 0;
    for (; i < buffer.grams.size() && buffer.grams[i] >> 32U == hash; ++i) {
      const auto text = static_cast<std::uint32_t>(buffer.grams[i]);
      append_number(lists, text - last);
      last = text;
    }
    append_number(directory, hash - last_hash);
    append_number(directory, lists.size() - start);
    last_hash = hash;
  }
  std::string texts;
  std::int64_t last_unit = 0;
  for (const Buffer::Text& text : buffer.texts) {
    append_number(texts, folded(text.unit - last_unit));
    append_number(texts, static_cast<std::uint64_t>(text.place));
    append_number(texts, text.length);
    last_unit = text.unit;
  }
  const std::int64_t first_piece =
      database_.execAndGet("SELECT coalesce(max(id), 0) + 1 FROM key_piece").getInt64();
  SQLite::Statement piece(database_, "INSERT INTO key_piece(id, data) VALUES (?, ?)");
  for (std::size_t at = 0; at < lists.size(); at += kPieceBytes) {
    const std::size_t size = std::min(kPieceBytes, lists.size() - at);
    piece.reset();
    piece.bind(1, first_piece + static_cast<std::int64_t>(at / kPieceBytes));
    piece.bindNoCopy(2, lists.data() + at, static_cast<int>(size));
    piece.exec();
  }
  SQLite::Statement chunk(database_,
                          "INSERT INTO key_chunk(language, texts, piece_bytes, first_piece, "
                          "text_data, gram_data) VALUES (?, ?, ?, ?, ?, ?)");
  chunk.bind(1, language);
  chunk.bind(2, static_cast<std::int64_t>(buffer.texts.size()));
  chunk.bind(3, static_cast<std::int64_t>(kPieceBytes));
  chunk.bind(4, first_piece);
  bind_bytes(chunk, 5, texts);
  bind_bytes(chunk, 6, directory);
  chunk.exec();
  buffer.texts.clear();
  buffer.grams.clear();
  stale_ = true;
}

void KeyIndex::flush() {
  for (auto& [language, buffer] : buffers_) {
    if (buffer->texts.empty()) continue;
    SQLite::Statement count(database_, "SELECT count(*) FROM key_pending WHERE language = ?");
    count.bind(1, language);
    count.executeStep();
    const auto waiting = static_cast<std::size_t>(count.getColumn(0).getInt64());
    count.reset();
    if (waiting + buffer->texts.size() <= kMostPending) {
      SQLite::Statement insert(
          database_, "INSERT OR REPLACE INTO key_pending(unit, place, language) VALUES (?, ?, ?)");
      for (const Buffer::Text& text : buffer->texts) {
        insert.reset();
        insert.bind(1, text.unit);
        insert.bind(2, text.place);
        insert.bind(3, language);
        insert.exec();
      }
      buffer->texts.clear();
      buffer->grams.clear();
      stale_ = true;
      continue;
    }
    SQLite::Statement rows(database_,
                           "SELECT p.unit, p.place, v.text FROM key_pending p JOIN variant v ON "
                           "v.unit = p.unit AND v.place = p.place AND v.language = p.language "
                           "WHERE p.language = ?");
    rows.bind(1, language);
    while (rows.executeStep()) {
      on_insert(rows.getColumn(0).getInt64(), rows.getColumn(1).getInt(), language,
                blob(rows.getColumn(2)));
    }
    rows.reset();
    SQLite::Statement erase(database_, "DELETE FROM key_pending WHERE language = ?");
    erase.bind(1, language);
    erase.exec();
    if (!buffer->texts.empty()) write_chunk(language, *buffer);
  }
}

void KeyIndex::discard() {
  buffers_.clear();
  stale_ = true;
}

void KeyIndex::rebuild() {
  discard();
  database_.exec("DELETE FROM key_pending; DELETE FROM key_chunk; DELETE FROM key_piece");
  SQLite::Statement rows(database_,
                         "SELECT unit, place, language, text FROM variant ORDER BY unit, place");
  while (rows.executeStep()) {
    on_insert(rows.getColumn(0).getInt64(), rows.getColumn(1).getInt(),
              rows.getColumn(2).getInt64(), blob(rows.getColumn(3)));
  }
  rows.reset();
  flush();
}

std::unique_ptr<KeyIndex::Chunk> KeyIndex::read_chunk(std::int64_t id) {
  SQLite::Statement row(database_,
                        "SELECT texts, piece_bytes, first_piece, text_data, gram_data FROM "
                        "key_chunk WHERE id = ?");
  row.bind(1, id);
  auto out = std::make_unique<Chunk>();
  out->id = id;
  if (!row.executeStep()) return out;
  const auto wanted =
      static_cast<std::size_t>(std::max<std::int64_t>(0, row.getColumn(0).getInt64()));
  out->first_piece = row.getColumn(2).getInt64();
  out->lengths.reserve(wanted);
  out->units.reserve(wanted);
  out->places.reserve(wanted);
  Numbers texts(blob(row.getColumn(3)));
  std::int64_t unit = 0;
  while (texts.more() && out->units.size() < wanted) {
    unit += unfolded(texts.next());
    out->units.push_back(unit);
    out->places.push_back(static_cast<std::int32_t>(texts.next()));
    out->lengths.push_back(static_cast<std::uint32_t>(texts.next()));
  }
  out->texts = out->units.size();
  const std::string_view gram_bytes = blob(row.getColumn(4));
  out->hashes.reserve(gram_bytes.size() / 4);
  out->starts.reserve(gram_bytes.size() / 4);
  Numbers grams(gram_bytes);
  std::uint32_t hash = 0;
  std::uint32_t start = 0;
  while (grams.more()) {
    hash += static_cast<std::uint32_t>(grams.next());
    out->hashes.push_back(hash);
    out->starts.push_back(start);
    start += static_cast<std::uint32_t>(grams.next());
  }
  out->starts.push_back(start);
  return out;
}

void KeyIndex::load(std::int64_t language) {
  if (stale_) {
    for (auto& [id, index] : languages_) {
      index->pending.clear();
      index->current = false;
    }
    // Chunks are never altered and their ids never used again, so those in memory stay true.
    std::set<std::int64_t> known;
    SQLite::Statement ids(database_, "SELECT id FROM key_chunk");
    while (ids.executeStep()) known.insert(ids.getColumn(0).getInt64());
    std::erase_if(languages_, [&](const auto& entry) {
      return std::any_of(entry.second->chunks.begin(), entry.second->chunks.end(),
                         [&](const auto& chunk) { return !known.contains(chunk->id); });
    });
    stale_ = false;
  }
  auto& index = languages_[language];
  if (index == nullptr) index = std::make_unique<LanguageIndex>();
  if (index->current) return;
  index->current = true;
  std::set<std::int64_t> have;
  for (const auto& chunk : index->chunks) have.insert(chunk->id);
  std::vector<std::int64_t> wanted;
  SQLite::Statement ids(database_, "SELECT id FROM key_chunk WHERE language = ? ORDER BY id");
  ids.bind(1, language);
  while (ids.executeStep()) {
    const std::int64_t id = ids.getColumn(0).getInt64();
    if (!have.contains(id)) wanted.push_back(id);
  }
  ids.reset();
  for (const std::int64_t id : wanted) {
    index->chunks.push_back(read_chunk(id));
  }
  SQLite::Statement rows(database_,
                         "SELECT p.unit, p.place, v.text FROM key_pending p JOIN variant v ON "
                         "v.unit = p.unit AND v.place = p.place AND v.language = p.language "
                         "WHERE p.language = ? ORDER BY p.unit, p.place");
  rows.bind(1, language);
  while (rows.executeStep()) {
    std::u32string key = language::match_key(blob(rows.getColumn(2)));
    const LetterCounts counts = letter_counts(key);
    index->pending.push_back(
        {rows.getColumn(0).getInt64(), rows.getColumn(1).getInt(), std::move(key), counts});
  }
}

void KeyIndex::read_list(const Chunk& chunk, std::size_t gram, std::string& bytes) {
  bytes.clear();
  if (piece_ == nullptr) {
    piece_ = std::make_unique<SQLite::Statement>(
        database_, "SELECT data FROM key_piece WHERE id BETWEEN ? AND ? ORDER BY id");
  }
  const std::size_t start = chunk.starts[gram];
  const std::size_t limit = chunk.starts[gram + 1];
  if (start >= limit) return;
  const auto first = static_cast<std::int64_t>(start / kPieceBytes);
  const auto last = static_cast<std::int64_t>((limit - 1) / kPieceBytes);
  piece_->reset();
  piece_->bind(1, chunk.first_piece + first);
  piece_->bind(2, chunk.first_piece + last);
  std::size_t skip = start % kPieceBytes;
  while (bytes.size() < limit - start && piece_->executeStep()) {
    std::string_view data = blob(piece_->getColumn(0));
    data.remove_prefix(std::min(skip, data.size()));
    skip = 0;
    bytes.append(data.substr(0, limit - start - bytes.size()));
  }
  piece_->reset();
}

bool KeyIndex::text_of(std::int64_t unit, std::int32_t place, std::int64_t language,
                       std::string& text) {
  if (text_ == nullptr) {
    text_ = std::make_unique<SQLite::Statement>(
        database_, "SELECT text FROM variant WHERE unit = ? AND place = ? AND language = ?");
  }
  text_->reset();
  text_->bind(1, unit);
  text_->bind(2, place);
  text_->bind(3, language);
  const bool found = text_->executeStep();
  if (found) text = blob(text_->getColumn(0));
  text_->reset();
  return found;
}

void KeyIndex::search(std::int64_t language, const Scorer& scorer, Wanted wanted,
                      const std::function<Wanted(const Candidate&)>& visit) {
  load(language);
  LanguageIndex& index = *languages_.at(language);
  std::set<std::pair<std::int64_t, std::int32_t>> visited;
  const auto consider = [&](std::int64_t unit, std::int32_t place, std::u32string_view key,
                            const LetterCounts& counts) {
    const int score = scorer.score(key, counts, wanted.threshold);
    if (score < 0 || !visited.emplace(unit, place).second) return;
    wanted = visit({score, key == scorer.query(), unit, place});
  };
  const int threshold = wanted.threshold;
  const auto consider_pending = [&] {
    for (const auto& pending : index.pending) {
      if (pending.unit > wanted.last_unit) continue;
      consider(pending.unit, pending.place, pending.key, pending.counts);
    }
  };
  std::string text;
  const auto consider_stored = [&](const Chunk& chunk, std::size_t number) {
    const std::int64_t unit = chunk.units[number];
    if (unit > wanted.last_unit) return;
    if (!text_of(unit, chunk.places[number], language, text)) return;
    const std::u32string key = language::match_key(text);
    consider(unit, chunk.places[number], key, letter_counts(key));
  };

  const std::size_t a = scorer.query().size();
  std::vector<std::uint32_t> hashes;
  hash_grams(scorer.query(), hashes);
  // How many trigrams a text of each length must share.
  constexpr std::size_t kNever = std::numeric_limits<std::size_t>::max();
  std::vector<std::size_t> needed;
  std::size_t fewest = kNever;
  for (std::size_t b = 0; b <= a || best_score(a, b, a) >= threshold; ++b) {
    std::size_t most = std::min(a, b);
    if (best_score(a, b, most) < threshold) {
      needed.push_back(kNever);
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
    needed.push_back(least);
    fewest = std::min(fewest, least);
  }
  const auto needed_for = [&](std::uint32_t length) {
    return length < needed.size() ? needed[length] : kNever;
  };
  if (fewest == kNever) {
    consider_pending();
    return;
  }
  // Where the threshold is so low, or the query so short, that texts may qualify without a trigram,
  // and for a query so long that hardly any text has a length that fits.
  if (fewest == 0 || hashes.size() > std::numeric_limits<std::uint16_t>::max()) {
    for (const auto& chunk : index.chunks) {
      for (std::size_t i = 0; i < chunk->texts; ++i) {
        if (needed_for(chunk->lengths[i]) != kNever) consider_stored(*chunk, i);
      }
    }
    consider_pending();
    return;
  }

  std::vector<Promise> order;
  for (std::size_t i = 0; i < index.chunks.size(); ++i) {
    if (hashes.size() < std::numeric_limits<std::uint8_t>::max()) {
      collect<std::uint8_t>(*index.chunks[i], i, hashes, fewest, needed, order);
    } else {
      collect<std::uint16_t>(*index.chunks[i], i, hashes, fewest, needed, order);
    }
  }
  std::sort(order.begin(), order.end(), [](const Promise& x, const Promise& y) {
    if (x.best != y.best) return x.best > y.best;
    return x.chunk != y.chunk ? x.chunk < y.chunk : x.text < y.text;
  });
  for (const Promise& promise : order) {
    if (promise.best < wanted.threshold) break;
    consider_stored(*index.chunks[promise.chunk], promise.text);
  }
  consider_pending();  // the youngest units last: where thousands are equal, the first ones win
}

template <typename Counter>
void KeyIndex::collect(const Chunk& chunk, std::size_t chunk_number,
                       const std::vector<std::uint32_t>& hashes, std::size_t fewest,
                       const std::vector<std::size_t>& needed, std::vector<Promise>& order) {
  struct List {
    std::size_t bytes;
    std::size_t gram;  // of the chunk; none if there are no bytes
  };
  std::vector<List> lists;
  lists.reserve(hashes.size());
  for (const std::uint32_t hash : hashes) {
    const auto found = std::lower_bound(chunk.hashes.begin(), chunk.hashes.end(), hash);
    if (found == chunk.hashes.end() || *found != hash) {
      lists.push_back({0, 0});
      continue;
    }
    const auto gram = static_cast<std::size_t>(found - chunk.hashes.begin());
    lists.push_back({chunk.starts[gram + 1] - chunk.starts[gram], gram});
  }
  std::sort(lists.begin(), lists.end(),
            [](const List& x, const List& y) { return x.bytes < y.bytes; });
  std::vector<Counter> counters(chunk.texts + 1, 0);
  std::string bytes;
  const auto count = [&](const List& list) {
    if (list.bytes == 0) return;
    read_list(chunk, list.gram, bytes);
    std::size_t number = 0;
    const auto* at = reinterpret_cast<const unsigned char*>(bytes.data());
    const auto* const end = at + bytes.size();
    while (at != end) {
      std::size_t delta = *at++;
      if (delta >= 0x80) {
        delta &= 0x7FU;
        for (unsigned shift = 7; at != end && shift < 28; shift += 7) {
          const std::size_t part = *at++;
          delta |= (part & 0x7FU) << shift;
          if (part < 0x80) break;
        }
      }
      number += delta;
      if (number >= chunk.texts) return;  // a damaged list
      ++counters[number];
    }
  };
  // Who shares `fewest` trigrams has at least one of the rarest of the query. Some more lists make
  // that several, which leaves far fewer texts to look at.
  const std::size_t at_least = 1 + fewest / 8;
  std::size_t done = lists.size() >= fewest ? lists.size() - fewest + at_least : 0;
  for (std::size_t i = 0; i < done; ++i) count(lists[i]);
  std::vector<std::uint32_t> candidates;
  const auto can_reach = [&](std::uint32_t text) {
    const std::uint32_t length = chunk.lengths[text];
    return length < needed.size() && counters[text] + (lists.size() - done) >= needed[length];
  };
  // Most texts are passed over sixty-four at a time.
  constexpr std::size_t kStep = 64;
  for (std::size_t start = 0; start < chunk.texts; start += kStep) {
    const std::size_t limit = std::min(start + kStep, chunk.texts);
    Counter most = 0;
    for (std::size_t i = start; i < limit; ++i) most = std::max(most, counters[i]);
    if (most < at_least) continue;
    for (std::size_t i = start; i < limit; ++i) {
      const auto text = static_cast<std::uint32_t>(i);
      if (counters[i] >= at_least && can_reach(text)) candidates.push_back(text);
    }
  }
  while (done < lists.size() && !candidates.empty()) {
    const List& list = lists[done];
    const double cost = static_cast<double>(list.bytes) * kCostOfByte + kCostOfSeek;
    if (cost * 2 > static_cast<double>(candidates.size()) * kCostOfScoring) break;
    count(list);
    ++done;
    std::erase_if(candidates, [&](std::uint32_t text) { return !can_reach(text); });
  }
  const std::size_t unread = lists.size() - done;
  for (const std::uint32_t text : candidates) {
    order.push_back({best_score(hashes.size(), chunk.lengths[text], counters[text] + unread),
                     static_cast<std::uint32_t>(chunk_number), text});
  }
}

std::vector<KeyIndex::Place> KeyIndex::having_trigrams_of(std::int64_t language,
                                                          std::u32string_view part) {
  load(language);
  const LanguageIndex& index = *languages_.at(language);
  std::vector<std::uint64_t> grams;
  for (std::size_t i = 0; i + 3 <= part.size(); ++i) {
    grams.push_back(trigram(part[i], part[i + 1], part[i + 2]));
  }
  std::sort(grams.begin(), grams.end());
  std::vector<std::uint32_t> hashes;
  hash_sorted_grams(grams, hashes);
  std::vector<Place> out;
  std::string bytes;
  std::vector<std::uint32_t> texts;
  std::vector<std::uint32_t> both;
  for (const auto& chunk : index.chunks) {
    // Shortest lists first: the others are walked only while something is left to confirm.
    std::vector<std::size_t> lists;
    for (const std::uint32_t hash : hashes) {
      const auto found = std::lower_bound(chunk->hashes.begin(), chunk->hashes.end(), hash);
      if (found == chunk->hashes.end() || *found != hash) break;
      lists.push_back(static_cast<std::size_t>(found - chunk->hashes.begin()));
    }
    if (lists.size() < hashes.size()) continue;
    std::sort(lists.begin(), lists.end(), [&](std::size_t x, std::size_t y) {
      return chunk->starts[x + 1] - chunk->starts[x] < chunk->starts[y + 1] - chunk->starts[y];
    });
    for (std::size_t i = 0; i < lists.size() && (i == 0 || !texts.empty()); ++i) {
      both.clear();
      std::size_t at = 0;
      for_each_text(*chunk, lists[i], bytes, [&](std::uint32_t text) {
        if (i != 0) {
          while (at < texts.size() && texts[at] < text) ++at;
          if (at == texts.size()) return false;
          if (texts[at] != text) return true;
        }
        both.push_back(text);
        return true;
      });
      texts.swap(both);
    }
    for (const std::uint32_t text : texts) {
      out.push_back({chunk->lengths[text], chunk->units[text], chunk->places[text]});
    }
    texts.clear();
  }
  for (const auto& pending : index.pending) {
    if (pending.key.find(part) == std::u32string::npos) continue;
    out.push_back({static_cast<std::uint32_t>(pending.key.size()), pending.unit, pending.place});
  }
  return out;
}

template <typename Use>
void KeyIndex::for_each_text(const Chunk& chunk, std::size_t gram, std::string& bytes,
                             const Use& use) {
  read_list(chunk, gram, bytes);
  std::size_t number = 0;
  Numbers deltas(bytes);
  while (deltas.more()) {
    number += static_cast<std::size_t>(deltas.next());
    if (number >= chunk.texts || !use(static_cast<std::uint32_t>(number))) return;
  }
}

bool KeyIndex::wants_rebuild() {
  SQLite::Statement count(database_,
                          "SELECT 1 FROM key_pending GROUP BY language HAVING count(*) > ?");
  count.bind(1, static_cast<std::int64_t>(kMostPending));
  return count.executeStep();
}

std::vector<std::string> KeyIndex::check() {
  constexpr std::size_t kMostFindings = 100;
  std::vector<std::string> findings;
  const auto find = [&](std::string text) {
    if (findings.size() < kMostFindings) findings.push_back(std::move(text));
  };
  stale_ = true;
  languages_.clear();
  std::vector<std::int64_t> all;
  SQLite::Statement rows(database_, "SELECT DISTINCT language FROM variant ORDER BY language");
  while (rows.executeStep()) all.push_back(rows.getColumn(0).getInt64());
  rows.reset();
  for (const std::int64_t language : all) {
    load(language);
    const LanguageIndex& index = *languages_.at(language);
    // Lists a text stands in: as many as its key has trigrams.
    std::map<std::pair<std::int64_t, std::int32_t>, bool> whole;
    for (const auto& pending : index.pending) whole[{pending.unit, pending.place}] = true;
    std::string bytes;
    std::string text;
    for (const auto& chunk : index.chunks) {
      std::vector<std::uint32_t> lists(chunk->texts, 0);
      for (std::size_t gram = 0; gram < chunk->hashes.size(); ++gram) {
        read_list(*chunk, gram, bytes);
        std::size_t number = 0;
        Numbers deltas(bytes);
        while (deltas.more()) {
          number += static_cast<std::size_t>(deltas.next());
          if (number >= chunk->texts) {
            find("a list of chunk " + std::to_string(chunk->id) + " is damaged");
            break;
          }
          ++lists[number];
        }
      }
      for (std::size_t i = 0; i < chunk->texts; ++i) {
        if (!text_of(chunk->units[i], chunk->places[i], language, text)) continue;
        const std::size_t length = language::match_key(text).size();
        auto& known = whole[{chunk->units[i], chunk->places[i]}];
        known = known || (length == chunk->lengths[i] && lists[i] == length);
      }
    }
    SQLite::Statement variants(database_,
                               "SELECT unit, place FROM variant WHERE language = ? ORDER BY unit");
    variants.bind(1, language);
    while (variants.executeStep()) {
      const std::int64_t unit = variants.getColumn(0).getInt64();
      const auto found = whole.find({unit, variants.getColumn(1).getInt()});
      if (found == whole.end() || !found->second) {
        find("unit " + std::to_string(unit) + " is not in the index");
      }
    }
  }
  return findings;
}

}  // namespace punte::tm::internal
