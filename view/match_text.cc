#include "view/match_text.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace punte::view {
namespace {

/// What people read for tm::Reason::code; not yet translated.
constexpr std::array<std::pair<std::string_view, const char*>, 17> kReasons = {
    {{"form", PUNTE_MSG("form")},
     {"codes", PUNTE_MSG("codes")},
     {"words", PUNTE_MSG("words")},
     {"placeable", PUNTE_MSG("placeable")},
     {"placeables", PUNTE_MSG("placeables")},
     {"key", PUNTE_MSG("key")},
     {"neighbours", PUNTE_MSG("neighbours")},
     {"aligned", PUNTE_MSG("aligned")},
     {"machine", PUNTE_MSG("machine")},
     {"unreviewed", PUNTE_MSG("unreviewed")},
     {"variant", PUNTE_MSG("variant")},
     {"noun-form", PUNTE_MSG("form of the noun")},
     {"marks", PUNTE_MSG("marks")},
     {"accelerator", PUNTE_MSG("accelerator")},
     {"meaning", PUNTE_MSG("meaning")},
     {"diacritics", PUNTE_MSG("diacritics")},
     {"several-targets", PUNTE_MSG("several translations")}}};

}  // namespace

std::string reasons_text(const tm::Match& match, const Messages& messages) {
  std::string out;
  for (const tm::Reason& reason : match.reasons) {
    const auto known = std::find_if(kReasons.begin(), kReasons.end(),
                                    [&](const auto& one) { return one.first == reason.code; });
    out += out.empty() ? "" : ", ";
    // What is not known here comes from a newer search; its code says more than nothing.
    out += known == kReasons.end() ? reason.code : messages.tr(known->second);
    if (!reason.detail.empty()) out += " " + reason.detail;
    if (reason.points != 0) out += " -" + std::to_string(reason.points);
  }
  return out;
}

}  // namespace punte::view
