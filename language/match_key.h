#ifndef PUNTE_LANGUAGE_MATCH_KEY_H_
#define PUNTE_LANGUAGE_MATCH_KEY_H_

#include <string>
#include <string_view>

#include "language/text.h"

namespace punte::language {

/// The text as a memory compares it, so that what a translator would call the same is the same:
/// canonical composition (NFC), full case folding, one space for any white space and none at the
/// ends, one kind of quotation mark, apostrophe and dash for all, comma below for Romanian and
/// Moldovan cedilla letters (and so also for Turkish ş, which loses nothing in a comparison), ASCII
/// for full-width forms, for digits of any script and for the stops and commas of others, three
/// dots for an ellipsis.
/// Code points. Ill-formed UTF-8 counts as U+FFFD. Linear in the text; thread-safe.
[[nodiscard]] std::u32string match_key(std::string_view text);

/// The same without the sign that marks a key of the keyboard in a label: "&File", "E&xit", "_No",
/// "~Save", "文件(&F)". Only where a text of at most 100 bytes has one such sign: "AT&T", "a_b_c"
/// and
/// "&amp;" are what they are.
[[nodiscard]] std::u32string lookup_key(std::string_view text);

/// The bytes that lookup_key() leaves out: a sign, or all of "(&F)"; empty where there is none.
[[nodiscard]] Span accelerator_of(std::string_view text);

}  // namespace punte::language

#endif  // PUNTE_LANGUAGE_MATCH_KEY_H_
