#ifndef PUNTE_VIEW_MERGE_JSON_H_
#define PUNTE_VIEW_MERGE_JSON_H_

#include <vector>

#include "job/merge.h"
#include "job/merge_plan.h"
#include "view/json.h"
#include "view/messages.h"

// What became of a translator's work, as JSON. docs/json.md documents every key.
namespace punte::view {

/// {"id","source","message"} for each.
[[nodiscard]] Json to_json(const std::vector<job::WorkFault>& faults, const Messages& messages);

/// {"page_changed","merged","left","untranslated","not_in_file","memory","faults","gone"}
[[nodiscard]] Json to_json(const job::MergePlan& plan, const job::Merged& merged,
                           const Messages& messages);

}  // namespace punte::view

#endif  // PUNTE_VIEW_MERGE_JSON_H_
