#ifndef PUNTE_SERVER_TOKENS_H_
#define PUNTE_SERVER_TOKENS_H_

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "server/message.h"

namespace punte::server {

/// What is kept of a token: never the token itself.
struct Token {
  std::string name;  ///< unique; who or what it was made for
  std::string hash;  ///< SHA-256 of the token, hexadecimal
  Role role = Role::kRead;
  std::vector<std::string> memories;  ///< names; empty: all
  std::int64_t created = 0;           ///< seconds since 1970
  std::int64_t expires = 0;           ///< the same; 0: never
};

/// The tokens of a server, in a JSON file that its owner alone can read.
/// Threads: const and thread-safe once read.
class TokenList {
 public:
  /// An empty list if there is no file. Errors: kSyntax, kIo.
  [[nodiscard]] static base::Result<TokenList> read(const std::filesystem::path& path);

  /// Makes a token, adds it and returns what its owner must send; this is the only time it is seen.
  /// Errors: kInvalidArgument where the name is empty or taken; kUnsupported without OpenSSL.
  [[nodiscard]] base::Result<std::string> add(Token token);
  /// Errors: kNotFound.
  [[nodiscard]] base::Result<void> revoke(const std::string& name);
  /// Replaces the file at once, readable by its owner alone. Errors: kIo.
  [[nodiscard]] base::Result<void> write(const std::filesystem::path& path) const;

  [[nodiscard]] const std::vector<Token>& list() const { return tokens_; }
  /// Who sent this token; nullopt for one that is unknown or has expired by `now`.
  [[nodiscard]] std::optional<Caller> caller(std::string_view token, std::int64_t now) const;

 private:
  std::vector<Token> tokens_;
};

}  // namespace punte::server

#endif  // PUNTE_SERVER_TOKENS_H_
