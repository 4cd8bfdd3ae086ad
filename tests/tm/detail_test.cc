#include "tm/store/detail.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace punte::tm::internal {
namespace {

std::string draw(std::mt19937& random) {
  std::string out;
  for (std::size_t n = random() % 300; n > 0; --n) out += static_cast<char>(random());
  return out;
}

Variant draw_variant(std::mt19937& random) {
  Variant variant;
  variant.text.text = "some text";
  for (std::size_t n = random() % 4; n > 0; --n) {
    variant.text.codes.push_back({random() % 10,
                                  static_cast<language::CodeKind>(random() % 3),
                                  draw(random),
                                  draw(random),
                                  draw(random),
                                  draw(random),
                                  draw(random),
                                  {{draw(random), draw(random)}}});
  }
  for (std::size_t n = random() % 3; n > 0; --n) {
    variant.attributes.emplace_back(draw(random), draw(random));
    variant.properties.push_back({draw(random), draw(random), {{draw(random), ""}}});
    variant.notes.push_back({draw(random), {}});
  }
  if (random() % 2 == 0) variant.language_as_written = draw(random);
  return variant;
}

TEST(Detail, ComesBackUnchanged) {
  std::mt19937 random(1);
  for (int i = 0; i < 500; ++i) {
    const Variant variant = draw_variant(random);
    Variant read;
    read.text.text = variant.text.text;
    ASSERT_TRUE(decode_variant_detail(encode_variant_detail(variant), read));
    EXPECT_EQ(read, variant);
  }
  Unit unit;
  unit.source_language = "en";
  unit.attributes = {{"tuid", "7"}};
  unit.notes = {{"a note", {{"xml:lang", "ro"}}}};
  Unit read;
  ASSERT_TRUE(decode_unit_detail(encode_unit_detail(unit), read));
  EXPECT_EQ(read, unit);
}

TEST(Detail, OfNothingIsEmpty) {
  EXPECT_EQ(encode_unit_detail({}), "");
  Variant plain;
  plain.language = "en";
  plain.text.text = "text";
  EXPECT_EQ(encode_variant_detail(plain), "");
}

TEST(Detail, DamageIsFoundOrHarmless) {
  std::mt19937 random(2);
  for (int i = 0; i < 3000; ++i) {
    std::string blob = encode_variant_detail(draw_variant(random));
    if (blob.empty()) continue;
    blob[random() % blob.size()] = static_cast<char>(random());
    blob.resize(random() % (blob.size() + 1));
    Variant read;
    read.text.text = "some text";
    static_cast<void>(decode_variant_detail(blob, read));
  }
}

}  // namespace
}  // namespace punte::tm::internal
