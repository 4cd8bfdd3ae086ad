#ifndef PUNTE_LANGUAGE_RESULT_H_
#define PUNTE_LANGUAGE_RESULT_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tl/expected.hpp>

/// Marks a message for the catalogues. The text stays English here; only cli translates it.
#define PUNTE_MSG(text) text

namespace punte::language {

enum class ErrorCode {
  kInvalidArgument,  ///< the caller asked for something that makes no sense
  kNotFound,         ///< no such file
  kIo,               ///< reading or writing failed (no space, no right, ...)
  kSyntax,           ///< the file is not what its format demands
  kUnsupported,      ///< well-formed, but nothing we can read
  kTooNew,           ///< written by a newer Punte
  kCorrupt,          ///< the file is damaged
  kBusy,             ///< another process holds it
  kLimit,            ///< larger or deeper than the limit that was set
  kCancelled,        ///< the user stopped it
};

/// What went wrong, where, and what to do. `message` is English with {1}, {2} for `arguments`, and
/// at the same time the key of its translation. `where` is a path, with line or byte if known.
struct Error {
  ErrorCode code = ErrorCode::kInvalidArgument;
  std::string message;
  std::vector<std::string> arguments = {};
  std::string where = {};
  /// Of a damaged file: a reader that is told to recover reads past it.
  bool recoverable = false;

  /// "where: message" in English, arguments filled in.
  [[nodiscard]] std::string text() const;
};

template <typename T>
using Result = tl::expected<T, Error>;

/// Fills {1}..{9} of `pattern` with `arguments`; a place without argument stays as it is.
[[nodiscard]] std::string fill_message(std::string_view pattern,
                                       const std::vector<std::string>& arguments);

/// Shorthand for `return fail(...)` in a function that returns Result<T>.
[[nodiscard]] inline tl::unexpected<Error> fail(ErrorCode code, std::string message,
                                                std::vector<std::string> arguments = {},
                                                std::string where = {}) {
  return tl::unexpected<Error>(
      Error{code, std::move(message), std::move(arguments), std::move(where)});
}

}  // namespace punte::language

#endif  // PUNTE_LANGUAGE_RESULT_H_
