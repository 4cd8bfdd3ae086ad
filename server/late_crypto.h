#ifndef PUNTE_SERVER_LATE_CRYPTO_H_
#define PUNTE_SERVER_LATE_CRYPTO_H_

#include <openssl/sha.h>

#include <array>

#include "base/late_library.h"

namespace punte::server {

/// What is used of OpenSSL's libcrypto, which only servers with tokens load.
struct CryptoApi {
  decltype(&SHA256) sha256;
};

using Crypto = base::LateLibrary<CryptoApi>;
inline constexpr std::array kCryptoFunctions = {Crypto::symbol<&CryptoApi::sha256>("SHA256")};
inline constexpr Crypto kCrypto(PUNTE_LIBCRYPTO, kCryptoFunctions);

}  // namespace punte::server

#endif  // PUNTE_SERVER_LATE_CRYPTO_H_
