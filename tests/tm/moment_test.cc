#include "tm/moment.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace punte::tm {
namespace {

TEST(Moment, IsReadInTheWaysThatPeopleAndToolsWriteIt) {
  for (const auto& [written, moment] : std::vector<std::pair<std::string, std::string>>{
           {"20240131T100000Z", "20240131T100000Z"},
           {"2024-01-31T10:00:00Z", "20240131T100000Z"},
           {"2024-02-01T01:59:59+02:00", "20240131T235959Z"},
           {"2024-01-31T23:30:00-0100", "20240201T003000Z"},
           {"2024-01-31 10:00:00.123", "20240131T100000Z"},
           {"20240131100000", "20240131T100000Z"},
           {"2024-01-31T10:00", "20240131T1000"},
           {"2024-01-31T10", "20240131T10"},
           {"2024", "2024"},
           {"2024-06", "202406"},
           {"2024-6-1", "20240601"},
           {"2024/01/31", "20240131"},
           {"31.01.2024", "20240131"},
           {"1.2.2024", "20240201"},
           {"31/01/2024", "20240131"},
           {"01/31/2024", "20240131"},
           {"31-01-2024 10:00:00", "20240131T100000Z"},
           {"31 Jan 2024", "20240131"},
           {"31-Jan-2024", "20240131"},
           {"January 31, 2024", "20240131"},
           {"1st Sept 2024", "20240901"},
           {"May 2024", "202405"},
           {"Wed, 31 Jan 2024 10:00:00 +0200", "20240131T080000Z"},
           {"1706695200", "20240131T100000Z"},
           {"1706695200123", "20240131T100000Z"},
           {"2024-02-29", "20240229"}}) {
    EXPECT_EQ(read_moment(written).value_or("none"), moment) << written;
  }
}

TEST(Moment, WhatIsNoneOrMayBeTwoIsRefused) {
  for (const std::string written :
       {"", "24", "--1", "20201", "2020-13-45", "2023-02-29", "2020-01-31T25", "01/02/2024",
        "2024-01-31 later", "tomorrow", "Janvier 2024", "31 Foo 2024", "12345",
        "2024-01-31T10:00:00+99:00", "....", "Jan"}) {
    EXPECT_FALSE(read_moment(written).has_value()) << written;
  }
  EXPECT_FALSE(read_moment(std::string(1000, '1')).has_value());
}

TEST(Moment, IsToldFromNow) {
  constexpr std::int64_t kNow = 1706695200;  // 2024-01-31, ten o'clock
  for (const auto& [written, moment] :
       std::vector<std::pair<std::string, std::string>>{{"today", "20240131"},
                                                        {"Yesterday", "20240130"},
                                                        {"7d", "20240124"},
                                                        {"2 weeks ago", "20240117"},
                                                        {"1 day", "20240130"},
                                                        {"3h", "20240131T070000Z"},
                                                        {"2024-01-01", "20240101"}}) {
    EXPECT_EQ(read_moment(written, kNow).value_or("none"), moment) << written;
  }
  EXPECT_FALSE(read_moment("7 apples", kNow).has_value());
  EXPECT_FALSE(read_moment("7 days later", kNow).has_value());
}

}  // namespace
}  // namespace punte::tm
