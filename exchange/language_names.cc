#include "exchange/language_names.h"

#include "language/known_tag.h"
#include "language/language_tag.h"
#include "language/text.h"

namespace punte::exchange {

ReadLanguage read_language(std::string_view written) {
  written = language::trim(written);
  const std::string_view first = written.substr(0, written.find_first_of("-_"));
  if (first.size() > 3) {
    const auto tag = language::tag_of_name(written);
    return {tag.value_or("und"), tag.has_value()};
  }
  const auto tag = language::LanguageTag::parse(written);
  return {tag ? tag->str() : "und", false};
}

}  // namespace punte::exchange
