#ifndef PUNTE_EXCHANGE_XML_INPUT_H_
#define PUNTE_EXCHANGE_XML_INPUT_H_

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "exchange/stream.h"

namespace punte::exchange {

/// The bytes of an XML file as UTF-8 in pieces, whatever their encoding: found by the byte order
/// mark, else by the zero bytes of the first letter, else by the XML declaration (default UTF-8).
/// A parser is told "UTF-8" and so does not read the declaration's encoding again.
/// UTF-8 is handed through as it is, so that the parser names the place of an ill-formed byte.
class XmlInput {
 public:
  /// Errors: kSyntax for an empty file, kUnsupported for an encoding that ICU does not know, kIo.
  /// `lenient`: bytes that the encoding does not have become U+FFFD instead of ending the input.
  [[nodiscard]] static base::Result<XmlInput> open(ByteSource& source, bool lenient);
  XmlInput(XmlInput&&) noexcept;
  XmlInput& operator=(XmlInput&&) noexcept;
  ~XmlInput();

  /// The next piece, of about `want` bytes; empty at the end. Valid until the next call.
  [[nodiscard]] base::Result<std::string_view> next(std::size_t want);

  /// True once next() has met bytes that the encoding does not have; what came before was given.
  [[nodiscard]] bool ill_formed() const;
  /// "ISO-8859-2", or empty for UTF-8.
  [[nodiscard]] const std::string& encoding() const;
  /// True if the declaration says UTF-16 and the bytes are UTF-8: a tool forgot to set it right.
  [[nodiscard]] bool declaration_is_wrong() const;

 private:
  struct State;
  explicit XmlInput(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_XML_INPUT_H_
