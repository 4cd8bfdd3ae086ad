#include "exchange/resource_json.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "exchange/code_text.h"
#include "exchange/json_texts.h"
#include "exchange/language_names.h"
#include "exchange/resource_text.h"

namespace punte::exchange {
namespace {

// A file that nests deeper is none that was read.
constexpr std::size_t kMaxSteps = 256;
constexpr std::size_t kMaxGaps = 1000;  // of an array that is written as one
constexpr std::array<std::string_view, 6> kForms = {"zero", "one", "two", "few", "many", "other"};

bool is_form(std::string_view word) {
  return std::find(kForms.begin(), kForms.end(), word) != kForms.end();
}

std::string quoted(const std::string& text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

struct Leaf {
  std::string parent;  // the key of the object or array that holds it
  std::string key;
  std::string name;
  std::string text;
  std::size_t depth = 0;
};

/// The member that holds the text of a message, where all that the root has are messages.
std::string_view text_member(const std::vector<Leaf>& leaves) {
  for (const std::string_view member : {"message", "defaultMessage"}) {
    std::unordered_set<std::string> roots;
    std::unordered_set<std::string> with_text;
    for (const Leaf& leaf : leaves) {
      roots.insert(json_key({json_path(leaf.key).front()}));
      if (leaf.depth == 2 && leaf.name == member) with_text.insert(leaf.parent);
    }
    if (!roots.empty() && roots.size() == with_text.size()) return member;
  }
  return {};
}

/// i18next's "files_few" becomes "files[few]", where there is "files_other" as well.
void mark_forms(std::vector<Leaf>& leaves) {
  std::unordered_set<std::string> keys;
  for (const Leaf& leaf : leaves) keys.insert(leaf.key);
  for (Leaf& leaf : leaves) {
    const std::size_t mark = leaf.key.rfind('_');
    if (mark == std::string::npos || !is_form(std::string_view(leaf.key).substr(mark + 1))) {
      continue;
    }
    const std::string stem = leaf.key.substr(0, mark);
    if (!keys.contains(stem + "_other")) continue;
    leaf.key = stem + "[" + leaf.key.substr(mark + 1) + "]";
  }
}

/// The key as it is in a file: "files[few]" as "files_few".
std::string without_mark(const std::string& key) {
  const std::size_t open = key.rfind('[');
  if (open == std::string::npos || !key.ends_with("]")) return key;
  const std::string form = key.substr(open + 1, key.size() - open - 2);
  return is_form(form) ? key.substr(0, open) + "_" + form : key;
}

}  // namespace

Result<ResourceFile> read_json(ByteSource& source, const ReadOptions& options) {
  std::vector<Leaf> leaves;
  std::string locale;
  std::unordered_map<std::string, std::string> remarks;
  PUNTE_CHECK(for_each_json_text(
      source, options, [&](const JsonPath& path, std::string&& text) -> Result<void> {
        if (path.empty()) return {};
        const std::string& root = path.front().name;
        if (root == "@@locale") locale = read_language(text).tag;
        const bool is_remark =
            root.starts_with('@') && path.size() == 2 && path.back().name == "description";
        if (is_remark) remarks.emplace(json_key({{root.substr(1)}}), text);
        if (root.starts_with('@')) return {};
        const JsonPath above(path.begin(), path.end() - 1);
        leaves.push_back(
            {json_key(above), json_key(path), path.back().name, std::move(text), path.size()});
        return {};
      }));
  const std::string member(text_member(leaves));
  if (!member.empty()) {
    for (const Leaf& leaf : leaves) {
      if (leaf.name == "description") remarks.emplace(leaf.parent + "." + member, leaf.text);
    }
  }
  mark_forms(leaves);
  ResourceTexts out(options.max_segment_bytes);
  for (Leaf& leaf : leaves) {
    if (!member.empty() && (leaf.depth != 2 || leaf.name != member)) continue;
    const auto remark = remarks.find(leaf.key);
    std::string said = remark == remarks.end() ? std::string() : remark->second;
    PUNTE_CHECK(out.add({std::move(leaf.key), {std::move(leaf.text), {}}, std::move(said)}, 1,
                        source.name()));
  }
  ResourceFile file = out.take();
  if (locale != "und") file.language = std::move(locale);
  return file;
}

JsonWriter::JsonWriter(ByteSink& sink, PairLanguages languages)
    : sink_(sink), languages_(std::move(languages)), nodes_(1) {}

void JsonWriter::put(const std::string& key, std::string text) {
  const JsonPath path = json_path(without_mark(key));
  if (path.size() > kMaxSteps) return;
  std::size_t at = 0;
  for (const JsonStep& step : path) {
    // Two keys of which one is a part of the other cannot be in one file.
    if (at != 0 && !nodes_[at].text.empty()) return;
    const std::string name = step.is_place ? std::to_string(step.place) : step.name;
    if (!step.is_place) nodes_[at].has_names = true;
    const auto [place, is_new] = nodes_[at].places.try_emplace(name, nodes_.size());
    const std::size_t next = place->second;
    if (is_new) {
      nodes_[at].children.push_back(next);
      nodes_.push_back({name, {}, false, {}});
    }
    at = next;
  }
  Node& leaf = nodes_[at];
  if (leaf.text.empty() && leaf.children.empty()) leaf.text = std::move(text);
}

Result<void> JsonWriter::write(const language::Unit& unit) {
  for (const auto& [source, target] : pairs_of(unit, languages_)) {
    const auto key =
        std::find_if(unit.properties.begin(), unit.properties.end(),
                     [](const language::Property& property) { return property.type == "x-key"; });
    const std::string own =
        key != unit.properties.end() ? key->value : json_key({{native_text(source->text)}});
    put(own, native_text(target->text));
  }
  return {};
}

/// The children, those of an array in its order.
std::vector<std::size_t> JsonWriter::ordered(const Node& node, bool is_array) const {
  std::vector<std::size_t> out = node.children;
  if (!is_array) return out;
  std::sort(out.begin(), out.end(), [&](std::size_t a, std::size_t b) {
    return std::stoul(nodes_[a].name) < std::stoul(nodes_[b].name);
  });
  return out;
}

/// False where an array would be mostly gaps.
bool JsonWriter::is_dense(const Node& node) const {
  return std::all_of(node.children.begin(), node.children.end(), [&](std::size_t child) {
    return std::stoul(nodes_[child].name) < kMaxGaps + node.children.size();
  });
}

void JsonWriter::append(std::string& out, std::size_t node, std::size_t depth) const {
  const Node& own = nodes_[node];
  if (own.children.empty() && node != 0) {
    out += quoted(own.text);
    return;
  }
  const std::string indent(2 * (depth + 1), ' ');
  const bool is_array = !own.has_names && !own.children.empty() && is_dense(own);
  out += is_array ? "[" : "{";
  std::size_t written = 0;
  for (const std::size_t child : ordered(own, is_array)) {
    // What was not translated keeps its place.
    const std::size_t place = is_array ? std::stoul(nodes_[child].name) : written;
    for (; written < place; ++written) {
      out.append(written == 0 ? "\n" : ",\n").append(indent).append("\"\"");
    }
    out.append(written++ == 0 ? "\n" : ",\n").append(indent);
    if (!is_array) out += quoted(nodes_[child].name) + ": ";
    append(out, child, depth + 1);
  }
  if (written > 0) out.append("\n").append(2 * depth, ' ');
  out += is_array ? "]" : "}";
}

Result<void> JsonWriter::finish() {
  std::string out;
  append(out, 0, 0);
  out += '\n';
  return sink_.write(out);
}

}  // namespace punte::exchange
