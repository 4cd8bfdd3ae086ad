#ifndef PUNTE_EXCHANGE_JSON_TEXTS_H_
#define PUNTE_EXCHANGE_JSON_TEXTS_H_

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "exchange/reading.h"
#include "exchange/stream.h"

namespace punte::exchange {

/// A step from a JSON document's root to one of its values: a member's name or a place in an array.
struct JsonStep {
  std::string name;
  std::size_t place = 0;
  bool is_place = false;
};
using JsonPath = std::vector<JsonStep>;

/// Called for each string in the order of the document.
using JsonTextSink = std::function<Result<void>(const JsonPath& path, std::string&& text)>;

/// Gives the strings of a JSON document, which may be UTF-8 or UTF-16 and may have comments. Other
/// values are passed over. Errors: kSyntax with line and column, kLimit for more than 64 MB and for
/// options.max_depth, kIo, and those of the sink. Memory: the file's size.
[[nodiscard]] Result<void> for_each_json_text(ByteSource& source, const ReadOptions& options,
                                              const JsonTextSink& sink);

/// The path as one text: "menu.open", "days[0]"; a dot, bracket or backslash of a name is escaped
/// with a backslash.
[[nodiscard]] std::string json_key(const JsonPath& path);
/// json_key() undone, for any text.
[[nodiscard]] JsonPath json_path(const std::string& key);

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_JSON_TEXTS_H_
