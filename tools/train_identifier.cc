// Trains the model of the language identifier.
//
//   train_identifier CORPORA MODEL [--examples N] [--bytes N]
//
// CORPORA holds train/<tag>.txt.xz (a text a line) and words/<tag>.txt.xz (words by falling
// frequency). The same folder and numbers give the same bytes. docs/identify.md tells the why.

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "exchange/stream.h"
#include "language/identify_model.h"
#include "language/identify_words.h"
#include "tools/identify_model_writer.h"

namespace punte::language::internal {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kOrder = 6;
constexpr double kDiscount = 0.7;         // absolute discounting of the letter models
constexpr double kAlphabet = 100;         // letters that any language may have
constexpr double kTypePower = 0.5;        // a word seen c times counts c^0.5
constexpr double kWholeWordWeight = 0.3;  // of log(1 + occurrences in a million)
constexpr double kStartScale = 0.3;       // of the letter models' log-odds
constexpr double kSamplePower = 0.4;      // words are drawn as often as count^0.4
constexpr double kRate = 0.1;             // AdaGrad's first step
constexpr double kStartGradient = 1;      // high, so that what is rare stays near the letter models
constexpr double kBiasRate = 0.002;
constexpr double kRoundedFrom = 0.7;   // of the way on, weights are used as the file rounds them
constexpr double kShareOfWords = 0.4;  // of the examples are one word,
constexpr double kShareOfPairs = 0.3;  // two or three; the others lines
constexpr double kDropShare = 0.5;     // of the examples see no long sequences
constexpr double kKnownShare = 0.5;    // take their words as known, see learn()
constexpr std::size_t kShortestDrop = 3;
constexpr float kNoRival = -1e4F;  // score of a language that an example does not compete with
constexpr double kRare = 0.1;      // prior of languages that are not common
// Words without their diacritics get this part of their count, and are so much of the lines that
// are learnt from: less where word lists of what people write have such words already.
constexpr double kPlainCount[2] = {0.3, 0.03};
constexpr double kPlainShare[2] = {0.5, 0.1};
constexpr double kLongPairShare = 0.6;  // of the pairs are of long words,
constexpr std::size_t kLongWord = 5;    // of so many letters
constexpr double kNarrowedShare = 0.5;  // of the examples compete with common languages alone
constexpr double kLesserShare = 0.5;    // of the examples of others, for one of a common language
constexpr double kSmallCorpus = 60e3;   // bytes: what is smaller is kept whole
constexpr unsigned kHeldOut = 50;       // one in so many lines and rare words calibrates
constexpr float kStep = 0.06F;
constexpr std::size_t kLongestLine = 40;  // words

// What is worth keeping: how often the sequence comes, times the weight to this power; against
// its room in the file.
constexpr double kWorthPower = 1.5;
// What weights are worth of languages without a word list; the common ones and the others.
constexpr double kUnlistedWorth = 0.5;
constexpr double kRareWorth = 0.2;
constexpr double kWholeWorth = 3;  // of weights of whole words
constexpr double kSlotBytes = 2.2;
constexpr double kOutsideBytes = 4.2;
constexpr double kPairBytes = 1.65;
constexpr double kHeadBytes = 300e3;
constexpr std::uint32_t kNoPrefix = ~0U;
constexpr double kMostListBytes = 16.5e6;          // 24 bits address a list
constexpr std::uint8_t kWholeWord = kOrder + 1;    // as an order: a whole word,
constexpr std::uint8_t kUnknownWord = kOrder + 2;  // and what stands for one that is not known
constexpr std::size_t kUnknownLengths = 16;

// Languages without a word list that are common all the same: official in a state or a part of one,
// or of more than five million speakers, or taught all over the world (Latin). With those that have
// a list they are what users most often have before them.
constexpr std::string_view kCommon[] = {
    "am", "as", "be", "bm", "ckb", "gd", "gl", "gn", "ha", "ig", "jv", "km", "kn", "ku",
    "ky", "la", "lb", "lg", "ln",  "lo", "ml", "mn", "mt", "my", "ne", "nn", "nr", "nso",
    "ny", "om", "or", "ps", "rn",  "rw", "sd", "si", "sn", "so", "ss", "st", "tg", "ti",
    "tn", "ts", "tt", "tw", "ug",  "uz", "ve", "wo", "xh", "yo", "zu"};

struct Entry {
  std::uint64_t key = 0;
  float count = 0;
  std::uint32_t followers = 0;
  std::uint32_t types = 0;
  float probability = 0;
  std::uint8_t order = 0;
};

/// Open addressing; keys are hashes already.
class Counts {
 public:
  Counts() : slots_(1 << 16) {}
  Entry& operator[](std::uint64_t key) {
    if (size_ * 2 > slots_.size()) grow();
    std::size_t i = key & (slots_.size() - 1);
    while (slots_[i].key != 0 && slots_[i].key != key) i = (i + 1) & (slots_.size() - 1);
    if (slots_[i].key == 0) {
      slots_[i].key = key;
      ++size_;
    }
    return slots_[i];
  }
  [[nodiscard]] const Entry& at(std::uint64_t key) const {
    static const Entry kNone;
    std::size_t i = key & (slots_.size() - 1);
    while (slots_[i].key != 0 && slots_[i].key != key) i = (i + 1) & (slots_.size() - 1);
    return slots_[i].key == 0 ? kNone : slots_[i];
  }
  std::vector<Entry>& slots() { return slots_; }

 private:
  void grow() {
    std::vector<Entry> old(slots_.size() * 2);
    old.swap(slots_);
    for (const Entry& entry : old) {
      if (entry.key == 0) continue;
      std::size_t i = entry.key & (slots_.size() - 1);
      while (slots_[i].key != 0) i = (i + 1) & (slots_.size() - 1);
      slots_[i] = entry;
    }
  }
  std::vector<Entry> slots_;
  std::size_t size_ = 0;
};

constexpr std::size_t kPlainWays = 3;
struct Type {
  std::u32string letters;  // with boundaries
  double count = 0;
  bool held_out = false;
  // The same without diacritics, with those only that Latin-1 has, and without marks of tone; the
  // type itself if it has none to lose.
  std::array<std::uint32_t, kPlainWays> plain{};
};

struct LanguageData {
  std::string tag;
  std::uint64_t bytes = 0;
  std::size_t script = 0;
  bool has_word_list = false;
  bool is_common = false;
  std::vector<Type> types;
  std::vector<std::vector<std::uint32_t>> lines;  // of type numbers
  std::vector<std::vector<std::uint32_t>> held_out_lines;
};

struct CodePoints {
  std::vector<std::uint16_t> page_of;
  std::vector<std::uint32_t> entries;
  std::vector<std::string> scripts;  // names, [class - 1]
  [[nodiscard]] CodePointTable table() const { return {page_of.data(), entries.data()}; }
};

/// Classes and lower case of all code points; scripts are numbered as `scripts` lists them.
CodePoints make_code_points(const std::vector<std::string>& scripts) {
  CodePoints out;
  out.scripts = scripts;
  std::map<std::vector<std::uint32_t>, std::uint16_t> pages;
  for (std::uint32_t page = 0; page < CodePointTable::kPages; ++page) {
    std::vector<std::uint32_t> entries;
    for (std::uint32_t low = 0; low < 256; ++low) {
      const auto c = static_cast<UChar32>(page << 8 | low);
      const int type = u_charType(c);
      const bool mark = type == U_NON_SPACING_MARK || type == U_COMBINING_SPACING_MARK;
      UChar32 folded = u_tolower(c);
      std::uint8_t kind = kSeparator;
      UErrorCode status = U_ZERO_ERROR;
      UScriptCode script = uscript_getScript(c, &status);
      if (c == '\'' || c == 0x2019 || c == 0x2BC || c == 0x2BB) {
        kind = kApostrophe;
        folded = '\'';
      } else if (c == 0x200C || c == 0x200D || c == 0x640 || c == 0xAD) {
        kind = kJoiner;
      } else if (u_isalpha(c) || mark) {
        if (script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA ||
            script == USCRIPT_BOPOMOFO || c == 0x30FC) {
          script = USCRIPT_HAN;  // Japanese mixes them in one word
        }
        if (script == USCRIPT_INHERITED) {
          kind = kMark;
        } else if (script != USCRIPT_COMMON) {
          const auto found =
              std::find(scripts.begin(), scripts.end(), uscript_getShortName(script));
          kind = found == scripts.end() ? static_cast<std::uint8_t>(kForeignLetter)
                                        : static_cast<std::uint8_t>(found - scripts.begin() + 1);
        }
      }
      if (c == 0x162 || c == 0x163) folded = 0x21B;  // t with cedilla is a t with comma mistyped
      if (c == 0x130) folded = 'i';
      entries.push_back(kind | static_cast<std::uint32_t>(folded - c) << 8);
    }
    const auto [place, is_new] =
        pages.try_emplace(entries, static_cast<std::uint16_t>(pages.size()));
    if (is_new) out.entries.insert(out.entries.end(), entries.begin(), entries.end());
    out.page_of.push_back(place->second);
  }
  return out;
}

[[noreturn]] void die(const std::string& text) {
  std::fprintf(stderr, "train_identifier: %s\n", text.c_str());
  std::exit(2);
}

std::vector<std::string> read_lines(const fs::path& path) {
  auto source = exchange::open_source(path);
  if (!source) die(source.error().text());
  std::string bytes;
  std::array<char, 65536> buffer;
  while (true) {
    const auto count = (*source)->read(buffer);
    if (!count) die(count.error().text());
    if (*count == 0) break;
    bytes.append(buffer.data(), *count);
  }
  std::vector<std::string> lines;
  std::size_t start = 0;
  while (start < bytes.size()) {
    const std::size_t end = std::min(bytes.find('\n', start), bytes.size());
    lines.push_back(bytes.substr(start, end - start));
    start = end + 1;
  }
  return lines;
}

unsigned hash_of(std::u32string_view letters) {
  std::uint64_t key = kKeySeed;
  for (const char32_t c : letters) key = extend_key(key, c);
  return static_cast<unsigned>(finish_key(key) >> 40);
}

/// The letters without their diacritics (way 0), with those only that Latin-1 can write (1), or
/// with all but what marks tones (2), as many write Yoruba.
std::u32string without_diacritics(const std::u32string& letters, std::size_t way) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
  const icu::Normalizer2* nfd = icu::Normalizer2::getNFDInstance(status);
  if (U_FAILURE(status)) die("no normalization data");
  std::u32string out;
  for (const char32_t letter : letters) {
    icu::UnicodeString parts;
    if (nfd->getDecomposition(static_cast<UChar32>(letter), parts) == 0) {
      parts = icu::UnicodeString(static_cast<UChar32>(letter));
    }
    for (int32_t i = 0; i < parts.length(); i = parts.moveIndex32(i, 1)) {
      const auto c = static_cast<char32_t>(parts.char32At(i));
      if (u_charType(static_cast<UChar32>(c)) != U_NON_SPACING_MARK) {
        out += c;
      } else if (way != 0 && !out.empty()) {
        const bool tone = c == 0x300 || c == 0x301 || c == 0x304 || c == 0x30C;
        const UChar32 both =
            nfc->composePair(static_cast<UChar32>(out.back()), static_cast<UChar32>(c));
        if (both >= 0 && (way == 1 ? both < 0x100 : !tone)) {
          out.back() = static_cast<char32_t>(both);
        }
      }
    }
  }
  return out;
}

/// Keys of all sequences, [start * kOrder + length - 1]; 0 where the word is too short.
using SequenceKeys = std::vector<std::uint64_t>;
SequenceKeys sequence_keys(const std::u32string& letters) {
  SequenceKeys keys(letters.size() * kOrder, 0);
  for (std::size_t i = 0; i < letters.size(); ++i) {
    std::uint64_t key = kKeySeed;
    for (std::size_t k = 0; k < kOrder && i + k < letters.size(); ++k) {
      key = extend_key(key, letters[i + k]);
      keys[i * kOrder + k] = finish_key(key);
    }
  }
  return keys;
}

std::uint64_t unknown_key(std::size_t script, std::size_t letters) {
  return unknown_word_key(static_cast<std::uint8_t>(script + 1), letters);
}

std::uint64_t whole_key(const std::u32string& letters) {
  std::uint64_t key = ~kKeySeed;
  for (const char32_t c : letters) key = extend_key(key, c);
  return finish_key(key);
}

class Trainer {
 public:
  Trainer(fs::path corpora, std::size_t examples, std::size_t max_bytes)
      : corpora_(std::move(corpora)), examples_(examples), max_bytes_(max_bytes) {}

  std::string run() {
    read_corpora();
    count();
    prune();
    index_types();
    learn();
    return finish();
  }

 private:
  void read_corpora();
  void count();
  void count_language(std::size_t language);
  void index_types();
  void learn();
  void prune();
  /// True for sequences whose weights the file rounds to sixteen levels, see
  /// write_identify_model().
  [[nodiscard]] bool has_levels(std::uint32_t s) const {
    const std::size_t count = first_[s + 1] - first_[s];
    return count > 1 && (count <= 6 || count * 2 < of_script_[scripts_[s]].size());
  }
  std::string finish();
  std::array<float, 16> calibrate(const std::vector<std::int8_t>& quantized);

  [[nodiscard]] bool spaceless(std::size_t script) const {
    static const std::vector<std::string> kNames = {"Hani", "Thai", "Khmr", "Laoo", "Mymr", "Tibt"};
    return std::find(kNames.begin(), kNames.end(), code_points_.scripts[script]) != kNames.end();
  }
  /// Number of the sequence, or -1.
  [[nodiscard]] std::int64_t find(std::uint64_t key) const {
    std::size_t i = key & (table_.size() - 1);
    while (table_[i].first != 0) {
      if (table_[i].first == key) return table_[i].second;
      i = (i + 1) & (table_.size() - 1);
    }
    return -1;
  }
  void build_table();
  std::vector<std::uint32_t> prefixes();
  void sample(std::size_t language, double kind, std::vector<std::uint32_t>& types);
  void strip(std::size_t language, std::vector<std::uint32_t>& types);
  double uniform() { return static_cast<double>(random_() >> 11) * 0x1p-53; }

  fs::path corpora_;
  std::size_t examples_;
  std::size_t max_bytes_;
  CodePoints code_points_;
  std::vector<LanguageData> languages_;
  std::vector<std::vector<std::size_t>> of_script_;
  std::vector<std::uint32_t> place_in_script_;

  // One sequence has pairs_[first_[s]..first_[s + 1]) of language and weight.
  struct Pair {
    std::uint64_t key;
    float weight;
    float frequency;  // share of the language's words that have it, by the root of their counts
    std::uint32_t types;
    std::uint16_t language;
    std::uint8_t order;
  };
  std::vector<Pair> all_;
  std::vector<std::uint64_t> keys_;
  std::vector<std::uint8_t> orders_;
  std::vector<std::uint16_t> scripts_;
  std::vector<std::uint32_t> first_;
  std::vector<float> weights_;
  std::vector<float> frequencies_;
  std::vector<std::uint8_t> pair_place_;  // language's place in its script
  std::vector<std::uint8_t> pair_types_;
  std::vector<std::pair<std::uint64_t, std::uint32_t>> table_;
  std::vector<float> biases_;

  // Sequences of each type: [first_of_type[t], first_of_type[t + 1]).
  std::vector<std::vector<std::uint32_t>> first_of_type_;
  std::vector<std::vector<std::uint32_t>> of_type_;
  std::vector<std::vector<double>> word_cumulative_;
  std::mt19937_64 random_{1};
};

void Trainer::read_corpora() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(corpora_ / "train")) {
    files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  if (files.empty()) die("no corpora in " + (corpora_ / "train").string());
  // First the scripts: those that most bytes of some language are written in.
  std::map<std::string, int> script_names;
  for (const fs::path& file : files) {
    LanguageData data;
    data.tag = file.filename().string();
    data.tag.resize(data.tag.find('.'));
    std::map<std::string, std::uint64_t> bytes;
    for (const std::string& line : read_lines(file)) {
      data.bytes += line.size();
      for (std::size_t i = 0; i < line.size();) {
        const std::size_t start = i;
        const auto c = static_cast<UChar32>(next_code_point(line, i));
        if (!u_isalpha(c)) continue;
        UErrorCode status = U_ZERO_ERROR;
        UScriptCode script = uscript_getScript(c, &status);
        if (script == USCRIPT_COMMON || script == USCRIPT_INHERITED) continue;
        if (script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA) script = USCRIPT_HAN;
        bytes[uscript_getShortName(script)] += i - start;
      }
    }
    const auto most =
        std::max_element(bytes.begin(), bytes.end(),
                         [](const auto& a, const auto& b) { return a.second < b.second; });
    script_names.try_emplace(most->first, 0);
    data.script = 0;
    languages_.push_back(std::move(data));
    languages_.back().types.push_back(
        {std::u32string(most->first.begin(), most->first.end()), 0, false, {}});
  }
  std::vector<std::string> names;
  for (const auto& [name, unused] : script_names) names.push_back(name);
  code_points_ = make_code_points(names);
  of_script_.resize(names.size());
  place_in_script_.resize(languages_.size());
  const CodePointTable table = code_points_.table();
  for (std::size_t l = 0; l < languages_.size(); ++l) {
    LanguageData& data = languages_[l];
    const std::u32string script = data.types.front().letters;
    data.types.clear();
    data.script = static_cast<std::size_t>(
        std::find(names.begin(), names.end(), std::string(script.begin(), script.end())) -
        names.begin());
    place_in_script_[l] = static_cast<std::uint32_t>(of_script_[data.script].size());
    of_script_[data.script].push_back(l);

    std::unordered_map<std::u32string, std::uint32_t> numbers;
    const auto number_of = [&](const Word& word) {
      const auto [place, is_new] =
          numbers.try_emplace(std::u32string(word.letters.data(), word.length),
                              static_cast<std::uint32_t>(data.types.size()));
      if (is_new) data.types.push_back({place->first, 0, false, {}});
      return place->second;
    };
    std::size_t line_number = 0;
    for (const std::string& line : read_lines(files[l])) {
      std::vector<std::uint32_t> words;
      for_each_word(table, line, [&](const Word& word) {
        if (word.script == data.script + 1) words.push_back(number_of(word));
      });
      const bool held_out = ++line_number % kHeldOut == 0;
      if (!held_out) {
        for (const std::uint32_t type : words) data.types[type].count += 1;
      }
      if (!words.empty()) (held_out ? data.held_out_lines : data.lines).push_back(std::move(words));
    }
    const fs::path list = corpora_ / "words" / files[l].filename();
    data.has_word_list = fs::exists(list);
    data.is_common = data.has_word_list || std::find(std::begin(kCommon), std::end(kCommon),
                                                     data.tag) != std::end(kCommon);
    if (data.has_word_list) {
      std::size_t rank = 0;
      for (const std::string& line : read_lines(list)) {
        ++rank;
        for_each_word(table, line, [&](const Word& word) {
          if (word.script == data.script + 1) {
            data.types[number_of(word)].count += 1 + 5000.0 / (static_cast<double>(rank) + 100);
          }
        });
      }
    }
    const std::size_t written = data.types.size();
    for (std::uint32_t t = 0; t < written; ++t) {
      data.types[t].plain.fill(t);
      if (code_points_.scripts[data.script] != "Latn") continue;
      for (std::size_t way = 0; way < (data.has_word_list ? 2 : kPlainWays); ++way) {
        const std::u32string plain = without_diacritics(data.types[t].letters, way);
        if (plain == data.types[t].letters) continue;
        const auto [place, is_new] =
            numbers.try_emplace(plain, static_cast<std::uint32_t>(data.types.size()));
        if (is_new) {
          data.types.push_back({plain, 0, false, {}});
          data.types.back().plain.fill(place->second);
        }
        data.types[t].plain[way] = place->second;
        data.types[place->second].count +=
            kPlainCount[data.has_word_list ? 1 : 0] * data.types[t].count;
      }
    }
    for (Type& type : data.types) {
      const bool rare = type.count < 8 && type.letters.size() >= 6;
      type.held_out = type.count == 0 || (rare && hash_of(type.letters) % kHeldOut == 0);
    }
    if (data.lines.empty()) die(data.tag + ": no text");
  }
}

/// Interpolated letter models with absolute discounting, as sums of weights: the weight of a
/// sequence is what it adds to the logarithm of the next letter's probability over what its suffix
/// says, and what follows it takes away by backing off.
void Trainer::count_language(std::size_t language) {
  const LanguageData& data = languages_[language];
  Counts counts;
  const bool words = !spaceless(data.script);
  double letters = 0;
  double word_total = 0;
  double root_total = 0;
  for (const Type& type : data.types) {
    if (type.held_out) continue;
    const auto count = static_cast<float>(std::pow(type.count, kTypePower));
    const SequenceKeys keys = sequence_keys(type.letters);
    for (std::size_t i = 0; i < type.letters.size(); ++i) {
      for (std::size_t k = 0; k < kOrder && keys.size() > i * kOrder + k; ++k) {
        const std::uint64_t key = keys[i * kOrder + k];
        if (key == 0) break;
        Entry& entry = counts[key];
        const bool is_new = entry.types == 0;
        entry.order = static_cast<std::uint8_t>(k + 1);
        entry.count += count;
        ++entry.types;
        if (k == 0 && i > 0) letters += count;
        if (k > 0 && is_new) ++counts[keys[i * kOrder + k - 1]].followers;
      }
    }
    word_total += type.count;
    root_total += static_cast<double>(count);
    if (words) {
      Entry& entry = counts[whole_key(type.letters)];
      entry.order = kWholeWord;
      entry.count = static_cast<float>(type.count);
      entry.types = 1;
    }
  }
  double singles = 0;
  for (const Entry& entry : counts.slots()) singles += entry.order == 1 ? 1 : 0;
  const std::uint64_t start_key = sequence_keys(std::u32string(1, kWordStart))[0];
  const auto backoff = [](const Entry& entry) {
    return std::min(1.0, kDiscount * entry.followers / entry.count);
  };
  for (std::size_t k = 0; k < kOrder; ++k) {
    for (const Type& type : data.types) {
      if (type.held_out) continue;
      const SequenceKeys keys = sequence_keys(type.letters);
      for (std::size_t i = k == 0 ? 1 : 0; i + k < type.letters.size(); ++i) {
        Entry& entry = counts[keys[i * kOrder + k]];
        if (entry.probability > 0) continue;
        const double discounted = std::max(0.0, entry.count - kDiscount);
        if (k == 0) {
          entry.probability =
              static_cast<float>(discounted / letters + kDiscount * singles / letters / kAlphabet);
        } else {
          const Entry& context = counts.at(keys[i * kOrder + k - 1]);
          entry.probability = static_cast<float>(
              discounted / context.count +
              backoff(context) * counts.at(keys[(i + 1) * kOrder + k - 1]).probability);
        }
      }
    }
  }
  Counts done;
  for (const Type& type : data.types) {
    if (type.held_out) continue;
    const SequenceKeys keys = sequence_keys(type.letters);
    for (std::size_t i = 0; i < type.letters.size(); ++i) {
      for (std::size_t k = kShortest - 1; k < kOrder && i + k < type.letters.size(); ++k) {
        const std::uint64_t key = keys[i * kOrder + k];
        Entry& mark = done[key];
        if (mark.types != 0) continue;
        mark.types = 1;
        const Entry& entry = counts.at(key);
        double weight = 0;
        if (key != start_key) {
          if (k == 0) {
            weight = std::log(entry.probability / 1e-5);
          } else {
            const Entry& context = counts.at(keys[i * kOrder + k - 1]);
            const Entry& suffix = counts.at(keys[(i + 1) * kOrder + k - 1]);
            weight = std::log(entry.probability / suffix.probability) - std::log(backoff(context));
          }
        }
        if (k + 1 < kOrder && type.letters[i + k] != kWordEnd) weight += std::log(backoff(entry));
        all_.push_back({key, static_cast<float>(weight),
                        static_cast<float>(static_cast<double>(entry.count) / root_total),
                        entry.types, static_cast<std::uint16_t>(language), entry.order});
      }
    }
    if (words) {
      const std::uint64_t key = whole_key(type.letters);
      const double a_million = type.count / word_total * 1e6;
      const double frequency = std::pow(type.count, kTypePower) / root_total;
      all_.push_back({key, static_cast<float>(kWholeWordWeight * std::log1p(a_million)),
                      static_cast<float>(kWholeWorth * frequency), 1,
                      static_cast<std::uint16_t>(language), kWholeWord});
    }
  }
}

void Trainer::count() {
  for (std::size_t l = 0; l < languages_.size(); ++l) {
    if (of_script_[languages_[l].script].size() > 1) count_language(l);
  }
  std::sort(all_.begin(), all_.end(), [](const Pair& a, const Pair& b) {
    return a.key != b.key ? a.key < b.key : a.language < b.language;
  });
  for (std::size_t i = 0; i < all_.size();) {
    std::size_t limit = i;
    const std::size_t script = languages_[all_[i].language].script;
    bool one_script = true;
    for (; limit < all_.size() && all_[limit].key == all_[i].key; ++limit) {
      one_script = one_script && languages_[all_[limit].language].script == script;
    }
    // Sequences of nothing but apostrophes and boundaries occur in several scripts.
    if (one_script) {
      keys_.push_back(all_[i].key);
      orders_.push_back(all_[i].order);
      scripts_.push_back(static_cast<std::uint16_t>(script));
      first_.push_back(static_cast<std::uint32_t>(weights_.size()));
      for (std::size_t j = i; j < limit; ++j) {
        weights_.push_back(static_cast<float>(kStartScale) * all_[j].weight);
        frequencies_.push_back(all_[j].frequency);
        pair_place_.push_back(static_cast<std::uint8_t>(place_in_script_[all_[j].language]));
        pair_types_.push_back(
            static_cast<std::uint8_t>(std::min<std::uint32_t>(all_[j].types, 255)));
      }
    }
    i = limit;
  }
  for (std::size_t script = 0; script < of_script_.size(); ++script) {
    if (of_script_[script].size() < 2 || spaceless(script)) continue;
    for (std::size_t letters = 1; letters < kUnknownLengths; ++letters) {
      keys_.push_back(unknown_key(script, letters));
      orders_.push_back(kUnknownWord);
      scripts_.push_back(static_cast<std::uint16_t>(script));
      first_.push_back(static_cast<std::uint32_t>(weights_.size()));
      for (std::size_t place = 0; place < of_script_[script].size(); ++place) {
        weights_.push_back(0);
        frequencies_.push_back(1);
        pair_place_.push_back(static_cast<std::uint8_t>(place));
        pair_types_.push_back(255);
      }
    }
  }
  first_.push_back(static_cast<std::uint32_t>(weights_.size()));
  all_ = {};
  biases_.assign(languages_.size(), 0.0F);
  std::fprintf(stderr, "%zu sequences, %zu weights\n", keys_.size(), weights_.size());
}

void Trainer::build_table() {
  std::size_t size = 1;
  while (size < keys_.size() * 2) size *= 2;
  table_.assign(size, {0, 0});
  for (std::size_t s = 0; s < keys_.size(); ++s) {
    std::size_t i = keys_[s] & (size - 1);
    while (table_[i].first != 0) i = (i + 1) & (size - 1);
    table_[i] = {keys_[s], static_cast<std::uint32_t>(s)};
  }
}

void Trainer::index_types() {
  build_table();
  first_of_type_.assign(languages_.size(), {});
  of_type_.assign(languages_.size(), {});
  word_cumulative_.assign(languages_.size(), {});
  for (std::size_t l = 0; l < languages_.size(); ++l) {
    const LanguageData& data = languages_[l];
    double cumulative = 0;
    for (const Type& type : data.types) {
      first_of_type_[l].push_back(static_cast<std::uint32_t>(of_type_[l].size()));
      const SequenceKeys keys = sequence_keys(type.letters);
      for (std::size_t i = 0; i + 1 < type.letters.size(); ++i) {
        // As the identifier does: what continues a sequence that is not kept is not looked for.
        for (std::size_t k = kShortest - 1; k < kOrder && keys[i * kOrder + k] != 0; ++k) {
          const std::int64_t s = find(keys[i * kOrder + k]);
          if (s < 0) break;
          of_type_[l].push_back(static_cast<std::uint32_t>(s));
        }
      }
      if (!spaceless(data.script)) {
        std::int64_t s = find(whole_key(type.letters));
        if (s < 0) s = find(unknown_key(data.script, type.letters.size() - 2));
        if (s >= 0) of_type_[l].push_back(static_cast<std::uint32_t>(s));
      }
      const bool drawn = !type.held_out && (type.letters.size() >= 6 || spaceless(data.script));
      cumulative += drawn ? std::pow(type.count, kSamplePower) : 0;
      word_cumulative_[l].push_back(cumulative);
    }
    first_of_type_[l].push_back(static_cast<std::uint32_t>(of_type_[l].size()));
  }
}

void Trainer::sample(std::size_t language, double kind, std::vector<std::uint32_t>& types) {
  types.clear();
  const auto& cumulative = word_cumulative_[language];
  if (kind < kShareOfWords && cumulative.back() > 0) {
    const double at = uniform() * cumulative.back();
    types.push_back(static_cast<std::uint32_t>(
        std::lower_bound(cumulative.begin(), cumulative.end(), at) - cumulative.begin()));
    return;
  }
  const auto& lines = languages_[language].lines;
  const auto& line = lines[random_() % lines.size()];
  std::size_t count = line.size();
  const std::size_t most = kind < kShareOfWords + kShareOfPairs ? 2 + random_() % 2 : kLongestLine;
  std::size_t start = 0;
  if (most < kLongestLine && uniform() < kLongPairShare &&
      !spaceless(languages_[language].script)) {
    // Words of some length that follow each other but for the short ones between.
    for (const std::uint32_t type : line) {
      if (languages_[language].types[type].letters.size() >= kLongWord + 2) types.push_back(type);
    }
    if (types.size() > most) {
      start = random_() % (types.size() - most + 1);
      types.erase(types.begin(), types.begin() + static_cast<std::ptrdiff_t>(start));
      types.resize(most);
    }
    strip(language, types);
    if (!types.empty()) return;
  }
  if (count > most) {
    start = random_() % (count - most + 1);
    count = most;
  }
  types.assign(line.begin() + static_cast<std::ptrdiff_t>(start),
               line.begin() + static_cast<std::ptrdiff_t>(start + count));
  strip(language, types);
}

/// Writes some examples without diacritics.
void Trainer::strip(std::size_t language, std::vector<std::uint32_t>& types) {
  const LanguageData& data = languages_[language];
  if (uniform() >= kPlainShare[data.has_word_list ? 1 : 0]) return;
  const std::size_t way = random_() % (data.has_word_list ? 2 : kPlainWays);
  for (std::uint32_t& type : types) type = data.types[type].plain[way];
}

/// Softmax over the languages of the script, AdaGrad. An own weight that rests on few words is
/// damped as if this word had been left out of the count (leave one out), else the model would
/// trust rare sequences that unseen words do not have. Many words of a new text are known, though,
/// so some examples leave out what they say only once in the corpora.
void Trainer::learn() {
  struct Cell {
    float weight;
    float used;       // rounded as the file will have it
    float gradients;  // squared, summed
    std::uint8_t place;
    std::uint8_t types;
    std::uint8_t rounding;  // 0: none, 1: to a step, 2: to a level
  };
  std::vector<Cell> cells(weights_.size());
  for (std::size_t p = 0; p < cells.size(); ++p) {
    cells[p] = {weights_[p],    weights_[p],    static_cast<float>(kStartGradient),
                pair_place_[p], pair_types_[p], 0};
  }
  std::array<float, 256> level_of{};
  const auto round = [&](Cell& cell) {
    if (cell.rounding == 0) {
      cell.used = cell.weight;
      return;
    }
    const auto step = std::clamp<long>(std::lrintf(cell.weight / kStep), -127, 127);
    cell.used = cell.rounding == 1 ? kStep * static_cast<float>(step)
                                   : level_of[static_cast<std::size_t>(step + 128)];
  };
  std::array<float, 256> damping{};
  damping[0] = 1;
  for (std::size_t i = 1; i < damping.size(); ++i) {
    damping[i] = 1 - 1 / static_cast<float>(i);
  }
  std::vector<double> cumulative;
  double total = 0;
  std::vector<std::size_t> common_in(of_script_.size(), 0);
  for (const LanguageData& data : languages_) {
    const double share = data.is_common ? 1 : kLesserShare;
    total += of_script_[data.script].size() < 2 ? 0 : share;
    cumulative.push_back(total);
    common_in[data.script] += data.is_common ? 1 : 0;
  }
  std::vector<std::array<std::uint32_t, kUnknownLengths>> unknown(of_script_.size());
  for (std::size_t script = 0; script < of_script_.size(); ++script) {
    for (std::size_t letters = 1; letters < kUnknownLengths; ++letters) {
      const std::int64_t s = find(unknown_key(script, letters));
      unknown[script][letters] = s < 0 ? kNoPrefix : static_cast<std::uint32_t>(s);
    }
  }
  struct Use {
    std::uint32_t first;
    std::uint32_t limit;
    bool damped;
  };
  std::vector<std::uint32_t> types;
  std::vector<Use> uses;
  std::array<float, 256> scores{};
  double loss = 0;
  std::size_t hits = 0;
  std::size_t seen = 0;
  auto next_fit = static_cast<std::size_t>(kRoundedFrom * static_cast<double>(examples_));
  for (std::size_t n = 0; n < examples_; ++n) {
    if (n == next_fit) {
      next_fit += examples_ / 10;
      std::array<double, 256> histogram{};
      for (std::uint32_t s = 0; s < keys_.size(); ++s) {
        if (!has_levels(s)) continue;
        for (std::uint32_t p = first_[s]; p < first_[s + 1]; ++p) {
          histogram[static_cast<std::size_t>(
              std::clamp<long>(std::lrintf(cells[p].weight / kStep), -127, 127) + 128)] += 1;
        }
      }
      const std::array<std::int8_t, 16> levels = find_levels(histogram);
      for (int step = -128; step < 128; ++step) {
        level_of[static_cast<std::size_t>(step + 128)] =
            kStep * static_cast<float>(levels[nearest_level(levels, step)]);
      }
      for (std::uint32_t s = 0; s < keys_.size(); ++s) {
        for (std::uint32_t p = first_[s]; p < first_[s + 1]; ++p) {
          cells[p].rounding = has_levels(s) ? 2 : 1;
          round(cells[p]);
        }
      }
    }
    const std::size_t language = static_cast<std::size_t>(
        std::lower_bound(cumulative.begin(), cumulative.end(), uniform() * total) -
        cumulative.begin());
    const LanguageData& data = languages_[language];
    const auto& rivals = of_script_[data.script];
    const std::uint32_t own = place_in_script_[language];
    sample(language, uniform(), types);
    std::size_t longest = kWholeWord;
    if (uniform() < kDropShare) longest = kShortestDrop + random_() % (kOrder + 1 - kShortestDrop);
    const bool narrowed =
        data.is_common && common_in[data.script] > 1 && uniform() < kNarrowedShare;
    const bool known = uniform() < kKnownShare;
    uses.clear();
    for (const std::uint32_t type : types) {
      for (std::uint32_t i = first_of_type_[language][type]; i < first_of_type_[language][type + 1];
           ++i) {
        std::uint32_t s = of_type_[language][i];
        const bool damped = !known || data.types[type].count <= 1;
        if (orders_[s] == kWholeWord &&
            (longest < kWholeWord || (damped && first_[s + 1] == first_[s] + 1))) {
          // Hidden, or known from this language alone and left out: then it is not known.
          s = unknown[data.script]
                     [std::min(data.types[type].letters.size() - 2, kUnknownLengths - 1)];
        }
        if (orders_[s] > longest && orders_[s] != kUnknownWord) continue;
        uses.push_back({first_[s], first_[s + 1], damped});
        const auto* cell = reinterpret_cast<const char*>(&cells[first_[s]]);
        __builtin_prefetch(cell);
        __builtin_prefetch(cell + 64);
      }
    }
    if (uses.empty()) continue;
    for (std::size_t l = 0; l < rivals.size(); ++l) scores[l] = biases_[rivals[l]];
    for (const Use& use : uses) {
      for (std::uint32_t p = use.first; p < use.limit; ++p) {
        const Cell& cell = cells[p];
        const bool damp = cell.place == own && use.damped;
        scores[cell.place] += damp ? cell.used * damping[cell.types] : cell.used;
      }
    }
    if (narrowed) {
      for (std::size_t l = 0; l < rivals.size(); ++l) {
        if (!languages_[rivals[l]].is_common) scores[l] = kNoRival;
      }
    }
    const auto rivals_end = scores.begin() + static_cast<std::ptrdiff_t>(rivals.size());
    const auto best = std::max_element(scores.begin(), rivals_end);
    const float most = *best;
    hits += best - scores.begin() == static_cast<std::ptrdiff_t>(own) ? 1 : 0;
    float sum = 0;
    for (auto score = scores.begin(); score != rivals_end; ++score) {
      *score = std::exp(*score - most);
      sum += *score;
    }
    for (auto score = scores.begin(); score != rivals_end; ++score) *score /= sum;
    loss -= std::log(std::max(1e-30, static_cast<double>(scores[own])));
    ++seen;
    scores[own] -= 1;
    const double way = static_cast<double>(n) / static_cast<double>(examples_);
    const auto rate = static_cast<float>(kRate * (1 - 0.95 * way));
    for (const Use& use : uses) {
      for (std::uint32_t p = use.first; p < use.limit; ++p) {
        Cell& cell = cells[p];
        float gradient = scores[cell.place];
        if (cell.place == own && use.damped) gradient *= damping[cell.types];
        if (std::abs(gradient) < 1e-4F) continue;
        cell.gradients += gradient * gradient;
        cell.weight -= rate * gradient / std::sqrt(cell.gradients);
        round(cell);
      }
    }
    for (std::size_t l = 0; l < rivals.size(); ++l) {
      biases_[rivals[l]] -= static_cast<float>(kBiasRate) * scores[l];
    }
    if ((n + 1) % (examples_ / 8) == 0) {
      std::fprintf(stderr, "%zu examples: loss %.4f, right %.4f\n", n + 1,
                   loss / static_cast<double>(seen),
                   static_cast<double>(hits) / static_cast<double>(seen));
      loss = 0;
      hits = seen = 0;
    }
  }
  for (std::size_t p = 0; p < cells.size(); ++p) weights_[p] = cells[p].used;
}

/// Number of each sequence without its last letter.
std::vector<std::uint32_t> Trainer::prefixes() {
  build_table();
  std::vector<std::uint32_t> prefix(keys_.size(), kNoPrefix);
  for (const LanguageData& data : languages_) {
    for (const Type& type : data.types) {
      const SequenceKeys keys = sequence_keys(type.letters);
      for (std::size_t i = 0; i + 1 < type.letters.size(); ++i) {
        std::int64_t last = -1;
        for (std::size_t k = kShortest - 1; k < kOrder && keys[i * kOrder + k] != 0; ++k) {
          const std::int64_t s = find(keys[i * kOrder + k]);
          if (s < 0) break;
          if (last >= 0) {
            prefix[static_cast<std::size_t>(s)] = static_cast<std::uint32_t>(last);
          }
          last = s;
        }
      }
    }
  }
  return prefix;
}

/// Keeps the weights that change scores most for their room: those that are worth more than
/// their bytes at a price that fills the file.
void Trainer::prune() {
  std::vector<float> worth(weights_.size());
  for (std::uint32_t s = 0; s < keys_.size(); ++s) {
    double frequency = 0;
    const auto share = [&](std::uint32_t p) {
      const LanguageData& data = languages_[of_script_[scripts_[s]][pair_place_[p]]];
      const double least = data.has_word_list ? 1.0 : data.is_common ? kUnlistedWorth : kRareWorth;
      return std::clamp(kSmallCorpus / static_cast<double>(data.bytes), least, 1.0);
    };
    for (std::uint32_t p = first_[s]; p < first_[s + 1]; ++p) {
      frequency += share(p) * static_cast<double>(frequencies_[p]);
    }
    for (std::uint32_t p = first_[s]; p < first_[s + 1]; ++p) {
      const double size = std::abs(static_cast<double>(weights_[p]));
      // A weight below a step would be 0 in the file.
      worth[p] = size < static_cast<double>(kStep)
                     ? 0.0F
                     : static_cast<float>(frequency * share(p) * std::pow(size, kWorthPower));
      if ((orders_[s] <= 2 && worth[p] > 0) || orders_[s] == kUnknownWord) worth[p] = 1e9F;
    }
  }
  struct Room {
    double bytes = 0;  // 0: the sequence is not worth its room
    std::size_t list = 0;
  };
  const std::vector<std::uint32_t> prefix = prefixes();
  const auto room_of = [&](std::uint32_t s, double price, bool needed) {
    std::size_t count = 0;
    double gain = 0;
    for (std::uint32_t p = first_[s]; p < first_[s + 1]; ++p) {
      const double net = static_cast<double>(worth[p]) - kPairBytes * price;
      if (net <= 0) continue;
      gain += net;
      ++count;
    }
    if (needed) {
      count = std::max<std::size_t>(count, 1);
    } else if (count == 0 || gain <= (kSlotBytes + (count > 6 ? kOutsideBytes : 0)) * price) {
      return Room{};
    }
    const std::size_t half = (count + 1) / 2;
    if (count <= 6) {
      return Room{kSlotBytes + 1.09 * static_cast<double>(count == 1 ? 2 : count + half), 0};
    }
    const std::size_t languages = of_script_[scripts_[s]].size();
    const std::size_t list = 1 + (count * 2 >= languages ? languages : count + half);
    return Room{kSlotBytes + 1.09 * 3 + static_cast<double>(list), list};
  };
  std::array<std::vector<std::uint32_t>, kUnknownWord + 1> of_order;
  for (std::uint32_t s = 0; s < keys_.size(); ++s) of_order[orders_[s]].push_back(s);
  std::vector<bool> kept;
  const auto total_of = [&](double price) {
    // Long ones first: what is kept needs its beginnings, see for_each_sequence().
    kept.assign(keys_.size(), false);
    Room total{kHeadBytes, 0};
    for (std::size_t order = kUnknownWord; order > 0; --order) {
      for (const std::uint32_t s : of_order[order]) {
        const Room own = room_of(s, price, kept[s]);
        if (own.bytes == 0) continue;
        total.bytes += own.bytes;
        total.list += own.list;
        kept[s] = true;
        if (prefix[s] != kNoPrefix) kept[prefix[s]] = true;
      }
    }
    return total;
  };
  double low = 0;
  double high = 1;
  for (int round = 0; round < 40; ++round) {
    const double price = round == 0 ? 0 : (low + high) / 2;
    const Room total = total_of(price);
    const bool fits = total.bytes <= static_cast<double>(max_bytes_) &&
                      static_cast<double>(total.list) < kMostListBytes;
    (fits ? high : low) = price;
    if (round == 0 && fits) break;
  }
  total_of(high);
  std::size_t write = 0;
  std::size_t written = 0;
  std::vector<std::uint32_t> first;
  for (std::uint32_t s = 0; s < keys_.size(); ++s) {
    if (!kept[s]) continue;
    first.push_back(static_cast<std::uint32_t>(written));
    const auto best = static_cast<std::uint32_t>(
        std::max_element(worth.begin() + first_[s], worth.begin() + first_[s + 1]) - worth.begin());
    for (std::uint32_t p = first_[s]; p < first_[s + 1]; ++p) {
      if (static_cast<double>(worth[p]) <= kPairBytes * high && p != best) continue;
      weights_[written] = weights_[p];
      pair_place_[written] = pair_place_[p];
      pair_types_[written] = pair_types_[p];
      ++written;
    }
    keys_[write] = keys_[s];
    orders_[write] = orders_[s];
    scripts_[write] = scripts_[s];
    ++write;
  }
  first.push_back(static_cast<std::uint32_t>(written));
  keys_.resize(write);
  orders_.resize(write);
  scripts_.resize(write);
  weights_.resize(written);
  weights_.shrink_to_fit();
  pair_place_.resize(written);
  pair_types_.resize(written);
  frequencies_ = {};
  first_ = std::move(first);
  std::fprintf(stderr, "pruned to %zu sequences, %zu weights\n", keys_.size(), weights_.size());
}

/// For each length, the factor on the scores that makes held-out text most probable.
std::array<float, 16> Trainer::calibrate(const std::vector<std::int8_t>& quantized) {
  struct Example {
    std::vector<float> scores;
    std::uint32_t own;
  };
  std::array<std::vector<Example>, 16> by_length;
  constexpr std::size_t kEach = 120;
  const auto add = [&](std::size_t language, const std::uint32_t* types, std::size_t count) {
    const auto& rivals = of_script_[languages_[language].script];
    Example example{std::vector<float>(rivals.size()), place_in_script_[language]};
    for (std::size_t l = 0; l < rivals.size(); ++l) example.scores[l] = biases_[rivals[l]];
    std::size_t letters = 0;
    for (std::size_t i = 0; i < count; ++i) {
      letters += languages_[language].types[types[i]].letters.size() - 2;
      for (std::uint32_t j = first_of_type_[language][types[i]];
           j < first_of_type_[language][types[i] + 1]; ++j) {
        const std::uint32_t s = of_type_[language][j];
        for (std::uint32_t p = first_[s]; p < first_[s + 1]; ++p) {
          example.scores[pair_place_[p]] += kStep * static_cast<float>(quantized[p]);
        }
      }
    }
    if (letters == 0) return;
    const auto bucket = static_cast<std::size_t>(std::log2(static_cast<double>(letters)) + 0.5);
    by_length[std::min<std::size_t>(bucket, 15)].push_back(std::move(example));
  };
  for (std::size_t l = 0; l < languages_.size(); ++l) {
    const LanguageData& data = languages_[l];
    if (of_script_[data.script].size() < 2) continue;
    std::size_t taken = 0;
    for (std::uint32_t t = 0; t < data.types.size() && taken < kEach; ++t) {
      if (data.types[t].held_out) {
        add(l, &t, 1);
        ++taken;
      }
    }
    taken = 0;
    for (const auto& line : data.held_out_lines) {
      if (taken++ == kEach) break;
      add(l, line.data(), std::min(line.size(), kLongestLine));
      const std::size_t start = random_() % line.size();
      add(l, line.data() + start, std::min<std::size_t>(line.size() - start, 2));
      add(l, line.data() + start, std::min<std::size_t>(line.size() - start, 5));
    }
  }
  std::array<float, 16> scales{};
  float last = 1;
  for (std::size_t b = 0; b < scales.size(); ++b) {
    if (by_length[b].size() >= 200) {
      double best_loss = 1e300;
      for (double factor = 0.1; factor < 3; factor *= 1.05) {
        double loss = 0;
        for (const Example& example : by_length[b]) {
          const float most = *std::max_element(example.scores.begin(), example.scores.end());
          double sum = 0;
          for (const float score : example.scores) {
            sum += std::exp(factor * static_cast<double>(score - most));
          }
          loss += std::log(sum) - factor * static_cast<double>(example.scores[example.own] - most);
        }
        if (loss < best_loss) {
          best_loss = loss;
          last = static_cast<float>(factor);
        }
      }
    }
    scales[b] = last;
    std::fprintf(stderr, "about %d letters: %zu texts, factor %.3f\n", 1 << b, by_length[b].size(),
                 static_cast<double>(last));
  }
  return scales;
}

std::string Trainer::finish() {
  std::vector<std::int8_t> quantized(weights_.size());
  for (std::size_t p = 0; p < weights_.size(); ++p) {
    quantized[p] =
        static_cast<std::int8_t>(std::clamp(std::lround(weights_[p] / kStep), -127L, 127L));
  }
  ModelSource model;
  model.step = kStep;
  model.scales = calibrate(quantized);
  model.page_of = code_points_.page_of;
  model.entries = code_points_.entries;
  for (std::size_t script = 0; script < of_script_.size(); ++script) {
    ModelSource::Script out;
    out.order = kOrder;
    out.whole_words = !spaceless(script);
    for (const std::size_t l : of_script_[script]) {
      const double prior = languages_[l].is_common ? 0 : std::log(kRare);
      out.languages.push_back({languages_[l].tag, biases_[l], static_cast<float>(prior)});
    }
    model.scripts.push_back(std::move(out));
  }
  for (std::size_t s = 0; s < keys_.size(); ++s) {
    ModelSource::Sequence sequence;
    sequence.key = keys_[s];
    sequence.script = scripts_[s];
    for (std::uint32_t p = first_[s]; p < first_[s + 1]; ++p) {
      if (quantized[p] != 0) sequence.weights.push_back({pair_place_[p], quantized[p]});
    }
    if (!sequence.weights.empty()) model.sequences.push_back(std::move(sequence));
  }
  return write_identify_model(model);
}

}  // namespace
}  // namespace punte::language::internal

int main(int argc, char** argv) {
  using punte::language::internal::die;
  if (argc < 3) die("usage: train_identifier CORPORA MODEL [--examples N] [--bytes N]");
  std::size_t examples = 64'000'000;
  std::size_t bytes = 15'900'000;
  for (int i = 3; i + 1 < argc; i += 2) {
    const std::string_view option(argv[i]);
    const auto value = static_cast<std::size_t>(std::strtoull(argv[i + 1], nullptr, 10));
    if (option == "--examples") {
      examples = value;
    } else if (option == "--bytes") {
      bytes = value;
    } else {
      die("unknown option " + std::string(option));
    }
  }
  const std::string model = punte::language::internal::Trainer(argv[1], examples, bytes).run();
  std::ofstream out(argv[2], std::ios::binary);
  out.write(model.data(), static_cast<std::streamsize>(model.size()));
  if (!out.flush()) die(std::string(argv[2]) + ": cannot be written");
  std::fprintf(stderr, "%s: %zu bytes\n", argv[2], model.size());
  return 0;
}
