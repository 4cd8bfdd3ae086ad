#include "view/merge_json.h"

namespace punte::view {

Json to_json(const std::vector<job::WorkFault>& faults, const Messages& messages) {
  Json out = Json::array();
  for (const job::WorkFault& fault : faults) {
    out.push_back(
        {{"id", fault.id}, {"source", fault.source}, {"message", messages.tr(fault.message)}});
  }
  return out;
}

Json to_json(const job::MergePlan& plan, const job::Merged& merged, const Messages& messages) {
  return {{"page_changed", plan.page_changed},
          {"merged", plan.merged.size() - merged.left},
          {"left", merged.left},
          {"untranslated", plan.open.size()},
          {"not_in_file", merged.not_in_file},
          {"memory",
           {{"added", merged.added}, {"merged", merged.joined}, {"unchanged", merged.unchanged}}},
          {"faults", to_json(plan.faults, messages)},
          {"gone", to_json(plan.gone, messages)}};
}

}  // namespace punte::view
