#include "page/start_tag.h"

#include <string>

#include "base/ascii.h"
#include "base/escape.h"

namespace punte::page::internal {
namespace {

using language::Span;

/// The attribute `name` of a start tag: its value with quotes, or where to put it.
struct AttributePlace {
  Span value;  // as offsets into the tag; with quotes
  bool found = false;
};

AttributePlace find_attribute(std::string_view tag, std::string_view name) {
  std::size_t i = 1;
  while (i < tag.size() && !base::is_blank(tag[i]) && tag[i] != '>' && tag[i] != '/') ++i;
  const AttributePlace after_name{{i, i}, false};
  while (i < tag.size() && tag[i] != '>') {
    if (base::is_blank(tag[i]) || tag[i] == '/') {
      ++i;
      continue;
    }
    const std::size_t start = i;
    while (i < tag.size() && !base::is_blank(tag[i]) && tag[i] != '=' && tag[i] != '>' &&
           tag[i] != '/') {
      ++i;
    }
    const std::string attribute = base::lower(tag.substr(start, i - start));
    if (i == start) {
      ++i;  // a stray "="
      continue;
    }
    std::size_t equals = i;
    while (equals < tag.size() && base::is_blank(tag[equals])) ++equals;
    Span value{i, i};
    if (equals < tag.size() && tag[equals] == '=') {
      i = equals + 1;
      while (i < tag.size() && base::is_blank(tag[i])) ++i;
      value.start = i;
      if (i < tag.size() && (tag[i] == '"' || tag[i] == '\'')) {
        const std::size_t end = tag.find(tag[i], i + 1);
        if (end == std::string_view::npos) return after_name;
        i = end + 1;
      } else {
        while (i < tag.size() && !base::is_blank(tag[i]) && tag[i] != '>') ++i;
      }
      value.limit = i;
      if (attribute == name) return {value, true};
    } else if (attribute == name) {
      return after_name;  // an attribute without value: ours in front of it is what counts
    }
  }
  return after_name;
}

}  // namespace

TextEdit set_attribute(std::string_view source, Span tag, std::string_view name,
                       std::string_view value) {
  const AttributePlace place =
      find_attribute(source.substr(tag.start, tag.limit - tag.start), name);
  const Span span{tag.start + place.value.start, tag.start + place.value.limit};
  std::string quoted = "\"" + base::escaped_attribute(value) + "\"";
  if (place.found) return {span, std::move(quoted)};
  return {span, " " + std::string(name) + "=" + quoted};
}

}  // namespace punte::page::internal
