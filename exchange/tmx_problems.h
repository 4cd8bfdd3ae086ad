#ifndef PUNTE_EXCHANGE_TMX_PROBLEMS_H_
#define PUNTE_EXCHANGE_TMX_PROBLEMS_H_

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "exchange/reading.h"

namespace punte::exchange {

/// What parses a TMX file, as those see it who read the elements.
class TmxParserControl {
 public:
  virtual ~TmxParserControl() = default;
  [[nodiscard]] virtual std::int64_t line() const = 0;
  [[nodiscard]] virtual std::int64_t column() const = 0;
  /// "file:line:column"
  [[nodiscard]] virtual std::string where() const = 0;
  /// Ends the reading with this error.
  virtual void stop(base::Error error) = 0;
  /// Ends the parsing at a place that is damaged though expat takes it.
  virtual void break_off() = 0;
};

/// Warnings and errors about a TMX file, with the place that the parser is at.
class TmxProblems {
 public:
  TmxProblems(TmxParserControl& parser, WarningList& warnings, std::size_t max_segment_bytes)
      : parser_(parser), warnings_(warnings), max_segment_bytes_(max_segment_bytes) {}

  [[nodiscard]] std::int64_t line() const { return parser_.line(); }
  void warn(std::string message, std::vector<std::string> arguments = {}) {
    warnings_.add(parser_.line(), parser_.column(), std::move(message), std::move(arguments));
  }
  /// For what occurs again and again in a file.
  void warn_once(const char* message, std::vector<std::string> arguments = {}) {
    std::string key = message;
    for (const std::string& argument : arguments) key += "\n" + argument;
    if (said_.size() < WarningList::kMost && said_.insert(std::move(key)).second) {
      warn(message, std::move(arguments));
    }
  }

  /// Ends the reading; expat may report a last element after it, which must be passed over.
  void stop(base::Error error) {
    stopped_ = true;
    parser_.stop(std::move(error));
  }
  void stop(base::ErrorCode code, std::string message, std::vector<std::string> arguments) {
    stop({code, std::move(message), std::move(arguments), parser_.where()});
  }
  void break_off() {
    stopped_ = true;
    parser_.break_off();
  }
  /// After a break, once the parser is at the next unit.
  void go_on() { stopped_ = false; }
  [[nodiscard]] bool stopped() const { return stopped_; }

  /// True, and the reading is ended, if a text of `bytes` is longer than is allowed.
  bool refuse_text_of(std::size_t bytes) {
    if (bytes <= max_segment_bytes_) return false;
    stop(base::ErrorCode::kLimit, PUNTE_MSG("a text of more than {1} MB"),
         {std::to_string(max_segment_bytes_ >> 20)});
    return true;
  }

 private:
  TmxParserControl& parser_;
  WarningList& warnings_;
  std::size_t max_segment_bytes_;
  std::set<std::string> said_;
  bool stopped_ = false;
};

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_TMX_PROBLEMS_H_
