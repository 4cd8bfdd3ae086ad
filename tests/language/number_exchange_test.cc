#include "language/number_exchange.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace punte::language {
namespace {

TEST(NumberExchange, KeepsTheMannerOfTheTranslation) {
  struct Row {
    std::string to, before, after, here, expected, why;
  };
  const std::string none = "none";
  for (const Row& row : std::vector<Row>{
           {"fr", "150,000", "180,000", "150\u00A0000", "180\u00A0000", "a no-break space"},
           {"fr", "150,000", "180,000", "150\u202F000", "180\u202F000", "a narrow one"},
           {"fr", "150,000", "180,000", "150 000", "180 000", "a plain one"},
           {"fr", "150,000", "1,180,000", "150 000", "1 180 000", "more groups"},
           {"de", "150,000", "180,000", "150'000", "180'000", "an apostrophe"},
           {"de", "150,000", "180,000", "150’000", "180’000", "a curved one"},
           {"de", "150,000", "180,000", "150.000", "180.000", "a full stop"},
           {"pl", "150,000", "180,000", "150000", "180000", "nothing"},
           {"de", "150,000", "180,000", "150,000", "180,000", "as the text has it"},
           {"ro", "1,200.5", "3,400.25", "1.200,5", "3.400,25", "decimals"},
           {"de", "500", "1,500", "500", "1.500", "a group that is new"},
           {"pl", "500", "1,500", "500", "1500", "thousands are not grouped"},
           {"pl", "500", "15,000", "500", "15\u00A0000", "but tens of them are"},
           {"de", "1500", "2800", "1500", "2800", "no groups on either side"},
           {"de", "3.5", "4", "3,5", "4", "no decimals any more"},
           {"de", "3", "4.25", "3", "4,25", "decimals that are new"},
           {"de", "3.5", "4.25", "3.5", "4.25", "a decimal point kept"},
           {"ar", "12", "15", "١٢", "١٥", "digits of another script"},
           {"ar", "12", "-15", "١٢", "-١٥", "and a sign"},
           {"hi", "150,000", "1,500,000", "1,50,000", "15,00,000", "Indian groups"},
           {"ja", "8", "12", "８", "１２", "full width"},
           {"ro", "-5", "7", "−5", "7", "the sign goes with its number"},
           {"ro", "-5", "-7", "−5", "−7", "and keeps its form"},
           {"ro", "5", "7", "-5", none, "another sign is another number"},
           {"ro", "05", "12", "05", "12", "a zero before it"},
           {"ro", "12", "15", "112", none, "another number"},
           {"ro", "15.05.2024", "12.04.2023", "15.05.2024", "12.04.2023", "a date as it is"},
           {"de", "05/15/2024", "06/16/2024", "15.05.2024", none, "a date in another form"}}) {
    const NumberExchange numbers("en", row.to);
    EXPECT_EQ(numbers.rewritten(row.before, row.after, row.here, false).value_or(none),
              row.expected)
        << row.why;
  }
  EXPECT_EQ(NumberExchange("en", "de").rewritten("5", "5.5", "5", true), "5.5") << "a version";
  EXPECT_EQ(NumberExchange("de", "en").rewritten("1.500", "2.800", "1,500", false), "2,800");
  EXPECT_EQ(NumberExchange("fr", "en").rewritten("1 500", "2 800", "1,500", false), "2,800");
  EXPECT_EQ(NumberExchange("ar", "en").rewritten("١٢", "١٥", "12", false), "15");
}

TEST(NumberExchange, KnowsWhatIsOneValue) {
  const NumberExchange numbers("en", "ro");
  EXPECT_TRUE(numbers.same("1,500", "1 500"));
  EXPECT_TRUE(numbers.same("８", "8"));
  EXPECT_TRUE(numbers.same("−5", "-5"));
  EXPECT_FALSE(numbers.same("1.500", "1,500"));
  EXPECT_FALSE(numbers.same("5", "-5"));
  EXPECT_FALSE(numbers.same("5/6", "5/6")) << "no number";
}

TEST(NumberExchange, AnyBytesAreFine) {
  const NumberExchange numbers("und", "xx-unknown");
  for (const std::string text : {"", "-", "\xFF", "1\xFF", "1,", ",1", "1,,1", "٣3"}) {
    EXPECT_FALSE(numbers.same(text, text)) << text;
    EXPECT_FALSE(numbers.rewritten(text, "5", "7", false)) << text;
    EXPECT_FALSE(numbers.counted(text, {0, text.size()}, text, {0, text.size()}, text, text));
  }
}

}  // namespace
}  // namespace punte::language
