#include "language/own_names.h"

#include <gtest/gtest.h>

#include <string>

namespace punte::language {
namespace {

TEST(OwnNames, TellsTheLanguageThatNamesItself) {
  EXPECT_EQ(language_of_own_name("Deutsch"), "de");
  EXPECT_EQ(language_of_own_name("  română "), "ro");
  EXPECT_EQ(language_of_own_name("Português (Brasil)"), "pt");
  EXPECT_EQ(language_of_own_name("中文（简体）"), "zh");
  EXPECT_EQ(language_of_own_name("РУССКИЙ"), "ru");
}

TEST(OwnNames, NothingElseIsAName) {
  for (const char* text : {"", " ", "(", "German", "Deutschland", "Deutsch lernen", "\xFF", "()"}) {
    EXPECT_EQ(language_of_own_name(text), "") << text;
  }
  EXPECT_EQ(language_of_own_name("Deutsch" + std::string(100, ' ')), "") << "too long";
}

}  // namespace
}  // namespace punte::language
