#ifndef PUNTE_EXCHANGE_PO_WRITER_H_
#define PUNTE_EXCHANGE_PO_WRITER_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "exchange/pairs.h"
#include "exchange/plural_rule.h"
#include "exchange/po_header.h"
#include "exchange/stream.h"
#include "exchange/tmx_header.h"
#include "language/unit.h"

namespace punte::exchange {

struct PoWriteOptions {
  PairLanguages languages;  ///< each pair of a unit is a message
  TmxHeader header = {};    ///< of the files that the units came from
};

/// Streams a gettext catalogue in UTF-8. What read_po() found of a message comes back: context,
/// references, flags, notes, domain, what it was before it changed, and "fuzzy" where its state
/// says that it is not ready. The units that it made of one plural message become that message
/// again, wherever they are. Plural-Forms is that of the file that the units came from; of several,
/// the one with most forms, and messages of other rules are given the forms of this one that agree
/// with theirs. A message that lacks a form is fuzzy. Inline codes are written as the native text
/// they stand for.
/// gettext knows a message once: another translation of the same text and context gets the context
/// "punte:2", "punte:3", ..., which read_po() takes away again. Same units, same bytes.
/// Memory: some 60 bytes a message, to know those that were written, and the plural messages.
class PoWriter {
 public:
  PoWriter(ByteSink& sink, PoWriteOptions options);
  [[nodiscard]] base::Result<void> write(const language::Unit& unit);
  [[nodiscard]] base::Result<void> finish();

 private:
  struct Message {
    std::string domain;
    std::optional<std::string> context;
    std::string id;
    std::string plural;
    std::vector<std::optional<std::string>> forms;
    bool has_plural = false;
    bool fuzzy = false;
    std::string comments;  // up to the references
    std::string flags;
    std::string previous;
  };
  /// A plural message with all that was read of it.
  struct Plural {
    std::optional<Message> open;                    // lacks forms
    std::vector<std::optional<std::string>> whole;  // of the last one that lacked none
  };
  void put_header();
  void put(const Message& message);
  [[nodiscard]] std::vector<std::string> fitted(const Message& message) const;
  [[nodiscard]] static Message message_of(const language::Unit& unit, const Pair& pair,
                                          const std::string& asked);
  void add(Message message, std::size_t form);
  void add_form(Plural& plural, Message message, std::size_t form);
  static void complete(Plural& plural);

  ByteSink& sink_;
  PairLanguages languages_;
  std::vector<PoHeader> headers_;
  std::vector<language::Note> notes_;
  std::vector<PluralRule> rules_;  // of the headers and of the language; the first one is written
  std::string out_;
  std::string domain_;
  std::map<std::string, Plural> plurals_;
  std::map<std::uint64_t, std::uint32_t> times_;  // by the hash of context and text
};

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_PO_WRITER_H_
