#ifndef PUNTE_EXCHANGE_PO_HEADER_H_
#define PUNTE_EXCHANGE_PO_HEADER_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "exchange/tmx_header.h"

namespace punte::exchange {

/// The fields of a gettext catalogue's header, in their order.
class PoHeader {
 public:
  PoHeader() = default;
  explicit PoHeader(std::string_view text);

  /// The value of the first field of this name, whatever its case; "" where there is none.
  [[nodiscard]] std::string field(std::string_view name) const;
  /// Changes the field, or adds it at the end.
  void set(std::string_view name, std::string value);
  void remove(std::string_view name);
  /// Leaves only the fields that both say alike.
  void keep_common(const PoHeader& other);

  /// Canonical tags of what the header says in any of the ways that tools have, "" for nothing.
  [[nodiscard]] std::string source_language() const;
  [[nodiscard]] std::string target_language() const;
  /// The language of the team, for files whose name does not tell it either.
  [[nodiscard]] std::string team_language() const;

  [[nodiscard]] std::string text() const;

 private:
  std::vector<std::pair<std::string, std::string>> fields_;
};

/// Property of a file's header that carries that of a PO file, with its language.
inline constexpr const char* kPoHeader = "x-po-header";

/// The headers of the PO files of this language that `header` is united of; those of its region
/// alone, if there are any.
[[nodiscard]] std::vector<PoHeader> po_headers(const TmxHeader& header,
                                               const std::string& language);

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_PO_HEADER_H_
