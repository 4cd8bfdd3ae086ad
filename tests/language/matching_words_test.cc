#include "language/matching_words.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "language/match_key.h"
#include "language/matching_data.h"

namespace punte::language {
namespace {

std::string turned(const std::string& tag, const std::string& source, const std::string& query) {
  const auto words = [](const std::string& text) {
    return MatchingWords::words_of(match_key(text));
  };
  std::string out;
  for (const TurnedMeaning& one : MatchingWords::of(tag).turned(words(source), words(query))) {
    out += (out.empty() ? "" : ", ") + one.before + " → " + one.after;
  }
  return out;
}

TEST(MatchingWords, NameWhatTurnsTheMeaning) {
  struct Row {
    std::string tag, source, query, expected;
  };
  for (const Row& row : std::vector<Row>{
           {"en", "This is an automatic email", "This is not an automatic email", " → not"},
           {"en", "Don't close the window", "Close the window", "don't → "},
           {"en", "Do not close it. Do not open it.", "Do not close it. Open it.", "not → "},
           {"en-GB", "Save without asking", "Save after asking", "without → "},
           {"en", "Never delete", "Do not delete", ""},
           {"en", "Stop before the bridge", "Stop after the bridge", "before → after"},
           {"en", "Read from left to right", "Read from right to left", "left → right"},
           {"en", "Turn it on", "Turn it off", "on → off"},
           {"en", "Lock the screen", "Unlock the screen", "lock → unlock"},
           {"en", "Enable cookies", "Disable cookies", "enable → disable"},
           {"en", "Log in to go on in peace", "Log in to go on", ""},
           {"en", "Open the file", "Open the folder", ""},
           {"ro", "Acest mesaj este automat", "Acest mesaj nu este automat", " → nu"},
           {"ro", "N-am găsit fișierul", "Am găsit fișierul", "n-am → "},
           {"ro", "Nu vine nimeni", "Nu vine", ""},
           {"ro", "Cu zahăr", "Fără zahăr", " → fără"},
           {"ro", "Activează notificările", "Dezactivează notificările",
            "activează → dezactivează"},
           {"de", "Das ist eine gültige Datei", "Das ist keine gültige Datei", " → keine"},
           {"de", "Eine gültige Adresse", "Eine ungültige Adresse", "gültige → ungültige"},
           {"fr", "Vous pouvez partir", "Vous ne pouvez pas partir", " → pas"},
           {"fr", "Activer le son", "Désactiver le son", "activer → désactiver"},
           {"es", "Se puede abrir", "No se puede abrir", " → no"},
           {"it", "Si può aprire", "Non si può aprire", " → non"},
           {"pt", "Pode abrir", "Não pode abrir", " → não"},
           {"nl", "Dit is een bestand", "Dit is geen bestand", " → geen"},
           {"pl", "Można otworzyć plik", "Nie można otworzyć pliku", " → nie"},
           {"ru", "Файл найден", "Файл не найден", " → не"},
           {"uk", "Файл знайдено", "Файл не знайдено", " → не"},
           {"hu", "A fájl megnyitható", "A fájl nem nyitható meg", " → nem"},
           {"cs", "Můžete pokračovat", "Nemůžete pokračovat", " → nemůžete, můžete → nemůžete"},
           {"cs", "Soubor byl nalezen", "Soubor byl nenalezen", "nalezen → nenalezen"},
           {"sv", "Filen finns", "Filen finns inte", " → inte"},
           {"da", "Filen findes", "Filen findes ikke", " → ikke"},
           {"zh", "请关闭窗口", "请不要关闭窗口", " → 不"},
           {"ja", "保存できます", "保存できません", " → できません"},
           {"xx", "not", "", ""}}) {
    EXPECT_EQ(turned(row.tag, row.source, row.query), row.expected)
        << row.tag << ": " << row.source << " / " << row.query;
  }
}

TEST(MatchingWords, EveryBuiltInFileIsReadWhole) {
  for (const internal::MatchingText& file : internal::matching_texts()) {
    EXPECT_TRUE(MatchingWords::read(file.text)) << file.tag;
  }
  EXPECT_FALSE(MatchingWords::read("word\n"));
  EXPECT_FALSE(MatchingWords::read("[nonsense]\nword\n"));
  EXPECT_FALSE(MatchingWords::read("[negations\nnot\n"));
  EXPECT_FALSE(MatchingWords::read("[linker]\nde\n"));
}

TEST(MatchingWords, LabelsAreThoseOfEveryLanguage) {
  EXPECT_TRUE(MatchingWords::is_label(U"chapter"));
  EXPECT_TRUE(MatchingWords::is_label(U"capitolul"));
  EXPECT_TRUE(MatchingWords::is_label(U"глава"));
  EXPECT_FALSE(MatchingWords::is_label(U"house"));
}

}  // namespace
}  // namespace punte::language
