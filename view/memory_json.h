#ifndef PUNTE_VIEW_MEMORY_JSON_H_
#define PUNTE_VIEW_MEMORY_JSON_H_

#include <cstdint>
#include <string>

#include "job/memory_overview.h"
#include "tm/audit.h"
#include "tm/check.h"
#include "tm/concordance.h"
#include "tm/history.h"
#include "tm/maintenance.h"
#include "tm/salvage.h"
#include "view/json.h"

// What a memory holds and what was done to it, as JSON. docs/json.md documents every key.
namespace punte::view {

/// "2024-01-31T10:00:00Z", of seconds since 1970.
[[nodiscard]] std::string moment_text(std::int64_t seconds);

[[nodiscard]] Json to_json(const job::MemoryOverview& overview);
[[nodiscard]] Json to_json(const job::ListedUnit& listed);
[[nodiscard]] Json to_json(const tm::ConcordanceHit& hit);
[[nodiscard]] Json to_json(const tm::EraseReport& report);
[[nodiscard]] Json to_json(const tm::DedupeReport& report);
[[nodiscard]] Json to_json(const tm::ReplaceReport& report);
[[nodiscard]] Json to_json(const tm::MergeAllReport& report);
[[nodiscard]] Json to_json(const tm::Finding& finding);
[[nodiscard]] Json to_json(const tm::CheckReport& report);
[[nodiscard]] Json to_json(const tm::SalvageReport& report);
[[nodiscard]] Json to_json(const tm::Change& change);
[[nodiscard]] Json to_json(const tm::OptimizeReport& report);

}  // namespace punte::view

#endif  // PUNTE_VIEW_MEMORY_JSON_H_
