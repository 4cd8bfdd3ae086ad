#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/ascii.h"
#include "exchange/format.h"

namespace punte::exchange {
namespace {

constexpr std::size_t kHeadBytes = std::size_t{8} << 10;

/// The local name of the root element; empty where the beginning is no XML.
std::string_view root_of(std::string_view text) {
  while (true) {
    const std::size_t first = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF\xFE\xFF");
    if (first == std::string_view::npos || text[first] != '<') return {};
    text.remove_prefix(first);
    const bool is_comment = text.starts_with("<!--");
    const bool is_other = text.starts_with("<?") || text.starts_with("<!");
    if (!is_comment && !is_other) break;
    // The declarations of a document type may stand in brackets.
    const std::string_view until = is_comment ? "-->" : ">";
    const std::size_t bracket = is_comment ? std::string_view::npos : text.find('[');
    std::size_t end = text.find(until);
    if (bracket < end) end = text.find('>', std::min(text.find(']'), text.size()));
    if (end == std::string_view::npos) return {};
    text.remove_prefix(end + until.size());
  }
  text.remove_prefix(1);
  text = text.substr(0, text.find_first_of(" \t\r\n/>"));
  return text.substr(text.find(':') + 1);
}

/// The format of an XML file by its root element.
std::optional<Format> format_of_root(std::string_view root) {
  constexpr std::array<std::pair<std::string_view, Format>, 5> kRoots = {
      {{"tmx", Format::kTmx},
       {"xliff", Format::kXliff},
       {"martif", Format::kTbx},
       {"tbx", Format::kTbx},
       {"resources", Format::kAndroid}}};
  for (const auto& [name, format] : kRoots) {
    if (base::lower(root) == name) return format;
  }
  return std::nullopt;
}

struct Ending {
  std::string_view ending;
  Format format;
  bool is_xml = false;  // the content may say that it is another format of XML
};

constexpr std::array<Ending, 18> kEndings = {{{".csv", Format::kCsv},
                                              {".tsv", Format::kTsv},
                                              {".tab", Format::kTsv},
                                              {".properties", Format::kProperties},
                                              {".strings", Format::kStrings},
                                              {".json", Format::kJson},
                                              {".arb", Format::kJson},
                                              {".po", Format::kPo},
                                              {".pot", Format::kPo},
                                              {".xlsx", Format::kXlsx},
                                              {".xlsm", Format::kXlsx},
                                              {".tmx", Format::kTmx, true},
                                              {".xlf", Format::kXliff, true},
                                              {".xliff", Format::kXliff, true},
                                              {".sdlxliff", Format::kXliff, true},
                                              {".mxliff", Format::kXliff, true},
                                              {".mqxliff", Format::kXliff, true},
                                              {".tbx", Format::kTbx, true}}};

/// "Text (Tab delimited)" and "Unicode Text", as Excel calls them.
bool is_tabbed_text(std::string_view head, std::string_view name) {
  const std::string_view first = head.substr(0, head.find_first_of("\r\n"));
  return name.ends_with(".txt") && first.find('\t') != std::string_view::npos;
}

}  // namespace

Format detect_format(std::string_view head, std::string_view name) {
  // UTF-16 of ASCII is ASCII with zero bytes between.
  std::string plain(head.substr(0, kHeadBytes));
  plain.erase(std::remove(plain.begin(), plain.end(), '\0'), plain.end());
  const std::string plain_name = base::lower(without_packer(std::filesystem::path(name)).string());
  // Excel's, and the container of its old files and of those with a password, which its reader
  // tells about. An archive that is no document was unpacked before.
  if (head.starts_with("PK\x03\x04") || head.starts_with("\xD0\xCF\x11\xE0")) return Format::kXlsx;
  const auto* const named = std::find_if(kEndings.begin(), kEndings.end(), [&](const Ending& row) {
    return plain_name.ends_with(row.ending);
  });
  const bool is_named = named != kEndings.end();
  // The name decides: a file of texts can hold anything.
  if (is_named && !named->is_xml) return named->format;
  if (const auto by_root = format_of_root(root_of(plain))) return *by_root;
  if (is_named) return named->format;
  if (is_tabbed_text(plain, plain_name)) return Format::kTsv;
  const std::size_t first = plain.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (first != std::string::npos && plain[first] == '{' && !plain.starts_with("{\\rtf")) {
    return Format::kJson;
  }
  if (plain.find("msgid \"") != std::string::npos && plain.find("msgstr") != std::string::npos)
    return Format::kPo;
  return Format::kTmx;
}

}  // namespace punte::exchange
