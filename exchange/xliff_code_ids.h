#ifndef PUNTE_EXCHANGE_XLIFF_CODE_IDS_H_
#define PUNTE_EXCHANGE_XLIFF_CODE_IDS_H_

#include <cstddef>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "language/marked_text.h"

namespace punte::exchange {

/// XML's NMTOKEN, of which ASCII is enough.
[[nodiscard]] bool is_name(std::string_view text);

/// A code half that stands at the end of something.
[[nodiscard]] bool is_closing(const language::InlineCode& code);

/// A half without the other one, `paired` being whether it has a partner in its text.
[[nodiscard]] bool is_half(const language::InlineCode& code, bool paired);

/// A text with what its codes are called.
struct Named {
  const language::MarkedText* text = nullptr;
  std::vector<std::size_t> partners;
  std::vector<std::string> ids;  // both halves of a pair have the same
};

/// Gives the codes of one unit the ids that they have in XLIFF.
class CodeNames {
 public:
  void reserve(const std::string& id) { used_.insert(id); }

  [[nodiscard]] Named source(const language::MarkedText& text);
  /// Codes that the source has too are called as they are there.
  [[nodiscard]] Named like(const Named& source, const language::MarkedText& text);

 private:
  [[nodiscard]] std::string fresh(const std::string& wish);

  std::set<std::string, std::less<>> used_;
  std::size_t last_ = 0;
};

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_XLIFF_CODE_IDS_H_
