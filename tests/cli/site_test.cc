#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "tests/cli/command_runner.h"

namespace punte::cli {
namespace {

using json = nlohmann::json;
namespace fs = std::filesystem;

constexpr const char* kNotice =
    "Anyone who was there that day is asked to write to the editors of this paper, who will read "
    "all of it.";

/// A page of a site whose menu is Romanian and whose articles are English.
std::string page(int number, const std::string& address = "") {
  const std::vector<std::string> articles = {
      "The council has approved the plans for a new library beside the old market hall.",
      "Heavy rain closed two roads in the north of the county on Tuesday afternoon.",
      "Volunteers planted more than four hundred trees along the river last weekend.",
      "The museum will lend three of its paintings to a gallery in another city.",
      "Farmers expect a better harvest than last year after a long and mild spring."};
  const std::string more = " This is report " + std::to_string(number) +
                           " of our correspondent, who has spoken with the "
                           "people of the place and asked what they think, what they fear and what "
                           "they hope for in year " +
                           std::to_string(2000 + number) + ", when all of it will be decided.";
  return "<!DOCTYPE html><html lang=ro><head><title>" + std::to_string(number) + "</title>" +
         (address.empty() ? "" : "<link rel=canonical href='" + address + "'>") +
         "</head><body><ul><li>Acasă</li><li>Contact</li></ul><article><h1>Title " +
         std::to_string(number) + "</h1><p>" + articles.at(static_cast<std::size_t>(number)) +
         more + "</p><p>" + kNotice + "</p><p>" + more + "</p></article></body></html>";
}

std::string role_of(const std::string& out, const std::string& text) {
  std::istringstream lines(out);
  for (std::string line; std::getline(lines, line);) {
    const json block = json::parse(line);
    if (block["text"] == text) return block["role"];
  }
  return "none";
}

TEST(Site, WhatRecursOnTheSiteIsNoArticle) {
  const TemporaryFolder folder;
  fs::create_directory(folder.path() / "site");
  for (int i = 0; i < 4; ++i) folder.write("site/" + std::to_string(i) + ".html", page(i));
  const auto detect = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"detect", "--jsonl"});
    const Outcome outcome = run_punte(arguments, folder.path());
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    return outcome.out;
  };
  EXPECT_EQ(role_of(detect({"site", "--no-site-memory"}), kNotice), "body");
  EXPECT_EQ(role_of(detect({"site"}), kNotice), "chrome");
  EXPECT_EQ(role_of(detect({"site/0.html"}), kNotice), "body") << "nothing is known of its site";

  // What was learnt is kept for the next page of the site, and for the other commands.
  static_cast<void>(detect({"site", "--learn-sites", "m.tm"}));
  folder.write("site/4.html", page(4));
  folder.write("4.html", page(4));
  EXPECT_EQ(role_of(detect({"site/4.html", "--tm", "m.tm"}), kNotice), "chrome");
  EXPECT_EQ(role_of(detect({"4.html", "--tm", "m.tm"}), kNotice), "body") << "another folder";
  const Outcome found =
      run_punte({"lookup", "--jsonl", "--to", "ro", "--tm", "m.tm", "site/4.html"}, folder.path());
  EXPECT_EQ(role_of(found.out, kNotice), "chrome");
}

TEST(Site, PagesKeepTheirOrderAndSitesApart) {
  const TemporaryFolder folder;
  for (int i = 0; i < 4; ++i) {
    folder.write(std::to_string(i) + ".html",
                 page(i, "https://" + std::string(i % 2 == 0 ? "a" : "b") + ".example/x"));
  }
  folder.write("2b.html", std::string("\x7F"
                                      "ELF\0\1\2\0\0\0",
                                      10));
  const Outcome outcome = run_punte(
      {"detect", "--jsonl", "0.html", "1.html", "2.html", "2b.html", "3.html"}, folder.path());
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.err, testing::HasSubstr("2b.html"));
  std::vector<std::string> order;
  std::istringstream lines(outcome.out);
  for (std::string line; std::getline(lines, line);) {
    const std::string name = json::parse(line)["page"];
    if (order.empty() || order.back() != name) order.push_back(name);
  }
  EXPECT_THAT(order, testing::ElementsAre("0.html", "1.html", "2.html", "3.html"));
}

}  // namespace
}  // namespace punte::cli
