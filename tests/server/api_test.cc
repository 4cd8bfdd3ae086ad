#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "language/concept.h"
#include "server/openapi.h"
#include "tests/server/service_fixture.h"

namespace punte::server {
namespace {

using testing::HasSubstr;
using tests::Json;

class ApiTest : public tests::ServiceTest {
 protected:
  void SetUp() override {
    add("m", "Save the file", "Salvează fișierul");
    add("m", "Open the file", "Deschide fișierul");
    serve();
  }
};

TEST_F(ApiTest, ATextIsLookedUpAsTheCommandDoes) {
  const Json found = post("/api/v1/lookup",
                          {{"text", "Save the file"}, {"from", "en"}, {"to", "ro"}, {"limit", 1}});
  ASSERT_EQ(found["matches"].size(), 1U);
  EXPECT_EQ(found["matches"][0]["score"], 100);
  EXPECT_EQ(found["matches"][0]["target"], "Salvează fișierul");
  EXPECT_EQ(found["matches"][0]["origin"], "test.tmx");
}

TEST_F(ApiTest, WithoutFromTheLanguageIsIdentified) {
  const Json found = post("/api/v1/lookup", {{"text", "Open the file"}, {"to", "ro"}});
  EXPECT_EQ(found["lang"], "en");
  EXPECT_EQ(found["matches"][0]["score"], 100);
}

TEST_F(ApiTest, SeveralTextsAreAnsweredInTheirOrderEachInItsContext) {
  const Json found = post("/api/v1/lookup", {{"texts",
                                              {"Open the file",
                                               {{"text", "Salvează fișierul"}, {"from", "ro"}},
                                               {{"text", "Nothing like it"}, {"previous", "x"}}}},
                                             {"from", "en"},
                                             {"to", "ro"}});
  ASSERT_EQ(found["results"].size(), 3U);
  EXPECT_EQ(found["results"][0]["matches"][0]["score"], 100);
  EXPECT_TRUE(found["results"][1]["matches"].empty());
  EXPECT_TRUE(found["results"][2]["matches"].empty());
}

TEST_F(ApiTest, WhatIsKeptOfAGlossaryFollowsIt) {
  const Json asked{{"text", "The old bridge is closed"}, {"from", "en"}, {"to", "ro"}};
  EXPECT_TRUE(post("/api/v1/lookup", asked)["terms"].empty());
  const Json bridge{
      {"terms", {{{"lang", "en"}, {"text", "bridge"}}, {{"lang", "ro"}, {"text", "pod"}}}}};
  EXPECT_EQ(call("POST", "/api/v1/memories/m/glossary", bridge.dump()).status, 201);
  EXPECT_EQ(post("/api/v1/lookup", asked)["terms"].size(), 1U);
  // Another program's change is seen as well.
  auto other = tm::TranslationMemory::open(folder_ / "m.tm").value();
  language::Concept closed;
  closed.terms = {{"en", "closed", {}, {}}, {"ro", "închis", {}, {}}};
  ASSERT_TRUE(other.add_concept(closed, "other"));
  EXPECT_EQ(post("/api/v1/lookup", asked)["terms"].size(), 2U);
}

TEST_F(ApiTest, AUnitIsAddedFoundEditedDeletedAndComesBack) {
  const Response added = call("POST", "/api/v1/units",
                              R"({"source":"Close","target":"Închide","from":"en","to":"ro"})");
  EXPECT_EQ(added.status, 201);
  EXPECT_EQ(call("POST", "/api/v1/units",
                 R"({"source":"Close","target":"Închide","from":"en","to":"ro"})")
                .status,
            200);
  const Json unit = json(call("GET", "/api/v1/memories/m/units/3"));
  EXPECT_EQ(unit["variants"][1]["text"], "Închide");
  EXPECT_EQ(call("PUT", "/api/v1/memories/m/units/3", R"({"lang":"ro","text":"Închideți"})").status,
            200);
  EXPECT_EQ(json(call("GET", "/api/v1/memories/m/units/3"))["variants"][1]["text"], "Închideți");
  EXPECT_EQ(call("DELETE", "/api/v1/memories/m/units/3").status, 200);
  EXPECT_EQ(call("GET", "/api/v1/memories/m/units/3").status, 404);
  EXPECT_EQ(call("POST", "/api/v1/memories/m/undo", "{}").status, 200);
  EXPECT_EQ(call("GET", "/api/v1/memories/m/units/3").status, 200);
  const Json history = json(call("GET", "/api/v1/memories/m/history"));
  EXPECT_EQ(history["changes"][0]["command"], "server: undo");
  EXPECT_EQ(history["changes"][1]["command"], "server: delete 3");
}

TEST_F(ApiTest, WhatIsWrongInARequestIsNamed) {
  for (const auto& [body, detail] : std::vector<std::pair<std::string, std::string>>{
           {"", "the body must be an object of JSON"},
           {"[]", "the body must be an object of JSON"},
           {"{", "the body must be an object of JSON"},
           {R"({"text":"a"})", "“to” is missing"},
           {R"({"to":"ro","text":5})", "“text” must be a text"},
           {R"({"to":"ro","text":"a","threshold":0})", "“threshold” must be"},
           {R"({"to":"ro","text":"a","threshold":"x"})", "“threshold” must be"},
           {R"({"to":"ro","text":"a","limit":1e9})", "“limit” must be"},
           {R"({"to":"ro","text":"a","from":"!"})", "!"},
           {R"({"to":"ro","texts":5})", "“texts” must be"},
           {R"({"to":"ro","from":"en","text":"a","penalties":{"aligned":-1}})",
            "“aligned” must be"},
           {R"({"to":"ro","from":"en","text":"a","order":"best"})", "“order” must be"}}) {
    const Response refused = call("POST", "/api/v1/lookup", body);
    EXPECT_EQ(refused.status, 400) << body;
    EXPECT_EQ(refused.type, "application/problem+json; charset=utf-8");
    EXPECT_THAT(json(refused)["detail"].get<std::string>(), HasSubstr(detail)) << body;
  }
}

TEST_F(ApiTest, ALanguageThatIsNoneIsRefusedWithWhatWasMeant) {
  const Response refused =
      call("POST", "/api/v1/lookup", R"({"text":"Save the file","from":"en","to":"romanian"})");
  EXPECT_EQ(refused.status, 400);
  EXPECT_EQ(json(refused)["proposal"], "ro");
}

TEST_F(ApiTest, JsonThatIsNestedTooDeeplyIsRefused) {
  std::string deep = "{\"a\":";
  for (int i = 0; i < 100'000; ++i) deep += '[';
  EXPECT_EQ(call("POST", "/api/v1/lookup", deep).status, 413);
  for (int i = 0; i < 100'000; ++i) deep += ']';
  EXPECT_EQ(call("POST", "/api/v1/lookup", deep + "}").status, 413);
}

TEST_F(ApiTest, TextThatIsNotUtf8IsAnsweredAndNotEchoed) {
  const Response answer = call("POST", "/api/v1/identify", "{\"text\":\"a\xff\xfe\"}");
  EXPECT_TRUE(answer.status == 200 || answer.status == 400);
  EXPECT_NO_THROW(static_cast<void>(json(answer)));
}

TEST_F(ApiTest, NoNameOpensAFile) {
  std::ofstream(folder_ / "secret.txt") << "secret";
  for (const char* const name : {"..%2Fm", "%2E%2E%2Fm", "m.tm", "-", ".", "..", "m%00", "m%2F",
                                 "secret.txt", "%20m", "M"}) {
    EXPECT_GE(call("GET", std::string("/api/v1/memories/") + name).status, 400) << name;
  }
  for (const char* const name : {"../m2", "/tmp/m2", "-", "", "a b", "a.b", "m\n"}) {
    EXPECT_EQ(call("POST", "/api/v1/memories", Json{{"name", name}}.dump()).status, 400) << name;
  }
}

TEST_F(ApiTest, MemoriesAreMadeListedAndDeletedButKept) {
  EXPECT_EQ(call("POST", "/api/v1/memories", R"({"name":"n"})").status, 201);
  EXPECT_EQ(call("POST", "/api/v1/memories", R"({"name":"n"})").status, 400);
  const Json list = json(call("GET", "/api/v1/memories"));
  ASSERT_EQ(list["memories"].size(), 2U);
  EXPECT_EQ(list["memories"][0]["units"], 2);
  // Two memories: which one is meant must be said.
  EXPECT_EQ(call("POST", "/api/v1/lookup", R"({"text":"a","from":"en","to":"ro"})").status, 400);
  EXPECT_EQ(call("DELETE", "/api/v1/memories/m").status, 204);
  EXPECT_EQ(call("GET", "/api/v1/memories/m").status, 404);
  EXPECT_TRUE(std::filesystem::exists(folder_ / "m.tm.deleted-1"));
  const auto kept = tm::TranslationMemory::open(folder_ / "m.tm.deleted-1");
  EXPECT_EQ(kept.value().info().value().units, 2);
}

TEST_F(ApiTest, AMemoryThatWasReplacedIsReadAnew) {
  EXPECT_EQ(json(call("GET", "/api/v1/memories/m"))["units"], 2);
  add("other", "Yes", "Da");
  std::filesystem::rename(folder_ / "other.tm", folder_ / "m.tm");
  EXPECT_EQ(json(call("GET", "/api/v1/memories/m"))["units"], 1);
}

TEST_F(ApiTest, AFileIsImportedAndExportedByJobs) {
  const auto ended = [this](const std::string& id) {
    while (true) {
      Json job = json(call("GET", "/api/v1/jobs/" + id));
      if (job["state"] != "waiting" && job["state"] != "running") return job;
    }
  };
  const Response started =
      call("POST", "/api/v1/memories/m/import?name=..%2Fwords.csv&from=en&to=ro",
           "en,ro\nRiver,Râu\nBridge,Pod\n");
  EXPECT_EQ(started.status, 202);
  const Json import = ended(json(started)["job"]);
  EXPECT_EQ(import["state"], "done") << import;
  EXPECT_EQ(import["result"]["added"], 2) << import;
  EXPECT_EQ(import["result"]["file"], "words.csv");
  const Json failed =
      ended(json(call("POST", "/api/v1/memories/m/import?name=a.tmx", "<tmx"))["job"]);
  EXPECT_EQ(failed["state"], "failed");
  EXPECT_EQ(failed["error"]["status"], 400);
  const Json copied = ended(json(call("POST", "/api/v1/memories/m/backup"))["job"]);
  EXPECT_EQ(copied["result"]["units"], 4) << copied.dump();
  const Json exported =
      ended(json(call("POST", "/api/v1/memories/m/export", R"({"format":"tmx"})"))["job"]);
  EXPECT_EQ(exported["result"]["units"], 4);
  const Response file = call("GET", "/api/v1/jobs/4/file");
  std::ifstream tmx(file.file);
  const std::string text{std::istreambuf_iterator<char>(tmx), {}};
  EXPECT_THAT(text, HasSubstr("<seg>Râu</seg>"));
  EXPECT_EQ(*file.headers.find("Content-Disposition"), "attachment; filename=\"m.tmx\"");
  EXPECT_EQ(call("GET", "/api/v1/jobs/9").status, 404);
}

TEST_F(ApiTest, APageInAnotherEncodingComesBackWhole) {
  const Response done =
      call("POST", "/api/v1/translate?to=ro",
           "<html lang=en><body><p>Save the file</p><p lang=pl>Wszystkie \xb1 zmiany \xb6 oraz "
           "\xb3\xf3"
           "d\xbc na rzece</p></body></html>",
           {{"Content-Type", "text/html; charset=iso-8859-2"}});
  ASSERT_EQ(done.status, 200) << done.body;
  const auto page = json(done)["page"].get<std::string>();
  EXPECT_THAT(page, HasSubstr("ą zmiany ś oraz łódź"));
  EXPECT_THAT(page, HasSubstr("Salvează fișierul"));
}

TEST_F(ApiTest, WorkGoesOutAndComesBackIntoThePageAndTheMemory) {
  const std::string page =
      "<html lang=en><body><p>Save the file</p><p>Click the button below.</p></body></html>";
  const Json asked{{"page", page}, {"to", "ro"}, {"name", "a.html"}};
  std::string work =
      call("POST", "/api/v1/work", asked.dump(), {{"Content-Type", "application/json"}}).body;
  EXPECT_THAT(work, HasSubstr("Salvează fișierul"));
  const auto merged = [&](const std::string& file) {
    Json body = asked;
    body["work"] = file;
    return call("POST", "/api/v1/merge", body.dump(), {{"Content-Type", "application/json"}});
  };
  const std::size_t at = work.find("</source>", work.find("Click the button"));
  ASSERT_NE(at, std::string::npos);
  work.insert(at + 9, "<target state=\"translated\">Apăsați butonul de mai jos.</target>");
  const Response done = merged(work);
  ASSERT_EQ(done.status, 200) << done.body;
  EXPECT_THAT(json(done)["page"].get<std::string>(),
              HasSubstr("<p lang=\"ro\">Apăsați butonul de mai jos.</p>"));
  EXPECT_EQ(post("/api/v1/lookup", {{"text", "Click the button below."},
                                    {"from", "en"},
                                    {"to", "ro"}})["matches"][0]["score"],
            100);
  std::string faulty = work;
  faulty.replace(faulty.find("Click the button"), 5, "Press");
  const Response refused = merged(faulty);
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(json(refused)["faults"].size(), 1U);
  EXPECT_EQ(merged("<xliff").status, 400);
}

TEST_F(ApiTest, EveryRouteIsDescribedAndEveryDescriptionHasARoute) {
  std::set<std::string> described;
  std::istringstream lines{std::string(openapi_text())};
  std::string line;
  std::string path;
  while (std::getline(lines, line) && line != "components:") {
    if (line.rfind("  /", 0) == 0) path = line.substr(2, line.size() - 3);
    const bool method = line.size() > 5 && line.rfind("    ", 0) == 0 && line[4] != ' ';
    if (!method || path.empty()) continue;
    std::string name = line.substr(4, line.size() - 5);
    for (char& c : name) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    described.insert(name.append(" ").append(path));
  }
  std::set<std::string> there;
  for (const Route& route : service_->router().routes()) {
    there.insert(std::string(route.method) + " " + std::string(route.pattern));
  }
  EXPECT_EQ(described, there);
}

}  // namespace
}  // namespace punte::server
