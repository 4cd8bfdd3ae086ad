#include "exchange/json_texts.h"

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>
#include <utility>

#include "base/ascii.h"
#include "exchange/resource_text.h"
#include "language/text.h"

namespace punte::exchange {
namespace {

using base::Error;
using base::ErrorCode;
using base::fail;

constexpr std::size_t kMaxPlaceDigits = 9;

/// What nlohmann's parser calls; false stops it.
class Handler final : public nlohmann::json_sax<nlohmann::json> {
 public:
  Handler(const ByteSource& source, std::string_view text, const ReadOptions& options,
          const JsonTextSink& sink)
      : source_(source), text_(text), options_(options), sink_(sink) {}

  [[nodiscard]] std::optional<Error>& error() { return error_; }

  bool null() override { return value(); }
  bool boolean(bool /*value*/) override { return value(); }
  bool number_integer(number_integer_t /*value*/) override { return value(); }
  bool number_unsigned(number_unsigned_t /*value*/) override { return value(); }
  bool number_float(number_float_t /*value*/, const string_t& /*text*/) override { return value(); }
  bool binary(binary_t& /*value*/) override { return value(); }
  bool string(string_t& text) override {
    if (text.size() > options_.max_segment_bytes) {
      return stop({ErrorCode::kLimit,
                   PUNTE_MSG("a text of more than {1} MB"),
                   {std::to_string(options_.max_segment_bytes >> 20)},
                   source_.name()});
    }
    if (auto taken = sink_(path_, std::move(text)); !taken) return stop(taken.error());
    return value();
  }
  bool key(string_t& name) override {
    path_.back().name = std::move(name);
    return true;
  }
  bool start_object(std::size_t /*count*/) override { return open(false); }
  bool start_array(std::size_t /*count*/) override { return open(true); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool parse_error(std::size_t position, const std::string& /*token*/,
                   const nlohmann::json::exception& /*exception*/) override {
    return stop(
        {ErrorCode::kSyntax,
         PUNTE_MSG("this is not well-formed JSON"),
         {},
         place_of(source_, text_, std::min(text_.size(), position > 0 ? position - 1 : 0))});
  }

 private:
  bool open(bool is_array) {
    if (path_.size() >= options_.max_depth) {
      return stop({ErrorCode::kLimit,
                   PUNTE_MSG("values deeper than {1} inside each other"),
                   {std::to_string(options_.max_depth)},
                   source_.name()});
    }
    path_.push_back({{}, 0, is_array});
    return true;
  }
  bool close() {
    path_.pop_back();
    return value();
  }
  /// A value has ended.
  bool value() {
    if (!path_.empty() && path_.back().is_place) ++path_.back().place;
    return true;
  }
  bool stop(Error error) {
    error_ = std::move(error);
    return false;
  }

  const ByteSource& source_;
  std::string_view text_;
  const ReadOptions& options_;
  const JsonTextSink& sink_;
  JsonPath path_;
  std::optional<Error> error_;
};

/// The place in an array that begins at `at` with "["; nullopt for all else.
std::optional<JsonStep> place_at(const std::string& key, std::size_t& at) {
  std::size_t end = at + 1;
  std::size_t place = 0;
  while (end < key.size() && base::is_digit(key[end])) {
    place = place * 10 + static_cast<std::size_t>(key[end++] - '0');
  }
  const std::size_t digits = end - at - 1;
  const bool good = digits > 0 && digits <= kMaxPlaceDigits && end < key.size() && key[end] == ']';
  if (!good) return std::nullopt;
  at = end + 1;
  return JsonStep{{}, place, true};
}

}  // namespace

Result<void> for_each_json_text(ByteSource& source, const ReadOptions& options,
                                const JsonTextSink& sink) {
  PUNTE_TRY(std::string bytes, read_whole(source));
  const std::string text = decode_resource(std::move(bytes));
  if (!language::is_valid_utf8(text)) {
    return fail(ErrorCode::kSyntax, PUNTE_MSG("the file is neither UTF-8 nor UTF-16"), {},
                source.name());
  }
  Handler handler(source, text, options, sink);
  constexpr bool kStrict = true;
  constexpr bool kComments = true;
  if (nlohmann::json::sax_parse(text, &handler, nlohmann::json::input_format_t::json, kStrict,
                                kComments)) {
    return {};
  }
  return tl::unexpected(std::move(*handler.error()));
}

std::string json_key(const JsonPath& path) {
  std::string out;
  for (const JsonStep& step : path) {
    if (step.is_place) {
      out += "[" + std::to_string(step.place) + "]";
      continue;
    }
    if (&step != &path.front()) out += '.';
    for (const char c : step.name) {
      if (c == '.' || c == '[' || c == '\\') out += '\\';
      out += c;
    }
  }
  return out;
}

JsonPath json_path(const std::string& key) {
  JsonPath out;
  std::size_t at = 0;
  while (at < key.size()) {
    if (key[at] == '[') {
      if (auto place = place_at(key, at)) {
        out.push_back(std::move(*place));
        continue;
      }
    }
    if (key[at] == '.' && !out.empty()) ++at;
    JsonStep& step = out.emplace_back();
    // A bracket that begins no place is a part of the name.
    const std::size_t start = at;
    for (; at < key.size() && key[at] != '.'; ++at) {
      if (key[at] == '[' && at > start) break;
      if (key[at] == '\\' && at + 1 < key.size()) ++at;
      step.name += key[at];
    }
    if (at == start && at < key.size()) ++at;  // an empty name
  }
  if (out.empty()) out.emplace_back();
  return out;
}

}  // namespace punte::exchange
