#include "tm/search/penalties.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace punte::tm::internal {
namespace {

class PenaltiesTest : public testing::Test {
 protected:
  PenaltiesTest() {
    unit_.variants.resize(2);
    unit_.variants[0].language = "en";
    unit_.variants[1].language = "pt";
    query_.source_language = "en";
    query_.target_language = "pt-PT";
  }
  /// "code points, code points"
  [[nodiscard]] std::string found(const std::string& origin = "a.tmx") const {
    std::string out;
    for (const Reason& reason :
         penalties_of(unit_, unit_.variants[0], unit_.variants[1], origin, query_, penalties_)) {
      out += (out.empty() ? "" : ", ") + reason.code + " " + std::to_string(reason.points);
    }
    return out;
  }
  Unit unit_;
  Query query_;
  Penalties penalties_;
};

TEST_F(PenaltiesTest, NothingIsSaidOfAnOrdinaryUnit) {
  unit_.attributes = {{"creationid", "ana"}, {"tuid", "MT!"}};
  unit_.properties = {{"x-project", "mt", {}}, {"x-ConfirmationLevel", "ApprovedSignOff", {}}};
  EXPECT_EQ(found(), "");
}

TEST_F(PenaltiesTest, AnAlignedUnitLosesLessTheSurerItIs) {
  penalties_.aligned = 10;
  EXPECT_EQ(found("aligned"), "aligned 10");
  for (const auto& [confidence, wanted] :
       std::vector<std::pair<std::string, std::string>>{{"0.000", "aligned 10"},
                                                        {"0.500", "aligned 5"},
                                                        {"0.950", "aligned 1"},
                                                        {"1.000", "aligned 1"},
                                                        {"1e9", "aligned 10"},
                                                        {"-1", "aligned 10"},
                                                        {"nan", "aligned 10"},
                                                        {"much", "aligned 10"}}) {
    unit_.properties = {{"x-punte-confidence", confidence, {}}};
    EXPECT_EQ(found(), wanted) << confidence;
  }
  penalties_.aligned = 0;
  EXPECT_EQ(found(), "");
}

TEST_F(PenaltiesTest, AMachineAnswersOnlyForWhatNobodyChanged) {
  unit_.attributes = {{"creationid", "MT!"}};
  EXPECT_EQ(found(), "machine 10");
  unit_.variants[1].attributes = {{"changeid", "ana"}};
  EXPECT_EQ(found(), "");
  unit_.variants[1].attributes = {{"changeid", "MT! engine"}};
  EXPECT_EQ(found(), "machine 10");
  unit_.attributes.clear();
  unit_.variants[1].attributes.clear();
  unit_.variants[1].properties = {{"x-Origin", "MT", {}}};
  EXPECT_EQ(found(), "machine 10");
  unit_.variants[1].properties = {{"x-mt", "false", {}}};
  EXPECT_EQ(found(), "");
}

TEST_F(PenaltiesTest, WhatNobodyConfirmedLosesAFewPoints) {
  unit_.properties = {{"x-ConfirmationLevel", "Draft", {}}};
  EXPECT_EQ(found(), "unreviewed 3");
  unit_.properties = {{"state", "needs-review-translation", {}}};
  EXPECT_EQ(found(), "unreviewed 3");
}

TEST_F(PenaltiesTest, OnlyADifferentVarietyCosts) {
  EXPECT_EQ(found(), "");
  unit_.variants[1].language = "pt-BR";
  EXPECT_EQ(found(), "variant 1");
  query_.target_language = "pt";
  EXPECT_EQ(found(), "");
}

TEST_F(PenaltiesTest, AnOriginCostsWhatTheUserSays) {
  penalties_.origins = {{"old.tmx", 7}, {"new.tmx", 0}};
  EXPECT_EQ(found("old.tmx"), "origin 7");
  EXPECT_EQ(found("new.tmx"), "");
  EXPECT_EQ(found("other.tmx"), "");
}

}  // namespace
}  // namespace punte::tm::internal
