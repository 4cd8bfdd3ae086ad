#include "language/identify.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/temporary_folder.h"

namespace punte::language {
namespace {

TEST(Identify, KnowsSentences) {
  const std::pair<const char*, const char*> cases[] = {
      {"ro", "Biletele costă cinci lei pentru adulți, iar copiii călătoresc gratuit."},
      {"en", "The bridge is open to pedestrians and cyclists, but not to cars."},
      {"fr", "Un pont n'appartient pas à ceux qui le construisent."},
      {"de", "Die Brücke wurde am Samstag nach zwei Jahren Bauzeit eröffnet."},
      {"es", "El puente se abrió el sábado después de dos años de trabajo."},
      {"it", "Il ponte è stato aperto sabato dopo due anni di lavori."},
      {"hu", "A hidat két év munka után szombaton adták át."},
      {"pl", "Most został otwarty w sobotę po dwóch latach pracy."},
      {"ru", "Мост открыли в субботу после двух лет работы."},
      {"uk", "Міст відкрили в суботу після двох років роботи."},
      {"el", "Η γέφυρα άνοιξε το Σάββατο μετά από δύο χρόνια."},
      {"ja", "橋は二年の工事の後、土曜日に開通しました。"},
      {"zh", "经过两年的施工，这座桥于星期六开放。"},
      {"ko", "그 다리는 2년의 공사 끝에 토요일에 개통되었다."},
      {"ar", "افتتح الجسر يوم السبت بعد عامين من العمل."},
      {"th", "สะพานเปิดให้ใช้ในวันเสาร์หลังจากทำงานสองปี"},
      {"sr", "Мост је отворен у суботу после две године рада."},
      {"tr", "Köprü iki yıllık çalışmanın ardından cumartesi günü açıldı."},
  };
  for (const auto& [language, text] : cases) {
    EXPECT_EQ(identify(text).language, language) << text;
  }
}

TEST(Identify, WritesOfCapitalsAndOfDecomposedLettersChangeLittle) {
  EXPECT_EQ(identify("BILETELE COSTĂ CINCI LEI PENTRU ADULȚI").language, "ro");
  EXPECT_EQ(identify("Biletele costa\u0306 cinci lei pentru adult\u0326i").language, "ro");
}

TEST(Identify, HasNoOpinionWithoutWords) {
  for (const char* text :
       {"", " ", "2024-05-25", "12:30", "3,000", "!!!", "https://example.org/the/way",
        "a@example.org", "😀😀", "\xFF\xFE\xFD", "+40 21 000 00 00"}) {
    const Identification found = identify(text);
    EXPECT_EQ(found.language, "und") << text;
    EXPECT_EQ(found.confidence, 0) << text;
  }
}

TEST(Identify, IsNotSureOfWhatManyLanguagesShare) {
  for (const char* text : {"OK", "ok", "Sport", "C"}) {
    EXPECT_EQ(identify(text).language, "und") << text << " " << identify(text).confidence;
  }
  EXPECT_EQ(identify("About us").language, "en");
}

TEST(Identify, QuotationsAreRunsOfTheirOwn) {
  const std::string text = "He said: « Je ne sais pas », and left.";
  const std::vector<LanguageSpan> spans = Identifier().spans(text);
  ASSERT_EQ(spans.size(), 3U);
  EXPECT_EQ(spans[0].language, "en");
  EXPECT_EQ(spans[1].language, "fr");
  EXPECT_EQ(text.substr(spans[1].span.start, 14), "Je ne sais pas");
  EXPECT_EQ(spans[2].language, "en");
}

TEST(Identify, NarrowsToCandidates) {
  IdentifyOptions options;
  options.languages = {"ro", "pt-BR"};
  const Identifier identifier(options);
  EXPECT_EQ(identifier.identify("The bridge is open").candidates.size(), 2U);
  EXPECT_EQ(identifier.identify("A ponte foi aberta no sábado").language, "pt");
  EXPECT_EQ(identifier.identify("Мост открыли в субботу").language, "und");
}

TEST(Identify, PriorsMoveTheOdds) {
  IdentifyOptions options;
  options.max_candidates = 200;
  const auto chance = [&](const char* language) {
    const Identification found = Identifier(options).identify("Contact");
    for (const LanguageScore& score : found.candidates) {
      if (score.language == language) return score.probability;
    }
    return 0.0;
  };
  const double before = chance("ro");
  options.priors = {{"ro", 50}, {"en", 0}, {"fr", -1}};
  EXPECT_GT(chance("ro"), before);
}

TEST(Identify, ProbabilitiesOfAllCandidatesSumToOne) {
  IdentifyOptions options;
  options.max_candidates = 1000;
  const Identifier identifier(options);
  for (const char* text : {"podul", "the", "мост", "pont de bois"}) {
    double sum = 0;
    const Identification found = identifier.identify(text);
    for (const LanguageScore& score : found.candidates) {
      sum += score.probability;
    }
    EXPECT_NEAR(sum, 1, 1e-6) << text;
  }
}

TEST(Identify, KnowsManyLanguagesAndSerbianInBothScripts) {
  const std::vector<std::string>& tags = Identifier().languages();
  EXPECT_GE(tags.size(), 150U);
  EXPECT_THAT(tags, testing::Contains("sr"));
  EXPECT_THAT(tags, testing::Contains("sr-Latn"));
}

TEST(Identify, TakesAnyBytesAndSpansTileThem) {
  const Identifier identifier;
  std::mt19937 random(3);
  const std::vector<std::string> parts = {
      "the bridge ",        "podul ", "мост ", "橋", "\xC3", " ", ". ", "\n", "ș",
      std::string(1, '\0'), "12,5 ",  "«"};
  for (int i = 0; i < 500; ++i) {
    std::string text;
    for (std::size_t n = random() % 30; n > 0; --n) text += parts[random() % parts.size()];
    std::size_t at = 0;
    std::string last;
    const std::vector<LanguageSpan> spans = identifier.spans(text);
    for (const LanguageSpan& span : spans) {
      EXPECT_EQ(span.span.start, at) << text;
      EXPECT_GT(span.span.limit, span.span.start) << text;
      EXPECT_NE(span.language, last) << text;
      at = span.span.limit;
      last = span.language;
    }
    EXPECT_EQ(at, text.size()) << text;
  }
}

TEST(Identify, FindsAQuotationInAnotherLanguage) {
  const std::string english = "The leader was moved when the first children ran across it: ";
  const std::string french =
      "« Un pont n'appartient pas à ceux qui le construisent, mais à ceux qui le traversent »";
  const std::vector<LanguageSpan> spans = Identifier().spans(english + french);
  ASSERT_EQ(spans.size(), 2U);
  EXPECT_EQ(spans[0].language, "en");
  EXPECT_EQ(spans[1].language, "fr");
  EXPECT_NEAR(static_cast<double>(spans[1].span.start), static_cast<double>(english.size()), 4);
}

TEST(Identify, LongTextsAreSampled) {
  std::string text;
  while (text.size() < 2'000'000) text += "Podul este deschis pietonilor și bicicliștilor. ";
  EXPECT_EQ(identify(text).language, "ro");
  EXPECT_EQ(identify(std::string(5'000'000, 'a')).candidates.size(), 3U);
}

TEST(IdentifyModel, RefusesForeignAndDamagedFiles) {
  const tests::TemporaryFolder folder;
  const std::filesystem::path path = folder / "foreign.model";
  EXPECT_EQ(Identifier::open(path.string() + ".none").error().code, base::ErrorCode::kNotFound);
  for (const std::string& bytes :
       {std::string(), std::string("PUNTELID"), std::string(5000, 'x'),
        "PUNTELID" + std::string(5000, '\1'), "PUNTELID" + std::string(5000, '\0')}) {
    std::ofstream(path, std::ios::binary) << bytes;
    const auto opened = Identifier::open(path);
    ASSERT_FALSE(opened.has_value());
    EXPECT_NE(opened.error().message, "");
  }
}

TEST(Identify, SpansMixScriptsWithFewAndManyLanguages) {
  const Identifier identifier;
  std::string text;
  for (int i = 0; i < 300; ++i) text += "მდინარე the bridge ხიდი мост über ποτάμι 橋 ";
  EXPECT_EQ(identifier.spans(text).back().span.limit, text.size());
}

}  // namespace
}  // namespace punte::language
