#include "server/access.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ctime>

#include "tests/server/service_fixture.h"

namespace punte::server {
namespace {

using testing::HasSubstr;
using testing::Not;

class AccessTest : public tests::ServiceTest {
 protected:
  /// Makes a token and returns its text.
  std::string token(const std::string& name, Role role, std::vector<std::string> memories = {}) {
    TokenList tokens = TokenList::read(token_file_).value();
    Token made;
    made.name = name;
    made.role = role;
    made.memories = std::move(memories);
    std::string text = tokens.add(std::move(made)).value();
    EXPECT_TRUE(tokens.write(token_file_));
    return text;
  }
  void serve_with_tokens(double rate = 0) {
    ServiceOptions options;
    options.access.tokens = token_file_;
    options.access.rate = rate;
    serve(std::move(options));
  }
  int status(const std::string& method, const std::string& target, const std::string& text,
             const std::string& body = "{}") {
    return call(method, target, body, {{"Authorization", "Bearer " + text}}).status;
  }

  std::filesystem::path token_file_ = spool_ / "tokens.json";
};

TEST_F(AccessTest, OnlyKnownHostNamesAreAnswered) {
  ServiceOptions options;
  options.access.host_names = {"tm.example.org"};
  options.access.tokens = token_file_;
  token("ana", Role::kRead);
  serve(std::move(options));
  for (const char* const host : {"localhost", "localhost:8712", "127.0.0.1:8712", "[::1]:8712",
                                 "tm.example.org", "TM.example.org:80"}) {
    EXPECT_EQ(call("GET", "/health", "", {{"Host", host}}).status, 200) << host;
  }
  for (const char* const host : {"evil.example", "localhost.evil.example", "",
                                 "tm.example.org.evil", "localhost@evil.example"}) {
    EXPECT_EQ(call("GET", "/health", "", {{"Host", host}}).status, 421) << host;
  }
}

TEST_F(AccessTest, PagesOfOtherOriginsAreRefusedUnlessTheyAreNamed) {
  ServiceOptions options;
  options.access.origins = {"https://example.org"};
  serve(std::move(options));
  const auto asked_by = [this](const std::string& origin) {
    return call("GET", "/health", "", {{"Host", "localhost:8712"}, {"Origin", origin}});
  };
  EXPECT_EQ(asked_by("https://evil.example").status, 403);
  EXPECT_EQ(asked_by("null").status, 403);
  EXPECT_EQ(asked_by("http://localhost:9999").status, 403);
  const Response own = asked_by("http://localhost:8712");
  EXPECT_EQ(own.status, 200);
  EXPECT_EQ(own.headers.find("Access-Control-Allow-Origin"), nullptr);
  const Response named = asked_by("https://example.org");
  EXPECT_EQ(named.status, 200);
  EXPECT_EQ(*named.headers.find("Access-Control-Allow-Origin"), "https://example.org");
}

TEST_F(AccessTest, APublicAddressNeedsAToken) {
  AccessOptions options;
  options.host = "0.0.0.0";
  options.tokens = token_file_;
  const auto refused = Access::make(options);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().remedy, base::Remedy::kMakeToken);
  options.host = "127.0.0.1";
  options.host_names = {"tm.example.org"};
  EXPECT_FALSE(Access::make(options));
  token("ana", Role::kRead);
  EXPECT_TRUE(Access::make(options));
}

TEST_F(AccessTest, WithTokensNobodyComesInWithoutOne) {
  const std::string text = token("ana", Role::kRead);
  serve_with_tokens();
  add("m", "Yes", "Da");
  EXPECT_EQ(call("GET", "/api/v1/memories").status, 401);
  EXPECT_EQ(call("GET", "/health").status, 200);
  EXPECT_EQ(status("GET", "/api/v1/memories", text), 200);
  EXPECT_EQ(status("GET", "/api/v1/memories", text + "x"), 401);
  EXPECT_EQ(
      call("GET", "/api/v1/memories", "", {{"Authorization", "DeepL-Auth-Key " + text}}).status,
      200);
  EXPECT_EQ(call("GET", "/api/v1/memories?api_key=" + text).status, 200);
  EXPECT_EQ(call("GET", "/t/" + text + "/api/v1/memories").status, 200);
  EXPECT_EQ(call("GET", "/t/" + text + "/tmserver/en/ro/unit/Yes").status, 200);
  EXPECT_EQ(call("GET", "/t/wrong/tmserver/en/ro/unit/Yes").status, 401);
}

TEST_F(AccessTest, RolesLimitWhatATokenAllows) {
  const std::string reader = token("reader", Role::kRead);
  const std::string writer = token("writer", Role::kWrite);
  const std::string admin = token("admin", Role::kAdmin);
  add("m", "Yes", "Da");
  serve_with_tokens();
  const std::string unit = R"({"source":"No","target":"Nu","from":"en","to":"ro","memory":"m"})";
  EXPECT_EQ(status("POST", "/api/v1/units", reader, unit), 403);
  EXPECT_EQ(status("POST", "/api/v1/units", writer, unit), 201);
  EXPECT_EQ(status("POST", "/api/v1/memories/m/undo", writer), 403);
  EXPECT_EQ(status("POST", "/api/v1/memories/m/undo", admin), 200);
  EXPECT_EQ(status("DELETE", "/api/v1/memories/m", writer), 403);
}

TEST_F(AccessTest, ATokenOfSomeMemoriesSeesNoOthers) {
  const std::string text = token("ana", Role::kAdmin, {"mine"});
  add("mine", "Yes", "Da");
  add("theirs", "No", "Nu");
  serve_with_tokens();
  const auto with_token = [&](const std::string& method, const std::string& target,
                              const std::string& body) {
    return call(method, target, body, {{"Authorization", "Bearer " + text}});
  };
  EXPECT_THAT(with_token("GET", "/api/v1/memories", "").body, Not(HasSubstr("theirs")));
  const std::string lookup = R"({"text":"No","from":"en","to":"ro","memory":"theirs"})";
  // The same answer as for a memory that is not there.
  EXPECT_EQ(with_token("POST", "/api/v1/lookup", lookup).status, 404);
  EXPECT_EQ(with_token("DELETE", "/api/v1/memories/theirs", "").status, 404);
  EXPECT_EQ(with_token("GET", "/tmserver/en/ro/unit/No?memory=theirs", "").status, 404);
}

TEST_F(AccessTest, ATokenThatIsRevokedIsWorthlessAtOnceAndTheLastOneOpensNothing) {
  const std::string text = token("ana", Role::kRead);
  ServiceOptions options;
  options.access.tokens = token_file_;
  options.access.host = "0.0.0.0";
  serve(std::move(options));
  EXPECT_EQ(status("GET", "/api/v1/memories", text), 200);
  TokenList tokens = TokenList::read(token_file_).value();
  ASSERT_TRUE(tokens.revoke("ana"));
  ASSERT_TRUE(tokens.write(token_file_));
  // A file system that keeps whole seconds must not hide the change.
  std::filesystem::last_write_time(
      token_file_, std::filesystem::last_write_time(token_file_) + std::chrono::seconds(2));
  EXPECT_EQ(status("GET", "/api/v1/memories", text), 401);
  EXPECT_EQ(call("GET", "/api/v1/memories").status, 401);
}

TEST_F(AccessTest, WhoAsksTooOftenIsToldToWait) {
  serve_with_tokens(1);
  int refused = 0;
  for (int i = 0; i < 20; ++i) refused += call("GET", "/health").status == 429 ? 1 : 0;
  EXPECT_GE(refused, 10);
  EXPECT_EQ(call("GET", "/health", "", {}, "127.0.0.2").status, 200);
}

TEST_F(AccessTest, SecretsAreNotLogged) {
  const std::string text = token("ana", Role::kRead);
  std::string log;
  ServiceOptions options;
  options.access.tokens = token_file_;
  options.log = [&log](std::string_view line) { log += line; };
  serve(std::move(options));
  Request request;
  request.method = "GET";
  request.path = "/t/" + text + "/health";
  request.query = "api_key=" + text;
  request.headers.add("Host", "localhost");
  request.headers.add("Authorization", "Bearer " + text);
  const Admission admission = service_->admit(request);
  EXPECT_FALSE(admission.refusal);
  service_->answered(request, 200, 2, std::chrono::microseconds(1500));
  EXPECT_THAT(log, HasSubstr("\"caller\":\"ana\""));
  EXPECT_THAT(log, HasSubstr("\"path\":\"/health\""));
  EXPECT_THAT(log, Not(HasSubstr(text)));
}

}  // namespace
}  // namespace punte::server
