#include "job/export.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "tests/job/memory_fixture.h"

namespace punte::job {
namespace {

using testing::HasSubstr;
using testing::Not;

class KeptBytes final : public exchange::ByteSink {
 public:
  base::Result<void> write(std::string_view bytes) override {
    bytes_ += bytes;
    return {};
  }
  base::Result<void> commit() override {
    committed_ = true;
    return {};
  }
  std::string bytes_;
  bool committed_ = false;
};

class ExportTest : public WithMemory {
 protected:
  void SetUp() override {
    language::Unit aligned = unit_of({{"en", "A bridge"}, {"ro", "Un pod"}});
    aligned.properties.push_back({"x-punte-source", "https://example.org/en/bridge", {}});
    aligned.properties.push_back({"x-punte-target", "https://example.org/ro/pod", {}});
    add(aligned, "pages");
    add(unit_of({{"en", "A river"}, {"ro", "Un râu"}, {"de", "Ein Fluss"}}), "a.tmx");
  }
};

TEST_F(ExportTest, WritesWhatPassesTheFilterAndCommits) {
  ExportOptions options;
  options.filter.languages = {"en", "de"};
  KeptBytes sink;
  const auto count = export_units(memory_, options, sink);
  ASSERT_TRUE(count.has_value());
  EXPECT_EQ(*count, 1);
  EXPECT_TRUE(sink.committed_);
  EXPECT_THAT(sink.bytes_, HasSubstr("Ein Fluss"));
  EXPECT_THAT(sink.bytes_, Not(HasSubstr("Un râu")));
}

TEST_F(ExportTest, UnitsOfAPageAreFoundByEitherSide) {
  for (const std::string page : {"https://example.org/en/*", "*/ro/pod"}) {
    ExportOptions options;
    options.page = page;
    KeptBytes sink;
    const auto count = export_units(memory_, options, sink);
    ASSERT_TRUE(count.has_value());
    EXPECT_EQ(*count, 1) << page;
    EXPECT_THAT(sink.bytes_, HasSubstr("Un pod"));
  }
}

TEST_F(ExportTest, AFormatOfOnePairNeedsItsName) {
  ExportOptions options;
  options.format = exchange::Format::kPo;
  KeptBytes sink;
  const auto count = export_units(memory_, options, sink);
  ASSERT_FALSE(count.has_value());
  EXPECT_EQ(count.error().code, base::ErrorCode::kInvalidArgument);
  EXPECT_FALSE(sink.committed_);
}

TEST_F(ExportTest, TermsAreThoseThatHaveAllLanguages) {
  language::Concept one;
  one.terms.resize(2);
  one.terms[0].language = "en";
  one.terms[0].text = "footbridge";
  one.terms[1].language = "ro";
  one.terms[1].text = "punte";
  ASSERT_TRUE(memory_.add_concept(one, "terms.tbx").has_value());
  ExportOptions options;
  options.format = exchange::Format::kTbx;
  options.filter.languages = {"en", "de"};
  KeptBytes none;
  EXPECT_EQ(export_units(memory_, options, none).value(), 0);
  options.filter.languages = {"en", "ro"};
  KeptBytes sink;
  EXPECT_EQ(export_units(memory_, options, sink).value(), 1);
  EXPECT_THAT(sink.bytes_, HasSubstr("footbridge"));
}

}  // namespace
}  // namespace punte::job
