#include "job/word_links.h"

#include <gtest/gtest.h>

#include <string>

namespace punte::job {
namespace {

TEST(WordLinks, FindWhatTranslatesAPhrase) {
  const aligner::Lexicon lexicon({{"house", "casa", 0.8F, 0.7F}, {"old", "veche", 0.2F, 0.9F}});
  WordKnowledge knowledge;
  knowledge.lexicon = &lexicon;
  const std::string source = "The house of Ana has 12 windows and a telephone.";
  const std::string target = "Casa Anei are 12 ferestre și un telefon.";
  const WordLinks links(source, target, knowledge);
  const auto found = [&](const std::string& words) {
    const std::size_t at = source.find(words);
    const auto span = links.of({at, at + words.size()});
    return span ? target.substr(span->start, span->limit - span->start) : "";
  };
  EXPECT_EQ(found("The house"), "Casa");
  EXPECT_EQ(found("12"), "12");
  EXPECT_EQ(found("telephone"), "telefon");
  // Nobody knows the windows, and between the house and the telephone is all the rest.
  EXPECT_EQ(found("12 windows"), "");
  EXPECT_EQ(found("and a"), "");
  EXPECT_EQ(links.at(source.find(" has")), std::nullopt);
  EXPECT_EQ(links.at(source.find(" windows")), target.find(" ferestre"));
}

}  // namespace
}  // namespace punte::job
