#include "job/align_side.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace punte::job {
namespace {

AlignSide side(const std::string& language, const std::vector<std::string>& texts) {
  AlignSide out;
  out.language = language;
  for (const std::string& text : texts) out.segments.push_back({text, {}});
  out.chrome.resize(texts.size());
  out.marks.resize(texts.size());
  return out;
}

TEST(AlignSides, WhatIsBodyHereAndChromeThereCanPair) {
  const AlignSide english =
      side("en", {"The old bridge was closed in 1987.", "Opening hours of the museum: 9 to 17",
                  "In 1989 the new bridge was opened."});
  AlignSide romanian = side("ro", {"Podul vechi a fost închis în 1987.", "Programul muzeului: 9–17",
                                   "În 1989 s-a deschis podul nou."});
  romanian.chrome[1] = true;
  romanian.marks[1] = {"^chrome"};
  std::string pairs;
  for (const aligner::Bead& bead : align_sides(english, romanian, nullptr)) {
    pairs += aligner::bead_text(bead) + " ";
  }
  EXPECT_EQ(pairs, "0:0 1:1 2:2 ");
}

TEST(AlignSides, DocumentsArePairedByTheirBodiesFirst) {
  AlignSide page = side("en", {"Menu", "Body", "Footer"});
  page.chrome = {true, false, true};
  const std::vector<aligner::Segment> seen = body_first(page);
  ASSERT_EQ(seen.size(), 3U);
  EXPECT_EQ(seen[0].text, "Body");
  EXPECT_EQ(seen[1].text, "Menu");
  EXPECT_EQ(seen[2].text, "Footer");
}

}  // namespace
}  // namespace punte::job
