#include "exchange/language_names.h"

#include <unicode/uloc.h>
#include <unicode/unistr.h>

#include <array>
#include <map>

#include "base/ascii.h"
#include "language/language_tag.h"
#include "language/text.h"

namespace punte::exchange {
namespace {

const std::map<std::string, std::string>& names() {
  static const std::map<std::string, std::string> map = [] {
    std::map<std::string, std::string> out;
    for (const char* const* code = uloc_getISOLanguages(); *code != nullptr; ++code) {
      std::array<UChar, 128> buffer;
      UErrorCode status = U_ZERO_ERROR;
      const int32_t length = uloc_getDisplayLanguage(*code, "en", buffer.data(),
                                                     static_cast<int32_t>(buffer.size()), &status);
      if (U_FAILURE(status) || length >= static_cast<int32_t>(buffer.size())) continue;
      std::string name;
      icu::UnicodeString(buffer.data(), length).toUTF8String(name);
      out.emplace(base::lower(name), *code);
    }
    return out;
  }();
  return map;
}

}  // namespace

ReadLanguage read_language(std::string_view written) {
  written = language::trim(written);
  const std::size_t primary = written.find_first_of("-_");
  const std::string_view first = written.substr(0, primary);
  if (first.size() > 3) {
    const auto found = names().find(base::lower(written));
    if (found == names().end()) return {"und", false};
    const auto tag = language::LanguageTag::parse(found->second);
    return {tag ? tag->str() : "und", true};
  }
  const auto tag = language::LanguageTag::parse(written);
  return {tag ? tag->str() : "und", false};
}

}  // namespace punte::exchange
