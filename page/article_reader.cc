#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "page/markdown.h"
#include "page/text_reader.h"

namespace punte::page::internal {
namespace {

/// A member of the outermost object: its name and, of a string, its text.
struct Member {
  std::string name;
  std::optional<Part> value;
};

/// Reads the outermost object of a JSON text. Other values are passed over by their brackets; what
/// is not JSON gives nothing.
class Reader {
 public:
  explicit Reader(std::string_view json) : json_(json) {}

  std::optional<std::vector<Member>> read() {
    std::vector<Member> members;
    if (!take('{')) return std::nullopt;
    if (take('}')) return at_end() ? std::optional(std::move(members)) : std::nullopt;
    do {
      skip_blanks();
      auto name = string();
      if (!name || !take(':')) return std::nullopt;
      skip_blanks();
      Member member{std::move(name->text), std::nullopt};
      if (at_ < json_.size() && json_[at_] == '"') {
        member.value = string();
        if (!member.value) return std::nullopt;
      } else if (!skip_value()) {
        return std::nullopt;
      }
      members.push_back(std::move(member));
    } while (take(','));
    if (!take('}') || !at_end()) return std::nullopt;
    return members;
  }

 private:
  void skip_blanks() {
    while (at_ < json_.size() && base::is_blank(json_[at_])) ++at_;
  }
  bool take(char sign) {
    skip_blanks();
    if (at_ >= json_.size() || json_[at_] != sign) return false;
    ++at_;
    return true;
  }
  bool at_end() {
    skip_blanks();
    return at_ == json_.size();
  }

  std::optional<Part> string() {
    if (at_ >= json_.size() || json_[at_] != '"') return std::nullopt;
    Part part;
    for (++at_; at_ < json_.size() && json_[at_] != '"';) {
      if (json_[at_] == '\\') {
        if (!escape(part)) return std::nullopt;
        continue;
      }
      const std::size_t start = at_;
      while (at_ < json_.size() && json_[at_] != '"' && json_[at_] != '\\') ++at_;
      part.add(json_.substr(start, at_ - start), start);
    }
    if (at_ >= json_.size()) return std::nullopt;
    part.end(at_++);
    return part;
  }

  /// Four hexadecimal digits after "\u" at `at`.
  [[nodiscard]] std::optional<std::uint32_t> hexadecimal(std::size_t at) const {
    if (json_.substr(at, 2) != "\\u" || at + 6 > json_.size()) return std::nullopt;
    std::uint32_t code = 0;
    const char* limit = json_.data() + at + 6;
    if (std::from_chars(json_.data() + at + 2, limit, code, 16).ptr != limit) return std::nullopt;
    return code;
  }

  bool escape(Part& part) {
    constexpr std::string_view kNames = "\"\\/bfnrt";
    constexpr std::string_view kMeaning = "\"\\/\b\f\n\r\t";
    const std::size_t start = at_;
    if (at_ + 1 >= json_.size()) return false;
    std::string letter;
    if (const auto high = hexadecimal(at_)) {
      at_ += 6;
      char32_t c = *high;
      const auto low = c >= 0xD800 && c < 0xDC00 ? hexadecimal(at_) : std::nullopt;
      if (low && *low >= 0xDC00 && *low < 0xE000) {
        c = 0x10000 + ((c - 0xD800) << 10U) + (*low - 0xDC00);
        at_ += 6;
      }
      language::append_utf8(letter, c == 0 ? 0xFFFD : c);
    } else {
      const std::size_t meaning = kNames.find(json_[at_ + 1]);
      if (meaning == std::string_view::npos) return false;
      letter = kMeaning[meaning];
      at_ += 2;
    }
    part.add(letter, start);
    // What follows is in a run of its own, however long the escape is.
    part.runs.push_back({part.text.size(), at_});
    return true;
  }

  bool skip_value() {
    const std::size_t start = at_;
    std::string brackets;
    do {
      skip_blanks();
      if (at_ >= json_.size()) return false;
      const char c = json_[at_];
      if (c == '"') {
        if (!string()) return false;
      } else if (c == '{' || c == '[') {
        brackets += c == '{' ? '}' : ']';
        ++at_;
      } else if (c == '}' || c == ']') {
        if (brackets.empty() || brackets.back() != c) return at_ > start;
        brackets.pop_back();
        ++at_;
      } else if (base::is_alnum(c) || c == '-' || c == '+' || c == '.') {
        while (at_ < json_.size() && (base::is_alnum(json_[at_]) || json_[at_] == '-' ||
                                      json_[at_] == '+' || json_[at_] == '.')) {
          ++at_;
        }
      } else if (!brackets.empty() && (c == ',' || c == ':')) {
        ++at_;
      } else {
        return false;
      }
    } while (!brackets.empty());
    return at_ > start;
  }

  std::string_view json_;
  std::size_t at_ = 0;
};

const Member* find(const std::vector<Member>& members, std::string_view name) {
  for (const Member& member : members) {
    if (member.name == name && member.value && !base::is_blank(member.value->text)) return &member;
  }
  return nullptr;
}

const Member* text_of(const std::vector<Member>& members) {
  const Member* text = find(members, "text");
  return text != nullptr ? text : find(members, "raw_text");
}

void append(const Member* member, Role role, Tree& tree) {
  if (member == nullptr) return;
  const std::size_t first = tree.blocks.size();
  append_text(*member->value, Syntax::kJson, member->name + "/", tree);
  for (std::size_t i = first; i < tree.blocks.size(); ++i) tree.blocks[i].known_role = role;
}

}  // namespace

bool is_article(std::string_view json) {
  const auto members = Reader(json).read();
  return members && text_of(*members) != nullptr;
}

base::Result<Tree> read_article(std::string_view json) {
  const auto members = Reader(json).read();
  const Member* text = members ? text_of(*members) : nullptr;
  if (text == nullptr) {
    return base::fail(base::ErrorCode::kSyntax,
                      PUNTE_MSG("this is no JSON of an article: it has no \"text\""));
  }
  Tree tree;
  tree.is_text = true;
  tree.names.emplace_back();
  tree.elements.push_back({0, "article", 0, 0, {}, 0, {}});
  const Member* title = find(*members, "title");
  if (title != nullptr) tree.title = title->value->text;
  append(title, Role::kTitle, tree);
  append(text, Role::kBody, tree);
  append(find(*members, "comments"), Role::kOther, tree);
  for (const char* name : {"source", "url"}) {
    const Member* address = find(*members, name);
    if (address != nullptr && tree.hints.address.empty()) {
      tree.hints.address = address->value->text;
    }
  }
  if (const Member* language = find(*members, "language"); language != nullptr) {
    read_meta("language", language->value->text, tree.hints);
  }
  return tree;
}

}  // namespace punte::page::internal
