#ifndef PUNTE_VIEW_ALIGN_JSON_H_
#define PUNTE_VIEW_ALIGN_JSON_H_

#include "aligner/align.h"
#include "job/align_folders.h"
#include "job/aligned_pairs.h"
#include "job/lexicons.h"
#include "view/json.h"

// What alignment finds, as JSON. docs/json.md documents every key.
namespace punte::view {

[[nodiscard]] Json to_json(const aligner::Bead& bead, const job::AlignedTexts& texts);
/// Both texts with all their beads.
[[nodiscard]] Json to_json(const job::AlignedTexts& texts);
[[nodiscard]] Json to_json(const job::FolderPair& pair);
[[nodiscard]] Json to_json(const job::KeptLexicon& lexicon);
[[nodiscard]] Json to_json(const aligner::Lexicon::Entry& entry);

}  // namespace punte::view

#endif  // PUNTE_VIEW_ALIGN_JSON_H_
