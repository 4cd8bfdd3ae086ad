#include "cli/detect_table.h"

#include <cmath>
#include <cstdint>
#include <map>

#include "cli/messages.h"
#include "cli/terminal.h"
#include "language/language_tag.h"
#include "view/page_view.h"

namespace punte::cli {
namespace {

Color color_of(page::Role role) {
  switch (role) {
    case page::Role::kBody:
      return Color::kGreen;
    case page::Role::kTitle:
      return Color::kCyan;
    case page::Role::kChrome:
    case page::Role::kOther:
      break;
  }
  return Color::kDim;
}

}  // namespace

std::string detect_table(const page::Page& page) {
  Table table({tr("Language"), tr("Sure"), tr("Role"), tr("Text")}, Table::Long::kCut);
  std::map<std::string, std::int64_t> languages;
  for (const page::Block& block : page.blocks) {
    ++languages[block.language];
    const bool none = block.language == "und";
    table.add(
        {{block.language, none ? Color::kDim : Color::kMagenta},
         {none ? "-" : std::to_string(std::lround(block.confidence * 100)) + " %",
          block.confidence >= 0.9 ? Color::kNone : Color::kYellow},
         {view::role_text(block.role, messages()), color_of(block.role)},
         {block.attribute.empty() ? block.text.text : block.attribute + ": " + block.text.text,
          block.role == page::Role::kBody ? Color::kNone : Color::kDim}});
  }
  std::string out = table.empty() ? std::string() : table.text();
  for (const auto& [tag, blocks] : languages) {
    const std::string name =
        tag == "und" ? tr("undetermined") : language::language_name(tag, message_language());
    out.append(tag).append(" (").append(name).append("): ");
    out += trn("{1} block", "{1} blocks", blocks) + "\n";
  }
  return out;
}

}  // namespace punte::cli
