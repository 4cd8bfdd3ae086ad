#include "page/site_memory.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <tuple>

#include "base/ascii.h"
#include "base/hash.h"
#include "language/language_tag.h"

namespace punte::page {
namespace {

constexpr std::size_t kMostTexts = 200'000;
constexpr std::size_t kMostLanguages = 1'000;
constexpr std::size_t kMostVotes = 4;  // languages of one text
constexpr std::size_t kMostStoredTexts = 20'000;
constexpr std::size_t kMostKnownPages = 4'096;  // twice as many in memory
constexpr std::size_t kMostBytes = std::size_t{64} << 20U;
constexpr std::string_view kMagic = "punte site 1\n";

// A text recurs on this many pages; where there are not many pages yet, on two.
constexpr std::uint32_t kRecurs = 3;
constexpr std::size_t kFewPages = 4;
// A longer text that recurs in articles is as a rule a part of them: terms, a licence.
constexpr std::size_t kLongestFurniture = 300;
// And where so much of the article recurs, the whole page does.
constexpr double kMostOfArticle = 0.3;
// The pages agree on a language if it has so much of their say.
constexpr float kAgreed = 0.6F;

/// Of a sequence of texts, which are kept apart. Stored in files: do not change.
std::uint64_t hash_of(std::string_view text, std::uint64_t hash = base::kFnvStart) {
  constexpr std::uint64_t kEnd = 0x1FF;  // no byte
  return (base::fnv1a(text, hash) ^ kEnd) * base::kFnvPrime;
}

/// Texts of the same letters on pages in two languages are two texts.
std::uint64_t key_of(const Page& page, const Block& block) {
  return hash_of(block.text.text, hash_of(language::primary_language(page.declared_language)));
}

void append(std::string& out, std::uint64_t value, std::size_t bytes) {
  for (std::size_t i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 0xFFU);
}

/// Reads what append() wrote; `good` is false from the first missing byte on.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}
  std::uint64_t number(std::size_t size) {
    std::uint64_t value = 0;
    const std::string_view part = text(size);
    for (std::size_t i = 0; i < part.size(); ++i) {
      value |= std::uint64_t{static_cast<unsigned char>(part[i])} << (8 * i);
    }
    return value;
  }
  std::string_view text(std::size_t size) {
    if (size > bytes_.size()) {
      good_ = false;
      bytes_ = {};
      return {};
    }
    const std::string_view out = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return out;
  }
  [[nodiscard]] bool good() const { return good_; }
  [[nodiscard]] std::size_t left() const { return bytes_.size(); }

 private:
  std::string_view bytes_;
  bool good_ = true;
};

}  // namespace

std::uint32_t SiteMemory::language(const std::string& tag) {
  const auto found = std::find(languages_.begin(), languages_.end(), tag);
  if (found != languages_.end()) return static_cast<std::uint32_t>(found - languages_.begin());
  if (languages_.size() == kMostLanguages) return std::numeric_limits<std::uint32_t>::max();
  languages_.push_back(tag);
  return static_cast<std::uint32_t>(languages_.size() - 1);
}

void SiteMemory::vote(Text& text, std::uint32_t language, float confidence) const {
  if (language >= languages_.size()) return;
  const auto found = std::find_if(text.languages.begin(), text.languages.end(),
                                  [&](const auto& entry) { return entry.first == language; });
  if (found != text.languages.end()) {
    found->second += confidence;
  } else if (text.languages.size() < kMostVotes) {
    text.languages.emplace_back(language, confidence);
  }
}

bool SiteMemory::recurs(const Text& text) const {
  return text.pages >= kRecurs || (text.pages == 2 && pages_ <= kFewPages);
}

void SiteMemory::learn(const Page& page) {
  if (page.blocks.empty()) return;
  std::uint64_t whole = hash_of(page.declared_language);
  for (const Block& block : page.blocks) whole = hash_of(block.text.text, whole);
  if (!known_pages_.insert(whole).second) return;
  page_order_.push_back(whole);
  ++pages_;
  if (page_order_.size() > 2 * kMostKnownPages) {
    const auto limit = page_order_.begin() + static_cast<std::ptrdiff_t>(kMostKnownPages);
    for (auto old = page_order_.begin(); old != limit; ++old) known_pages_.erase(*old);
    page_order_.erase(page_order_.begin(), limit);
  }
  std::unordered_set<std::uint64_t> here;
  for (const Block& block : page.blocks) {
    const std::uint64_t key = key_of(page, block);
    if (!here.insert(key).second) continue;
    Text& text = texts_[key];
    ++text.pages;
    if (block.language == "und") continue;
    vote(text, language(block.language), static_cast<float>(block.confidence));
  }
  if (texts_.size() > kMostTexts) {
    std::erase_if(texts_, [](const auto& entry) { return entry.second.pages == 1; });
    if (texts_.size() > kMostTexts) texts_.clear();
  }
}

void SiteMemory::apply(Page& page) const {
  if (pages_ < 2) return;
  std::vector<const Text*> known(page.blocks.size(), nullptr);
  std::size_t article = 0;
  std::size_t recurring = 0;
  for (std::size_t i = 0; i < page.blocks.size(); ++i) {
    const Block& block = page.blocks[i];
    const auto found = texts_.find(key_of(page, block));
    const bool again = found != texts_.end() && recurs(found->second);
    if (again) known[i] = &found->second;
    if (block.role != Role::kBody) continue;
    article += block.text.text.size();
    if (again) recurring += block.text.text.size();
  }
  const bool same_page =
      static_cast<double>(recurring) > kMostOfArticle * static_cast<double>(article);
  for (std::size_t i = 0; i < page.blocks.size(); ++i) {
    if (known[i] == nullptr) continue;
    Block& block = page.blocks[i];
    const Text& text = *known[i];
    if (block.role == Role::kBody && !same_page && block.text.text.size() <= kLongestFurniture) {
      block.role = Role::kChrome;
      block.role_confidence = 1 - 1 / (1 + static_cast<double>(text.pages));
    }
    if (block.role == Role::kBody || text.languages.empty()) continue;
    const auto best =
        std::max_element(text.languages.begin(), text.languages.end(),
                         [](const auto& a, const auto& b) { return a.second < b.second; });
    float all = 0;
    for (const auto& [index, sum] : text.languages) all += sum;
    // Where most pages found no language, there is none.
    const float share = best->second / std::max(all, static_cast<float>(text.pages) / 2);
    if (share < kAgreed) continue;
    if (block.language != languages_[best->first]) block.confidence = 0;
    block.language = languages_[best->first];
    block.confidence = std::max(block.confidence, std::min(0.99, static_cast<double>(share)));
  }
}

std::string SiteMemory::encode() const {
  std::vector<std::pair<std::uint64_t, const Text*>> order;
  order.reserve(texts_.size());
  for (const auto& [key, text] : texts_) order.emplace_back(key, &text);
  std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
    return std::tuple(b.second->pages, a.first) < std::tuple(a.second->pages, b.first);
  });
  order.resize(std::min(order.size(), kMostStoredTexts));
  std::string out(kMagic);
  append(out, pages_, 4);
  append(out, languages_.size(), 2);
  for (const std::string& tag : languages_) {
    append(out, std::min<std::size_t>(tag.size(), 255), 1);
    out += tag.substr(0, 255);
  }
  append(out, order.size(), 4);
  for (const auto& [key, text] : order) {
    append(out, key, 8);
    append(out, text->pages, 4);
    append(out, text->languages.size(), 1);
    for (const auto& [index, sum] : text->languages) {
      append(out, index, 2);
      append(out, std::bit_cast<std::uint32_t>(sum), 4);
    }
  }
  const std::size_t first = page_order_.size() - std::min(page_order_.size(), kMostKnownPages);
  append(out, page_order_.size() - first, 4);
  for (std::size_t i = first; i < page_order_.size(); ++i) append(out, page_order_[i], 8);
  return out;
}

std::optional<SiteMemory> SiteMemory::decode(std::string_view bytes) {
  if (bytes.size() > kMostBytes || !bytes.starts_with(kMagic)) return std::nullopt;
  Reader in(bytes.substr(kMagic.size()));
  SiteMemory out;
  out.pages_ = in.number(4);
  const std::size_t languages = in.number(2);
  if (languages > kMostLanguages) return std::nullopt;
  for (std::size_t i = 0; i < languages && in.good(); ++i) {
    out.languages_.emplace_back(in.text(in.number(1)));
  }
  const std::size_t texts = in.number(4);
  for (std::size_t i = 0; i < texts && in.good(); ++i) {
    const std::uint64_t key = in.number(8);
    Text text;
    text.pages = static_cast<std::uint32_t>(in.number(4));
    const std::size_t votes = in.number(1);
    for (std::size_t k = 0; k < votes && in.good(); ++k) {
      const auto index = static_cast<std::uint32_t>(in.number(2));
      const auto sum = std::bit_cast<float>(static_cast<std::uint32_t>(in.number(4)));
      if (!std::isfinite(sum) || sum < 0) return std::nullopt;
      out.vote(text, index, sum);
    }
    out.texts_.insert_or_assign(key, std::move(text));
  }
  const std::size_t pages = in.number(4);
  for (std::size_t i = 0; i < pages && in.good(); ++i) {
    const std::uint64_t page = in.number(8);
    if (out.known_pages_.insert(page).second) out.page_order_.push_back(page);
  }
  if (!in.good() || in.left() > 0) return std::nullopt;
  return out;
}

std::string site_of_address(std::string_view address) {
  const std::size_t scheme = address.find("://");
  if (scheme == std::string_view::npos) return {};
  std::string_view host = address.substr(scheme + 3);
  host = host.substr(0, host.find_first_of("/?#"));
  if (const std::size_t user = host.rfind('@'); user != std::string_view::npos) {
    host.remove_prefix(user + 1);
  }
  host = host.substr(0, host.find(':'));
  std::string out = base::lower(host);
  if (out.starts_with("www.")) out.erase(0, 4);
  return out;
}

}  // namespace punte::page
