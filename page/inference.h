#ifndef PUNTE_PAGE_INFERENCE_H_
#define PUNTE_PAGE_INFERENCE_H_

#include "page/tree.h"
#include "page/evidence.h"
#include "page/page.h"
#include "page/role_model.h"

namespace punte::page::internal {

/// Decides the role of every block: tree.blocks[i] is blocks[i].
void infer_roles(const Tree& tree, const Evidence& evidence, const RoleModel& model,
                 std::vector<Block>& blocks);

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
  float each_language = 0.001F;  ///< any language at all
  float of_other_group = 0.28F;  ///< split by the other group's shares
  // Log-odds, for a block.
  float own_attribute = 4;  ///< lang below <html>
  float own_name = 6;       ///< the text is the name of the language in itself: "Deutsch"
  float link = 1;           ///< hreflang of the link that the block is
  // What the identifier says counts by this factor times letters / (letters + doubt): it takes
  // names for words.
  float sharpness = 1;
  float letters_of_doubt = 5;
  float least = 2.5e-8F;          ///< chance of any language, whatever the identifier says
  float neighbour_share = 0.35F;  ///< at most, of a block's prior
  float neighbour_doubt = 1;      ///< neighbours at which it is half of that
};

/// Decides the language of every block, jointly over the page, and then of every attribute:
/// tree.attributes[i] is attributes[i]. The roles of both must be known, their languages "und".
void infer_languages(const Tree& tree, const Evidence& evidence, const ExtractOptions& options,
                     std::vector<Block>& blocks, std::vector<Block>& attributes,
                     const LanguageWeights& weights = {});

/// Both, with the blocks moved from `tree`'s texts. For extract() and the trainer.
[[nodiscard]] Page infer(Tree& tree, const ExtractOptions& options, const RoleModel& model);

}  // namespace punte::page::internal

#endif  // PUNTE_PAGE_INFERENCE_H_
