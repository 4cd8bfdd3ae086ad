// The requests are those that the clients send; see the names of the tests.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/mcp.h"
#include "tests/server/service_fixture.h"

namespace punte::server {
namespace {

using testing::HasSubstr;
using testing::StartsWith;
using tests::Json;

class DoorsTest : public tests::ServiceTest {
 protected:
  void SetUp() override {
    add("m", "Share this article", "Distribuie acest articol");
    add("m", "Open the file <b>now</b>", "Deschide fișierul <b>acum</b>");
  }
  void serve_translations(bool on) {
    ServiceOptions options;
    options.libretranslate = on;
    serve(std::move(options));
  }
};

TEST_F(DoorsTest, WeblateAsksTmserver) {
  serve();
  // Codes in lower case with "_", everything quoted, "/" as well; the quality is never whole.
  const Response answer = call("GET", "/tmserver/en_us/ro_ro/unit/Share%20this%20article");
  EXPECT_EQ(answer.type, "application/json; charset=utf-8");
  EXPECT_THAT(answer.body, HasSubstr("\"quality\":100.0"));
  const Json list =
      json(call("GET", "/tmserver/en/ro/unit/Open%20the%20file%20%3Cb%3Enow%3C%2Fb%3E"));
  ASSERT_GE(list.size(), 1U);
  EXPECT_EQ(list[0]["quality"], 100.0);
  EXPECT_TRUE(list[0]["quality"].is_number_float());
  EXPECT_EQ(list[0]["target"], "Deschide fișierul <b>acum</b>");
  EXPECT_EQ(call("GET", "/tmserver/en/ro/unit/Nothing%20of%20the%20kind%20here").body, "[]");
  const Json languages = json(call("GET", "/tmserver/languages/"));
  EXPECT_THAT(languages["sourceLanguages"], testing::UnorderedElementsAre("en", "ro"));
}

TEST_F(DoorsTest, VirtaalAndAmagamaHaveFormsOfTheirOwn) {
  serve();
  EXPECT_THAT(call("GET", "/tmserver/en/ro/unit/Share%20this%20article?jsoncallback=cb").body,
              StartsWith("cb([{"));
  EXPECT_EQ(call("GET", "/tmserver/en/ro/unit/a?jsoncallback=alert(1)//").status, 400);
  EXPECT_EQ(json(call("GET", "/tmserver/en/ro/unit/?source=Share+this+article"))[0]["quality"],
            100.0);
  EXPECT_EQ(json(call("GET",
                      "/tmserver/en/ro/unit/Share%20this%20new%20article?min_similarity=99.5"
                      "&max_candidates=x"))
                .size(),
            0U);
}

TEST_F(DoorsTest, TmserverTakesUnits) {
  serve();
  EXPECT_EQ(call("PUT", "/tmserver/en/ro/unit/Yes", R"({"source":"Yes","target":"Da"})").status,
            200);
  EXPECT_EQ(json(call("GET", "/tmserver/en/ro/unit/Yes"))[0]["target"], "Da");
  EXPECT_EQ(call("PUT", "/tmserver/en/ro/unit/Yes", R"({"source":"Yes"})").status, 400);
}

TEST_F(DoorsTest, LibreTranslateIdentifiesAndTranslatesNothingUnlessTold) {
  serve_translations(false);
  const Json found = post("/libretranslate/detect", {{"q", "Bună ziua tuturor prietenilor"}});
  EXPECT_EQ(found[0]["language"], "ro");
  EXPECT_GE(found[0]["confidence"], 90);
  EXPECT_EQ(json(call("POST", "/libretranslate/detect", "q=Bun%C4%83+ziua+tuturor",
                      {{"Content-Type", "application/x-www-form-urlencoded"}}))[0]["language"],
            "ro");
  const Response refused = call("POST", "/libretranslate/translate",
                                R"({"q":"Share this article","source":"en","target":"ro"})");
  EXPECT_EQ(refused.status, 403);
  EXPECT_TRUE(json(refused).contains("error"));
}

TEST_F(DoorsTest, LibreTranslateGivesExactMatchesAndFailsForTheRest) {
  serve_translations(true);
  const Json one = post("/libretranslate/translate",
                        {{"q", "Share this article"}, {"source", "en"}, {"target", "ro"}});
  EXPECT_EQ(one["translatedText"], "Distribuie acest articol");
  const Json list = post("/libretranslate/translate",
                         {{"q", {"Share this article"}}, {"source", "auto"}, {"target", "ro"}});
  EXPECT_EQ(list["translatedText"][0], "Distribuie acest articol");
  EXPECT_EQ(list["detectedLanguage"][0]["language"], "en");
  const Response unknown = call("POST", "/libretranslate/translate",
                                R"({"q":["Share this article","Share that article"],"source":"en",)"
                                R"("target":"ro"})");
  EXPECT_EQ(unknown.status, 400);
}

TEST_F(DoorsTest, DeepLClientsGetExactMatches) {
  serve_translations(true);
  const Json found =
      post("/deepl/v2/translate",
           {{"text", {"Share this article"}}, {"source_lang", "EN"}, {"target_lang", "RO"}});
  EXPECT_EQ(found["translations"][0]["text"], "Distribuie acest articol");
  EXPECT_EQ(found["translations"][0]["detected_source_language"], "EN");
  EXPECT_EQ(
      call("POST", "/deepl/v2/translate", "text=Share+this+article&target_lang=RO&source_lang=EN",
           {{"Content-Type", "application/x-www-form-urlencoded"}})
          .status,
      200);
  EXPECT_EQ(call("POST", "/deepl/v2/translate", R"({"text":["x y z"],"target_lang":"RO"})").status,
            400);
  EXPECT_EQ(json(call("GET", "/deepl/v2/languages?type=target")).size(), 2U);
}

TEST_F(DoorsTest, MatecatAsksMyMemory) {
  serve();
  const Json found = json(call(
      "GET", "/mymemory/get?q=Share+this+article&langpair=en-US%7Cro-RO&de=a%40b.c&mt=0&numres=3"));
  EXPECT_EQ(found["responseStatus"], 200);
  EXPECT_EQ(found["responseData"]["translatedText"], "Distribuie acest articol");
  for (const char* const name :
       {"id", "segment", "translation", "match", "quality", "reference", "usage-count",
        "created-by", "last-updated-by", "create-date", "last-update-date"}) {
    EXPECT_TRUE(found["matches"][0].contains(name)) << name;
  }
  EXPECT_EQ(call("GET", "/mymemory/set?seg=Yes&tra=Da&langpair=en%7Cro").status, 200);
  EXPECT_EQ(json(call("GET", "/mymemory/get?q=Yes&langpair=en%7Cro"))["responseData"]["match"],
            1.0);
  EXPECT_EQ(call("GET", "/mymemory/get?q=Yes&langpair=en").status, 400);
}

TEST_F(DoorsTest, Translate5AsksT5memory) {
  serve();
  const Json found = post("/t5memory/m/fuzzysearch", {{"sourceLang", "en-US"},
                                                      {"targetLang", "ro"},
                                                      {"source", "Share this article"},
                                                      {"documentName", "a.xlf"},
                                                      {"markupTable", "OTMXUXLF"},
                                                      {"context", ""}});
  EXPECT_EQ(found["ReturnValue"], 0);
  ASSERT_EQ(found["NumOfFoundProposals"], found["results"].size());
  EXPECT_EQ(found["results"][0]["matchRate"], 100);
  EXPECT_EQ(found["results"][0]["matchType"], "Exact");
  EXPECT_EQ(found["results"][0]["target"], "Distribuie acest articol");
  EXPECT_EQ(post("/t5memory/m/entry", {{"source", "Yes"},
                                       {"target", "Da"},
                                       {"sourceLang", "en"},
                                       {"targetLang", "ro"},
                                       {"save2disk", "1"}})["ReturnValue"],
            0);
  EXPECT_EQ(post("/t5memory/m/concordancesearch",
                 {{"searchString", "article"}, {"searchType", "Source"}})["results"]
                .size(),
            1U);
  EXPECT_EQ(json(call("GET", "/t5memory/m/status"))["status"], "open");
  EXPECT_EQ(json(call("GET", "/t5memory/n/status"))["status"], "not found");
  EXPECT_EQ(call("POST", "/t5memory/", R"({"name":"n","sourceLang":"en-US"})").status, 200);
  EXPECT_EQ(call("DELETE", "/t5memory/n").status, 200);
}

TEST_F(DoorsTest, AgentsCallToolsOverHttp) {
  serve();
  EXPECT_EQ(post("/mcp", {{"jsonrpc", "2.0"}, {"id", 7}, {"method", "ping"}})["id"], 7);
  EXPECT_EQ(
      call("POST", "/mcp", R"({"jsonrpc":"2.0","method":"notifications/initialized"})").status,
      202);
  EXPECT_EQ(call("GET", "/mcp").status, 405);
}

Json answered(McpSession& session, const Json& message) {
  return Json::parse(session.answer(message.dump()).value());
}

TEST_F(DoorsTest, AgentsCallTools) {
  serve();
  McpSession session(*service_, false);
  const Json begun = answered(session, {{"jsonrpc", "2.0"},
                                        {"id", 1},
                                        {"method", "initialize"},
                                        {"params", {{"protocolVersion", "2025-03-26"}}}});
  EXPECT_EQ(begun["result"]["protocolVersion"], "2025-03-26");
  EXPECT_FALSE(session.answer(R"({"jsonrpc":"2.0","method":"notifications/initialized"})"));
  const Json tools = answered(session, {{"jsonrpc", "2.0"}, {"id", 2}, {"method", "tools/list"}});
  for (const Json& tool : tools["result"]["tools"]) {
    EXPECT_EQ(tool["inputSchema"]["type"], "object") << tool;
    EXPECT_NE(tool["name"], "tm_add");
  }
  const Json found = answered(
      session,
      {{"jsonrpc", "2.0"},
       {"id", 3},
       {"method", "tools/call"},
       {"params",
        {{"name", "tm_lookup"}, {"arguments", {{"text", "Share this article"}, {"to", "ro"}}}}}});
  EXPECT_EQ(found["result"]["isError"], false);
  EXPECT_EQ(found["result"]["structuredContent"]["matches"][0]["score"], 100);
}

TEST_F(DoorsTest, WhatAnAgentDoesWrongIsAnswered) {
  serve();
  McpSession session(*service_, false);
  EXPECT_EQ(Json::parse(session.answer("x").value())["error"]["code"], -32700);
  EXPECT_EQ(answered(session, {{"id", 1}})["error"]["code"], -32600);
  EXPECT_EQ(answered(session, {{"id", 1}, {"method", "nothing"}})["error"]["code"], -32601);
  EXPECT_EQ(answered(session, {{"id", 1},
                               {"method", "tools/call"},
                               {"params", {{"name", "tm_add"}}}})["error"]["code"],
            -32602);
  const Json missing =
      answered(session, {{"id", 1}, {"method", "tools/call"}, {"params", {{"name", "tm_lookup"}}}});
  EXPECT_EQ(missing["result"]["isError"], true);
}

TEST_F(DoorsTest, AnAgentWritesOnlyWhereItWasAllowed) {
  serve();
  McpSession session(*service_, true);
  const Json added = answered(
      session,
      {{"id", 1},
       {"method", "tools/call"},
       {"params",
        {{"name", "tm_add"},
         {"arguments", {{"source", "Yes"}, {"target", "Da"}, {"from", "en"}, {"to", "ro"}}}}}});
  EXPECT_EQ(added["result"]["structuredContent"]["added"], true) << added;
}

}  // namespace
}  // namespace punte::server
