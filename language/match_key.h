#ifndef PUNTE_LANGUAGE_MATCH_KEY_H_
#define PUNTE_LANGUAGE_MATCH_KEY_H_

#include <string>
#include <string_view>

namespace punte::language {

/// The text as a memory compares it, so that what a translator would call the same is the same:
/// canonical composition (NFC), full case folding, one space for any white space and none at the
/// ends, one kind of quotation mark, apostrophe and dash for all, comma below for Romanian and
/// Moldovan cedilla letters (and so also for Turkish ş, which loses nothing in a comparison).
/// Code points. Ill-formed UTF-8 counts as U+FFFD. Linear in the text; thread-safe.
[[nodiscard]] std::u32string match_key(std::string_view text);

}  // namespace punte::language

#endif  // PUNTE_LANGUAGE_MATCH_KEY_H_
