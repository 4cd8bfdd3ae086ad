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

#include "language/identify_model.h"
#include "language/telling_words.h"
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

TEST(Identify, WordsTellSerbianCroatianAndBosnianApart) {
  const std::pair<const char*, const char*> cases[] = {
      {"sr-Latn", "Vlada je saopštila da će deca uvek putovati besplatno gde god žele."},
      {"sr-Latn", "Ko je to rekao i gde je otišao?"},
      {"sr-Latn", "Vreme će biti lepo."},
      {"hr", "Vlada je priopćila da će djeca uvijek putovati besplatno tijekom tjedna."},
      {"hr", "Tko je to rekao i gdje je otišao?"},
      {"bs", "Vlada je saopćila da će djeca tokom sedmice besplatno učiti historiju."},
  };
  for (const auto& [language, text] : cases) {
    EXPECT_EQ(identify(text).language, language) << text;
  }
}

TEST(TellingWords, SayLessOfTheLanguagesTheySpeakAgainst) {
  const auto model = internal::IdentifyModel::built_in();
  const internal::TellingWords& words = internal::built_in_telling_words();
  const auto spoken_against = [&](const char* text) {
    std::string out;
    internal::for_each_word(model->code_points(), text, [&](const internal::Word& word) {
      std::vector<std::int16_t> sums(internal::IdentifyModel::kSumRoom, 0);
      words.add(word, sums.data());
      const internal::ModelScript& script = model->scripts()[word.script - 1U];
      for (std::size_t l = 0; l < script.language_count; ++l) {
        if (sums[l] < 0) out += model->languages()[script.first_language + l] + " ";
      }
    });
    return out;
  };
  EXPECT_EQ(spoken_against("gde"), "bs hr ");
  EXPECT_EQ(spoken_against("Devojka"), "bs hr ") << "devoj*, any case";
  EXPECT_EQ(spoken_against("gdje"), "sr-Latn ");
  EXPECT_EQ(spoken_against("historije"), "hr sr-Latn ");
  EXPECT_EQ(spoken_against("tisuću"), "bs sr-Latn ");
  EXPECT_EQ(spoken_against("gdeto preko где bridge"), "") << "whole words, and Latin letters";
}

std::string runs_of(const std::string& text, const IdentifyOptions& options = {}) {
  std::string out;
  for (const LanguageSpan& span : Identifier(options).spans(text)) {
    out += (out.empty() ? "" : "|") + span.language + ":" +
           text.substr(span.span.start, span.span.limit - span.span.start);
  }
  return out;
}

TEST(Identify, WhereTheScriptChangesALanguageEnds) {
  EXPECT_EQ(runs_of("你好 hello"), "zh:你好 |en:hello");
  EXPECT_EQ(runs_of("Russian lessons Уроки русского языка"),
            "en:Russian lessons |ru:Уроки русского языка");
  EXPECT_EQ(runs_of("I saw 你好 there today"), "en:I saw |zh:你好 |en:there today");
  EXPECT_EQ(runs_of("Мы вчера долго смотрели Windows на работе и смеялись"),
            "ru:Мы вчера долго смотрели |en:Windows |ru:на работе и смеялись");
  EXPECT_EQ(runs_of("שלום world"), "he:שלום |en:world");
}

TEST(Identify, LettersAloneGoWithTheWordsAroundThem) {
  const IdentifyOptions options{.languages = {"ru", "en"}, .priors = {}};
  EXPECT_EQ(runs_of("План B лучше, чем план A", options), "ru:План B лучше, чем план A");
  EXPECT_EQ(runs_of("A", options), "en:A");
}

TEST(Identify, WordsOfScriptsWithoutACandidateGoWithTheOthers) {
  EXPECT_EQ(runs_of("Мы вчера смотрели Windows", {.languages = {"ru", "uk"}, .priors = {}}),
            "ru:Мы вчера смотрели Windows");
}

TEST(Identify, LookAlikeLettersAreTypedForOthers) {
  // Serbian, Russian, Ukrainian and English; letters of the other script: a, e, o, j, p, c, i.
  EXPECT_EQ(identify("Влaдa јe дaнac caoпштилa дa ћe пopeз бити cмaњeн").language, "sr");
  EXPECT_EQ(identify("Пpивeт, кaк вaши дeлa ceгoдня?").language, "ru");
  EXPECT_EQ(identify("Вiн прийшoв дoдoмy пiзнo ввeчepi").language, "uk");
  EXPECT_EQ(identify("The sсhооl wаs сlоsed уesterday").language, "en");
  EXPECT_EQ(runs_of("Пpивeт, кaк дeлa?").substr(0, 3), "ru:") << "and makes no runs";
  EXPECT_EQ(runs_of("Пpивeт, кaк дeлa?").find('|'), std::string::npos);
}

TEST(Identify, NamesOfUsersAreNoEvidence) {
  EXPECT_EQ(identify("@anna Indeed! :)").language, "en");
  EXPECT_EQ(identify("@bob >:3 https://example.org/media/R9rNlCAU").language, "und");
  EXPECT_EQ(identify("@podul @casa").confidence, 0);
  EXPECT_EQ(identify("The bridge @ noon is open").language, "en");
}

TEST(Identify, CommonWordsAreOfCommonLanguagesUnlessThePriorIsFlat) {
  for (const char* text : {"Hello", "Home", "Delete", "History", "Window", "dog", "cat"}) {
    EXPECT_EQ(identify(text).language, "en") << text;
    IdentifyOptions flat;
    flat.flat_prior = true;
    EXPECT_LT(identify(text, flat).confidence, identify(text).confidence) << text;
  }
  EXPECT_EQ(identify("Hola").language, "es");
  EXPECT_EQ(identify("Podul este deschis").language, "ro");
}

TEST(Identify, CandidatesAreWhatTheirTagsMean) {
  const auto found = [](const std::vector<std::string>& languages, const char* text) {
    IdentifyOptions options;
    options.languages = languages;
    return Identifier(options).identify(text).language;
  };
  const char* chinese = "经过两年的施工，这座桥于星期六开放。";
  const char* taiwan = "經過兩年的施工，這座橋於星期六開放。";
  for (const char* tag : {"zh", "zh-Hant", "zh-TW", "zh_HK", "zh-Hans-CN"}) {
    EXPECT_EQ(found({tag, "ja"}, chinese), "zh") << tag;
    EXPECT_EQ(found({tag, "ja"}, taiwan), "zh") << tag;
  }
  const char* latin = "Vlada je saopštila da će deca uvek putovati besplatno gde god žele.";
  const char* cyrillic = "Влада је саопштила да ће деца увек путовати бесплатно.";
  EXPECT_EQ(found({"sr", "hr"}, latin), "sr-Latn");
  EXPECT_EQ(found({"sr-RS", "hr"}, latin), "sr-Latn");
  EXPECT_EQ(found({"sr", "hr"}, cyrillic), "sr");
  EXPECT_EQ(found({"sr-Cyrl", "hr"}, latin), "hr");
  EXPECT_EQ(found({"sr-Latn", "ru"}, cyrillic), "ru");
  EXPECT_EQ(found({"no", "fr"}, "Broen er åpen for alle."), "nb");
  EXPECT_EQ(found({"pt-BR", "es"}, "A ponte está aberta para todos."), "pt");
}

TEST(Identify, TagsThatTheModelDoesNotKnowAreNamedWithNearOnes) {
  const Identifier identifier;
  EXPECT_TRUE(identifier.check_known({"ro", "zh-TW", "no", "pt-BR", "sr-Latn"}));
  const auto checked = identifier.check_known({"ro", "ht"});
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().text(),
            "“ht” is a language that cannot be identified; tags like it are ha, he, hi, hr, hu");
}

// From the Universal Declaration of Human Rights, and what is no language.
TEST(Identify, IsNotSureOfLanguagesItDoesNotKnow) {
  const std::pair<const char*, const char*> cases[] = {
      {"Acehnese",
       "Bandum ureueng lahee deungon meurdehka, dan deungon martabat dan hak nyang saban."},
      {"Fijian",
       "Era sucu ena galala na tamata yadua, era tautauvata ena nodra dokai kei na dodonu."},
      {"Malagasy",
       "Teraka afaka sy mitovy zo sy fahamendrehana ny olombelona rehetra, samy manan-tsaina."},
      {"gibberish", "xqvrep zilkl bnmqw ptrzx kwqjh ghfdk lkjhg zzxqw"},
  };
  for (const auto& [name, text] : cases) {
    EXPECT_LT(identify(text).confidence, 0.5) << name << ": " << identify(text).language;
  }
  EXPECT_EQ(identify("xqvrep zilkl bnmqw ptrzx kwqjh ghfdk lkjhg zzxqw").language, "und");
}

TEST(Identify, IsSureOfUnusualTextsInLanguagesItKnows) {
  const std::pair<const char*, const char*> cases[] = {
      {"en", "omg gonna watch the game tonite w my bro lol cant wait"},
      {"ro", "Biletele costa cinci lei pentru adulti, iar copiii calatoresc gratuit."},
      {"en", "Add to cart, checkout, wishlist, compare products"},
      {"de", "Donaudampfschifffahrtsgesellschaftskapitän sucht Rindfleischetikettierungsgesetz."},
  };
  for (const auto& [language, text] : cases) {
    EXPECT_EQ(identify(text).language, language) << text;
    EXPECT_GT(identify(text).confidence, 0.5) << text;
  }
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
