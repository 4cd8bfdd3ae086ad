#include "exchange/resource_strings.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "base/ascii.h"
#include "exchange/resource_text.h"
#include "language/text.h"

namespace punte::exchange {
namespace {

using base::ErrorCode;
using base::fail;

class Reader {
 public:
  Reader(ByteSource& source, const ReadOptions& options)
      : source_(source), out_(options.max_segment_bytes) {}
  Result<ResourceFile> run();

 private:
  /// Blanks and comments; the last comment before an entry speaks of it.
  Result<void> pass_blanks();
  Result<std::string> string();
  Result<void> escape(std::string& out);
  Result<void> sign(char wanted);
  [[nodiscard]] std::string where(std::size_t at) const { return place_of(source_, text_, at); }
  /// Of a byte behind those that it was asked for before.
  std::int64_t line_of(std::size_t at);
  [[nodiscard]] bool at_end() const { return at_ >= text_.size(); }

  ByteSource& source_;
  ResourceTexts out_;
  std::string text_;
  std::size_t at_ = 0;
  std::string comment_;
  Utf16Units units_;
  std::size_t counted_ = 0;  // bytes whose lines are counted
  std::int64_t line_ = 1;
};

std::int64_t Reader::line_of(std::size_t at) {
  const std::string_view passed = std::string_view(text_).substr(counted_, at - counted_);
  line_ += std::count(passed.begin(), passed.end(), '\n');
  counted_ = at;
  return line_;
}

Result<void> Reader::pass_blanks() {
  while (!at_end()) {
    std::size_t next = at_;
    if (language::is_space(language::next_code_point(text_, next))) {
      at_ = next;
      continue;
    }
    const std::string_view rest = std::string_view(text_).substr(at_);
    std::size_t limit = 0;
    if (rest.starts_with("/*")) {
      limit = rest.find("*/", 2);
      if (limit == std::string_view::npos) {
        return fail(ErrorCode::kSyntax, PUNTE_MSG("a comment is not closed"), {}, where(at_));
      }
      comment_ = language::trim(rest.substr(2, limit - 2));
      at_ += limit + 2;
    } else if (rest.starts_with("//")) {
      limit = std::min(rest.find('\n'), rest.size());
      comment_ = language::trim(rest.substr(2, limit - 2));
      at_ += limit;
    } else {
      break;
    }
  }
  return {};
}

Result<void> Reader::escape(std::string& out) {
  const char c = text_[at_++];
  if (c == 'U' || c == 'u') {
    const auto unit = hexadecimal(std::string_view(text_).substr(at_, 4));
    if (!unit || text_.size() - at_ < 4) {
      return fail(ErrorCode::kSyntax, PUNTE_MSG("“\\u” is not followed by four hexadecimal digits"),
                  {}, where(at_));
    }
    units_.add(out, static_cast<char16_t>(*unit));
    at_ += 4;
    return {};
  }
  units_.finish(out);
  constexpr std::string_view kNames = "abfnrtv";
  constexpr std::string_view kSigns = "\a\b\f\n\r\t\v";
  if (const std::size_t place = kNames.find(c); place != std::string_view::npos) {
    out += kSigns[place];
  } else {
    out += c;
  }
  return {};
}

Result<std::string> Reader::string() {
  std::string out;
  if (text_[at_] != '"' && text_[at_] != '\'') {
    // Keys may stand without quotation marks.
    const std::size_t start = at_;
    while (!at_end()) {
      const char c = text_[at_];
      if (!base::is_alnum(c) && std::string_view("_.-$:").find(c) == std::string_view::npos) break;
      ++at_;
    }
    if (at_ == start) {
      return fail(ErrorCode::kSyntax, PUNTE_MSG("a key in quotation marks is expected here"), {},
                  where(at_));
    }
    return text_.substr(start, at_ - start);
  }
  const std::size_t start = at_;
  const char quote = text_[at_++];
  while (!at_end() && text_[at_] != quote) {
    const char c = text_[at_++];
    if (c == '\\' && !at_end()) {
      if (const auto done = escape(out); !done) return tl::unexpected(done.error());
    } else {
      units_.finish(out);
      out += c;
    }
  }
  units_.finish(out);
  if (at_end()) {
    return fail(ErrorCode::kSyntax, PUNTE_MSG("a quotation mark is not closed"), {}, where(start));
  }
  ++at_;
  return out;
}

Result<void> Reader::sign(char wanted) {
  if (!at_end() && text_[at_] == wanted) {
    ++at_;
    return {};
  }
  return fail(ErrorCode::kSyntax, PUNTE_MSG("“{1}” is missing here"), {std::string(1, wanted)},
              where(at_));
}

Result<ResourceFile> Reader::run() {
  auto bytes = read_whole(source_);
  if (!bytes) return tl::unexpected(bytes.error());
  if (bytes->starts_with("bplist") || bytes->starts_with("<?xml")) {
    return fail(ErrorCode::kUnsupported,
                PUNTE_MSG("this is a binary or XML property list; give the file as text"), {},
                source_.name());
  }
  text_ = decode_resource(std::move(*bytes));
  if (!language::is_valid_utf8(text_)) {
    return fail(ErrorCode::kSyntax, PUNTE_MSG("the file is neither UTF-8 nor UTF-16"), {},
                source_.name());
  }
  while (true) {
    comment_.clear();
    if (const auto done = pass_blanks(); !done) return tl::unexpected(done.error());
    if (at_end()) return out_.take();
    const std::size_t start = at_;
    std::string comment = std::move(comment_);
    auto key = string();
    if (!key) return tl::unexpected(key.error());
    if (const auto done = pass_blanks(); !done) return tl::unexpected(done.error());
    // A key alone is its own text.
    std::string value = *key;
    if (!at_end() && text_[at_] == '=') {
      ++at_;
      if (const auto done = pass_blanks(); !done) return tl::unexpected(done.error());
      if (at_end()) return tl::unexpected(sign('"').error());
      auto read = string();
      if (!read) return tl::unexpected(read.error());
      value = std::move(*read);
      if (const auto done = pass_blanks(); !done) return tl::unexpected(done.error());
    }
    if (const auto done = sign(';'); !done) return tl::unexpected(done.error());
    const std::int64_t line = line_of(start);
    const auto added = out_.add({std::move(*key), {std::move(value), {}}, std::move(comment)}, line,
                                source_.name() + ":" + std::to_string(line) + ":1");
    if (!added) return tl::unexpected(added.error());
  }
}

}  // namespace

Result<ResourceFile> read_strings(ByteSource& source, const ReadOptions& options) {
  return Reader(source, options).run();
}

}  // namespace punte::exchange
