#include "server/tokens.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "server/late_crypto.h"
#include "tests/support/temporary_folder.h"

namespace punte::server {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

Token named(const std::string& name, Role role = Role::kRead) {
  Token out;
  out.name = name;
  out.role = role;
  return out;
}

// Nothing else checks the name: linking does not see this library.
TEST(Tokens, TheLibraryHasAllFunctionsThatAreUsed) { EXPECT_THAT(kCrypto.missing(), IsEmpty()); }

TEST(Tokens, ATokenIsKnownByItsTextUntilItIsRevoked) {
  TokenList tokens;
  Token token = named("ana", Role::kWrite);
  token.memories = {"client"};
  const std::string text = tokens.add(token).value();
  const auto caller = tokens.caller(text, 0);
  ASSERT_TRUE(caller);
  EXPECT_EQ(caller->name, "ana");
  EXPECT_EQ(caller->role, Role::kWrite);
  EXPECT_THAT(caller->memories, ElementsAre("client"));
  EXPECT_FALSE(tokens.caller(text + "x", 0));
  EXPECT_FALSE(tokens.caller("", 0));
  ASSERT_TRUE(tokens.revoke("ana"));
  EXPECT_FALSE(tokens.caller(text, 0));
  EXPECT_FALSE(tokens.revoke("ana"));
}

TEST(Tokens, ATokenExpires) {
  TokenList tokens;
  Token token = named("ana");
  token.expires = 1000;
  const std::string text = tokens.add(token).value();
  EXPECT_TRUE(tokens.caller(text, 999));
  EXPECT_FALSE(tokens.caller(text, 1000));
}

TEST(Tokens, TheFileHasNoSecretAndIsForItsOwnerAlone) {
  const punte::tests::TemporaryFolder folder;
  const auto path = folder / "new folder/tokens.json";
  TokenList tokens;
  const std::string first = tokens.add(named("ana", Role::kAdmin)).value();
  const std::string second = tokens.add(named("bob")).value();
  EXPECT_NE(first, second);
  ASSERT_TRUE(tokens.write(path));
  EXPECT_THAT(folder.read("new folder/tokens.json"), Not(HasSubstr(first)));
  struct stat status {};
  ASSERT_EQ(::stat(path.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
  const auto read = TokenList::read(path);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->caller(first, 0)->role, Role::kAdmin);
  EXPECT_EQ(read->caller(second, 0)->name, "bob");
}

TEST(Tokens, NamesAreNeededAndUnique) {
  TokenList tokens;
  EXPECT_FALSE(tokens.add(named("")));
  EXPECT_TRUE(tokens.add(named("ana")));
  EXPECT_FALSE(tokens.add(named("ana")));
}

TEST(Tokens, AFileThatIsNoListIsToldAndAMissingOneIsEmpty) {
  const punte::tests::TemporaryFolder folder;
  EXPECT_THAT(TokenList::read(folder / "none").value().list(), IsEmpty());
  for (const char* const text :
       {"", "[]", "{}", "{\"tokens\":[{}]}", "{\"tokens\":1}",
        "{\"tokens\":[{\"name\":\"a\",\"sha256\":\"\",\"role\":\"x\"}]}"}) {
    EXPECT_FALSE(TokenList::read(folder.write("tokens.json", text))) << text;
  }
}

}  // namespace
}  // namespace punte::server
