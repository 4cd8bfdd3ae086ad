#ifndef PUNTE_EXCHANGE_PO_WRITER_H_
#define PUNTE_EXCHANGE_PO_WRITER_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "exchange/stream.h"
#include "language/unit.h"

namespace punte::exchange {

struct PoWriteOptions {
  std::string from;  ///< canonical tags; every pair of such variants of a unit is a message
  std::string to;
};

/// Streams a gettext catalogue in UTF-8. Context, references, flags and notes that read_po() found
/// come back; the units that it made of one plural message become that message again where they
/// follow each other. Inline codes are written as the native text they stand for. A unit whose
/// state says that it is not translated yet is fuzzy.
/// gettext knows a message once: another translation of the same text and context gets the context
/// "punte:2", "punte:3", ..., which read_po() takes away again. Same units, same bytes.
/// Memory: some 60 bytes a message, to know those that were written.
class PoWriter {
 public:
  PoWriter(ByteSink& sink, PoWriteOptions options);
  [[nodiscard]] base::Result<void> write(const language::Unit& unit);
  [[nodiscard]] base::Result<void> finish();

 private:
  struct Message {
    std::string context;
    std::string id;
    std::string plural;
    std::vector<std::string> forms;
    std::size_t form_count = 0;  // that the message has in all; 0: it has no plural
    std::string comments;
  };
  void put_header();
  void put(const Message& message);
  void put_open();
  [[nodiscard]] Message message_of(const language::Unit& unit, const language::Variant& source,
                                   const language::Variant& target) const;
  void add(Message message, std::size_t form);

  ByteSink& sink_;
  PoWriteOptions options_;
  std::string out_;
  Message open_;                                  // a plural message whose further forms may follow
  std::map<std::uint64_t, std::uint32_t> times_;  // by the hash of context and text
};

/// Properties that carry what PO says of a message.
inline constexpr const char* kPoContext = "x-po-context";
inline constexpr const char* kPoReference = "x-po-reference";
inline constexpr const char* kPoFlags = "x-po-flags";  ///< "c-format", without "fuzzy"
inline constexpr const char* kPoDomain = "x-po-domain";
inline constexpr const char* kPoForm = "x-po-form";          ///< "0/3": which of the plural forms
inline constexpr const char* kPoOther = "x-po-other";        ///< the message's other text
inline constexpr const char* kPoPrevious = "x-po-previous";  ///< of the text before it changed

/// Value of gettext's Plural-Forms for a language, or "" where it is not known.
[[nodiscard]] std::string plural_forms(const std::string& language);

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_PO_WRITER_H_
