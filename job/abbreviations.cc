#include "job/abbreviations.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "exchange/tmx_reader.h"
#include "language/text.h"

namespace punte::job {
namespace {

using base::Result;

constexpr std::size_t kMaxLine = std::size_t{1} << 20;  // longer ones are taken in parts

Result<void> stopped() {
  return base::fail(base::ErrorCode::kCancelled, PUNTE_MSG("stopped; nothing was changed"));
}

std::string_view primary(std::string_view tag) { return tag.substr(0, tag.find('-')); }

}  // namespace

Result<std::vector<std::string>> abbreviation_list(std::string_view bytes,
                                                   const std::string& name) {
  std::vector<std::string> out;
  for (std::size_t number = 1; !bytes.empty(); ++number) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    std::string_view line = bytes.substr(0, end);
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
    line = language::trim(line.substr(0, line.find('#')));
    if (line.empty()) continue;
    if (!language::is_valid_utf8(line) || line.find_first_of(" \t") != std::string_view::npos) {
      return base::fail(base::ErrorCode::kSyntax,
                        PUNTE_MSG("one abbreviation a line is expected, in UTF-8"), {},
                        name + ":" + std::to_string(number));
    }
    out.emplace_back(line);
  }
  return out;
}

Result<void> learn_from_tmx(exchange::ByteSource& source, const std::string& language,
                            language::AbbreviationLearner& learner, const base::Continue& go_on) {
  std::size_t seen = 0;
  PUNTE_CHECK(exchange::read_tmx(source, [&](language::Unit&& unit) -> Result<void> {
    if ((++seen & 0xFF) == 0 && !go_on(base::Stage::kUnits, source.consumed(), source.total())) {
      return stopped();
    }
    for (const language::Variant& variant : unit.variants) {
      if (language.empty() || primary(variant.language) == primary(language)) {
        learner.add(variant.text.text);
      }
    }
    return {};
  }));
  return {};
}

Result<void> learn_from_text(exchange::ByteSource& source, language::AbbreviationLearner& learner,
                             const base::Continue& go_on) {
  std::string line;
  std::array<char, 1 << 16> buffer;
  while (true) {
    PUNTE_TRY(const std::size_t read, source.read(buffer));
    if (read == 0) break;
    if (!go_on(base::Stage::kLines, source.consumed(), source.total())) return stopped();
    std::string_view rest(buffer.data(), read);
    while (!rest.empty()) {
      const std::size_t end = rest.find('\n');
      line += rest.substr(0, end);
      if (end != std::string_view::npos || line.size() >= kMaxLine) {
        learner.add(line);
        line.clear();
      }
      rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    }
  }
  learner.add(line);
  return {};
}

}  // namespace punte::job
