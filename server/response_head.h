#ifndef PUNTE_SERVER_RESPONSE_HEAD_H_
#define PUNTE_SERVER_RESPONSE_HEAD_H_

#include <cstdint>
#include <string>

#include "server/message.h"

namespace punte::server {

/// The head of a response as it is sent, with the empty line that ends it. `length`: of its body.
/// No header ends its line early, whatever text its value was made of.
[[nodiscard]] std::string head_text(const Response& response, std::uintmax_t length,
                                    bool keep_alive);

}  // namespace punte::server

#endif  // PUNTE_SERVER_RESPONSE_HEAD_H_
