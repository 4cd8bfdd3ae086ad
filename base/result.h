#ifndef PUNTE_BASE_RESULT_H_
#define PUNTE_BASE_RESULT_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tl/expected.hpp>

/// Marks a message for the catalogues. The text stays English here; only the front ends translate
/// it.
#define PUNTE_MSG(text) text

namespace punte::base {

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
  kClosed,           ///< nobody reads what is written any more
};

/// What could be done about an error. A library knows the remedy, a front end has the words for it:
/// an option, a button, a parameter.
enum class Remedy {
  kNone,
  kNameMemory,     ///< name the memory's file
  kMakeMemory,     ///< import something: a memory that is not there is made by that
  kUpdateMemory,   ///< use a command that writes: the memory is of an older format
  kRepairMemory,   ///< save what the memory still has
  kNameLanguages,  ///< say from which language into which
  kNameFormat,     ///< say in which format the file is
  kNameColumns,    ///< say which column holds what
  kRecover,        ///< read what is whole and skip the rest
  kRaiseLimit,     ///< allow larger input
  kImport,         ///< import it: it holds translations
  kAddFiles,       ///< give the files of the other languages along with it
  kMakeToken,      ///< make a token for those who may use the server
  kNameOtherFile,  ///< name another file to write to
  kFetchPage,      ///< load the page first: it was named by its address
  kOpenMemory,     ///< open it as a memory: it is no file of another format
  kUseProposal,    ///< Error::proposal is likely to be meant
};

/// A sentence for people, not yet in their language: English with {1}, {2} for `arguments`, and at
/// the same time the key of its translation.
struct Message {
  std::string text;
  std::vector<std::string> arguments = {};
  friend bool operator==(const Message&, const Message&) = default;
};

/// What went wrong, where, and what could be done. `message` is English with {1}, {2} for
/// `arguments`, and at the same time the key of its translation. `where` is a path, with line or
/// byte if known.
struct Error {
  ErrorCode code = ErrorCode::kInvalidArgument;
  std::string message;
  std::vector<std::string> arguments = {};
  std::string where = {};
  /// Of a damaged file: a reader that is told to recover reads past it.
  bool recoverable = false;
  Remedy remedy = Remedy::kNone;
  std::string proposal = {};  ///< what was probably meant, for Remedy::kUseProposal

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

/// The same, with what could be done about it.
[[nodiscard]] inline tl::unexpected<Error> fail(ErrorCode code, Remedy remedy, std::string message,
                                                std::vector<std::string> arguments = {},
                                                std::string where = {}) {
  return tl::unexpected<Error>(
      Error{code, std::move(message), std::move(arguments), std::move(where), false, remedy});
}

}  // namespace punte::base

#define PUNTE_JOIN_INNER(a, b) a##b
#define PUNTE_JOIN(a, b) PUNTE_JOIN_INNER(a, b)

/// Evaluates an expression of type Result<T>. On an error it returns that error from the function
/// that it is in; else it assigns or declares `target`:
///     PUNTE_TRY(const auto memory, TranslationMemory::open(path));
#define PUNTE_TRY(target, ...)                                                     \
  auto PUNTE_JOIN(punte_result_, __LINE__) = (__VA_ARGS__);                        \
  if (!PUNTE_JOIN(punte_result_, __LINE__)) {                                      \
    return tl::unexpected(std::move(PUNTE_JOIN(punte_result_, __LINE__)).error()); \
  }                                                                                \
  target = *std::move(PUNTE_JOIN(punte_result_, __LINE__))

/// The same for a Result whose value is not needed, above all Result<void>.
#define PUNTE_CHECK(...)                                      \
  do {                                                        \
    if (auto punte_result = (__VA_ARGS__); !punte_result) {   \
      return tl::unexpected(std::move(punte_result).error()); \
    }                                                         \
  } while (false)

#endif  // PUNTE_BASE_RESULT_H_
