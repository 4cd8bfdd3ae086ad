#ifndef PUNTE_PAGE_EVIDENCE_H_
#define PUNTE_PAGE_EVIDENCE_H_

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "page/tree.h"

namespace punte::page::internal {

/// What the identifier says of each block by itself. Equal texts are judged once.
class Evidence {
 public:
  /// `tree` must outlive this.
  explicit Evidence(const Tree& tree);

  /// Logits of languages() for block `i`; null where the text has no word to judge by: "16.5 C".
  [[nodiscard]] const std::vector<float>* of(std::size_t i) const { return blocks_[i]; }
  /// The same for attribute `i`.
  [[nodiscard]] const std::vector<float>* of_attribute(std::size_t i) const {
    return attributes_[i];
  }
  [[nodiscard]] static const std::vector<std::string>& languages();

 private:
  [[nodiscard]] const std::vector<float>* judge(const std::string& text);
  [[nodiscard]] const std::string& parted(const RawBlock& block);

  std::deque<std::string> parted_;  // texts that are no block's as they are
  std::vector<const std::vector<float>*> blocks_;
  std::vector<const std::vector<float>*> attributes_;
  std::unordered_map<std::string_view, std::vector<float>> texts_;
};

}  // namespace punte::page::internal

#endif  // PUNTE_PAGE_EVIDENCE_H_
