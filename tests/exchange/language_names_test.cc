#include "exchange/language_names.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace punte::exchange {
namespace {

TEST(LanguageNames, AreReadInTheWaysThatToolsWriteThem) {
  for (const auto& [written, tag] :
       std::vector<std::pair<std::string, std::string>>{{"EN_us", "en-US"},
                                                        {"ENU", "en-US"},
                                                        {"PTB", "pt-BR"},
                                                        {"DEU", "de"},
                                                        {"RO-01", "ro"},
                                                        {"es-419", "es-419"},
                                                        {"de_DE@euro", "de-DE"},
                                                        {"de_AT.ISO-8859-15@euro", "de-AT"},
                                                        {"sr@latin", "sr-Latn"},
                                                        {"sr_RS@latin", "sr-Latn-RS"},
                                                        {"ca@valencia", "ca-valencia"},
                                                        {"German", "de"},
                                                        {"German (Germany)", "de-DE"},
                                                        {"English (US)", "en-US"},
                                                        {"English (United Kingdom)", "en-GB"},
                                                        {"Portuguese, Brazil", "pt-BR"},
                                                        {"Chinese (Simplified)", "zh-Hans"},
                                                        {"Serbian (Latin)", "sr-Latn"},
                                                        {"Rumänisch", "ro"},
                                                        {"engleză", "en"},
                                                        {"ROMÂNĂ", "ro"},
                                                        {"allemand", "de"},
                                                        {"inglés", "en"},
                                                        {"Deutsch (Österreich)", "de-AT"},
                                                        {"German (old files)", "de"},
                                                        {"no language", "und"},
                                                        {"", "und"}}) {
    EXPECT_EQ(read_language(written).tag, tag) << written;
  }
}

TEST(LanguageNames, PathsTellALanguageWhereTheyDo) {
  for (const auto& [path, tag] :
       std::vector<std::pair<std::string, std::string>>{{"ro.properties", "ro"},
                                                        {"ui_pt_BR.properties", "pt-BR"},
                                                        {"strings-ro.xml", "ro"},
                                                        {"messages.zh-Hans.json", "zh-Hans"},
                                                        {"po/sr@latin.po", "sr-Latn"},
                                                        {"ro/m.properties", "ro"},
                                                        {"ro_RO/LC_MESSAGES/m.po", "ro-RO"},
                                                        {"de.lproj/ui.strings", "de"},
                                                        {"app_new.properties", ""},
                                                        {"url.csv", ""},
                                                        {"com/example/app.properties", ""},
                                                        {"m.properties", ""}}) {
    EXPECT_EQ(language_of_path(path).value_or(""), tag) << path;
  }
}

}  // namespace
}  // namespace punte::exchange
