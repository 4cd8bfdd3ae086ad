#ifndef PUNTE_EXCHANGE_RESOURCE_JSON_H_
#define PUNTE_EXCHANGE_RESOURCE_JSON_H_

#include <string>
#include <unordered_map>
#include <vector>

#include "exchange/pairs.h"
#include "exchange/resources.h"
#include "exchange/stream.h"

namespace punte::exchange {

/// Reads the texts of a web program or an extension as JSON: flat or nested, arrays; of Chrome's
/// files the member "message" with "description" as its remark, of FormatJS's "defaultMessage"; of
/// Flutter's .arb files what "@key" says as the remark, and the language of "@@locale". Keys are
/// those of json_key(). Errors: those of for_each_json_text() and read_resource().
[[nodiscard]] Result<ResourceFile> read_json(ByteSource& source, const ReadOptions& options);

/// Writes the texts in one language as nested JSON, by the keys that read_json() gave; a unit
/// without a key is a member called as its text in the other language. Of one key the first text
/// counts. Memory: that of the texts. Same units, same bytes.
class JsonWriter {
 public:
  JsonWriter(ByteSink& sink, PairLanguages languages);
  [[nodiscard]] base::Result<void> write(const language::Unit& unit);
  [[nodiscard]] base::Result<void> finish();

 private:
  struct Node {
    std::string name;
    std::string text;
    bool has_names = false;  // of its children; else it is an array
    std::vector<std::size_t> children;
    std::unordered_map<std::string, std::size_t> places = {};  // of children, by name
  };
  void put(const std::string& key, std::string text);
  [[nodiscard]] std::vector<std::size_t> ordered(const Node& node, bool is_array) const;
  [[nodiscard]] bool is_dense(const Node& node) const;
  void append(std::string& out, std::size_t node, std::size_t depth) const;

  ByteSink& sink_;
  PairLanguages languages_;
  std::vector<Node> nodes_;  // the first is the root
};

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_RESOURCE_JSON_H_
