#include "server/tokens.h"

#include <fcntl.h>
#include <openssl/sha.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <fstream>
#include <iterator>
#include <memory>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/late_library.h"
#include "server/late_crypto.h"

namespace punte::server {
namespace {

using base::ErrorCode;
using base::fail;
using base::Result;
using Json = nlohmann::ordered_json;

constexpr std::size_t kSecretBytes = 32;  // 256 bits: no need for a slow hash
constexpr std::string_view kPrefix = "punte_";

/// SHA-256 in hexadecimal. Empty without OpenSSL.
std::string hash_of(std::string_view text) {
  static const std::unique_ptr<const CryptoApi> api = kCrypto.load();
  if (api == nullptr) return {};
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  api->sha256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data());
  std::string out;
  for (const unsigned char byte : digest) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    out += kDigits[byte >> 4U];
    out += kDigits[byte & 0xFU];
  }
  return out;
}

/// A new secret in letters that need no quoting anywhere.
Result<std::string> secret() {
  std::array<unsigned char, kSecretBytes> bytes{};
  if (getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
    return fail(ErrorCode::kIo, PUNTE_MSG("the system has no random numbers: {1}"),
                {std::strerror(errno)});
  }
  constexpr std::string_view kLetters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::string out(kPrefix);
  unsigned held = 0;
  unsigned bits = 0;
  for (const unsigned char byte : bytes) {
    held = held << 8U | byte;
    for (bits += 8; bits >= 6; bits -= 6) out += kLetters[held >> (bits - 6) & 63U];
  }
  return out;
}

/// The same for texts of the same length, wherever they differ.
bool same(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  unsigned difference = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    difference |= static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i]);
  }
  return difference == 0;
}

Result<Token> token_of(const Json& json) {
  Token out;
  out.name = json.at("name").get<std::string>();
  out.hash = json.at("sha256").get<std::string>();
  PUNTE_TRY(out.role, parse_role(json.at("role").get<std::string>()));
  out.memories = json.value("memories", std::vector<std::string>());
  out.created = json.value("created", std::int64_t{0});
  out.expires = json.value("expires", std::int64_t{0});
  return out;
}

}  // namespace

Result<TokenList> TokenList::read(const std::filesystem::path& path) {
  TokenList out;
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    std::error_code error;
    if (!std::filesystem::exists(path, error)) return out;
    return fail(ErrorCode::kIo, PUNTE_MSG("cannot read this file"), {}, path.string());
  }
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  try {
    const Json json = Json::parse(text);
    for (const Json& one : json.at("tokens")) {
      PUNTE_TRY(Token token, token_of(one));
      out.tokens_.push_back(std::move(token));
    }
  } catch (const Json::exception&) {
    return fail(ErrorCode::kSyntax, PUNTE_MSG("this is not a list of tokens as Punte writes it"),
                {}, path.string());
  }
  return out;
}

Result<std::string> TokenList::add(Token token) {
  if (token.name.empty()) {
    return fail(ErrorCode::kInvalidArgument, PUNTE_MSG("a token needs a name"));
  }
  for (const Token& known : tokens_) {
    if (known.name == token.name) {
      return fail(ErrorCode::kInvalidArgument, PUNTE_MSG("there is a token “{1}” already"),
                  {token.name});
    }
  }
  PUNTE_TRY(std::string text, secret());
  token.hash = hash_of(text);
  if (token.hash.empty()) {
    return fail(ErrorCode::kUnsupported, PUNTE_MSG("{1} is not installed"), {kCrypto.file()});
  }
  tokens_.push_back(std::move(token));
  return text;
}

Result<void> TokenList::revoke(const std::string& name) {
  const auto found = std::find_if(tokens_.begin(), tokens_.end(),
                                  [&name](const Token& token) { return token.name == name; });
  if (found == tokens_.end()) {
    return fail(ErrorCode::kNotFound, PUNTE_MSG("there is no token “{1}”"), {name});
  }
  tokens_.erase(found);
  return {};
}

Result<void> TokenList::write(const std::filesystem::path& path) const {
  Json list = Json::array();
  for (const Token& token : tokens_) {
    list.push_back({{"name", token.name},
                    {"sha256", token.hash},
                    {"role", role_name(token.role)},
                    {"memories", token.memories},
                    {"created", token.created},
                    {"expires", token.expires}});
  }
  const std::string text = Json{{"tokens", std::move(list)}}.dump(2) + "\n";
  std::error_code error;
  if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path(), error);
  const std::string part = path.string() + ".part";
  const auto failed = [&part, &path] {
    auto out = fail(ErrorCode::kIo, PUNTE_MSG("cannot write this file: {1}"),
                    {std::strerror(errno)}, path.string());
    ::unlink(part.c_str());
    return out;
  };
  const int file =
      ::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (file < 0) return failed();
  const bool written =
      ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
      ::fsync(file) == 0;
  if (::close(file) != 0 || !written) return failed();
  if (std::rename(part.c_str(), path.c_str()) != 0) return failed();
  return {};
}

std::optional<Caller> TokenList::caller(std::string_view token, std::int64_t now) const {
  const std::string hash = hash_of(token);
  if (hash.empty()) return std::nullopt;
  std::optional<Caller> out;
  for (const Token& known : tokens_) {
    const bool valid = known.expires == 0 || now < known.expires;
    if (same(known.hash, hash) && valid) out = Caller{known.name, known.role, known.memories};
  }
  return out;
}

}  // namespace punte::server
