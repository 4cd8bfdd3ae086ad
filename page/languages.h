#ifndef PUNTE_PAGE_LANGUAGES_H_
#define PUNTE_PAGE_LANGUAGES_H_

#include <vector>

#include "page/block.h"
#include "page/evidence.h"
#include "page/page.h"
#include "page/tree.h"

namespace punte::page::internal {

/// What evidence of languages is worth. tools/fit_languages finds the numbers; docs/page.md tells
/// their use. Counts are in blocks of middling length: what is declared is worth that many. The
/// attribute is a hint, never more: on real pages it is right for the chrome and wrong for a
/// foreign body.
struct LanguageWeights {
  // Counts, for the body and for the rest.
  float declared_for_body = 2;  ///< <html lang>
  float declared_for_chrome = 12;
  float locale_for_body = 1;  ///< og:locale, content-language, inLanguage, own hreflang
  float locale_for_chrome = 6;
  float domain_for_body = 2;  ///< the country of the address
  float domain_for_chrome = 6;
  float alternate = 0.1F;        ///< another language that the page says it is in
  float untranslated = 1.5F;     ///< English, of the rest: interface texts that nobody translated
  float each_language = 0.001F;  ///< any language at all
  float of_other_group = 0.28F;  ///< split by the other group's shares
  // Log-odds, for a block.
  float own_attribute = 4;  ///< lang below <html>
  float own_name = 6;       ///< the text is the name of the language in itself: "Deutsch"
  float link = 1;           ///< hreflang of the link that the block is
  // What the identifier says counts by this factor times letters / (letters + doubt), where doubt
  // is weighed by the share of words that may be names: it takes names for words.
  float sharpness = 1;
  float letters_of_doubt = 5;
  float least = 2.5e-8F;  ///< chance of any language, whatever the identifier says
  // Set by hand, on blocks of Japanese pages: a letter of Han, kana or hangul is worth as many of
  // others, and a code on a page whose languages have so small a share in its script has none.
  float east_asian_letter = 6;
  float least_share_of_codes = 0.2F;
  float neighbour_share = 0.35F;  ///< at most, of a block's prior
  float neighbour_doubt = 1;      ///< neighbours at which it is half of that
};

/// Decides the language of every block, jointly over the page, and then of every attribute:
/// tree.attributes[i] is attributes[i]. The roles of both must be known, their languages "und".
void infer_languages(const Tree& tree, const Evidence& evidence, const ExtractOptions& options,
                     std::vector<Block>& blocks, std::vector<Block>& attributes,
                     const LanguageWeights& weights = {});

}  // namespace punte::page::internal

#endif  // PUNTE_PAGE_LANGUAGES_H_
