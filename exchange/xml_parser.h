#ifndef PUNTE_EXCHANGE_XML_PARSER_H_
#define PUNTE_EXCHANGE_XML_PARSER_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "exchange/stream.h"

namespace punte::exchange {

/// The part of a name behind its namespace prefix.
[[nodiscard]] std::string_view local_name(std::string_view name);

/// Attributes as the parser gives them: name, value, name, value, nullptr.
using XmlAttributes = const char**;

/// The value of an attribute, or "".
[[nodiscard]] std::string_view attribute(XmlAttributes attributes, std::string_view name);

/// Hears what stands in an XML file. Names carry their prefixes: bound or not, they are let pass.
class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  virtual void start(std::string_view name, XmlAttributes attributes) = 0;
  virtual void end(std::string_view name) = 0;
  virtual void text(std::string_view text) = 0;
};

struct XmlLimits {
  std::size_t max_depth = 256;
  std::size_t max_tag_bytes = 16u << 20;
};

/// Streams an XML file of any encoding through expat to a handler. Nothing outside the file is ever
/// opened, and entities are bounded by expat's limit on amplification.
class XmlParser {
 public:
  XmlParser(ByteSource& source, const XmlLimits& limits);
  XmlParser(const XmlParser&) = delete;
  XmlParser& operator=(const XmlParser&) = delete;
  ~XmlParser();

  /// Reads to the end. Errors: what stop() was given; kSyntax with line and column; kLimit; kIo.
  [[nodiscard]] base::Result<void> run(XmlHandler& handler);

  /// Ends the reading with this error. For handlers; nothing more is heard after it.
  void stop(base::Error error);
  [[nodiscard]] bool stopped() const;

  /// True if run() ended because the file is not well-formed, so that what came before may be kept.
  [[nodiscard]] bool damaged() const;

  [[nodiscard]] std::int64_t line() const;
  [[nodiscard]] std::int64_t column() const;
  /// "file:line:column"
  [[nodiscard]] std::string where() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_XML_PARSER_H_
