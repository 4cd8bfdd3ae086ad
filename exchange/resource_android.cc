#include "exchange/resource_android.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "exchange/resource_text.h"
#include "exchange/xml_parser.h"
#include "exchange/xml_text.h"
#include "language/text.h"

namespace punte::exchange {
namespace {

using base::ErrorCode;
using language::CodeKind;

constexpr std::size_t kCodeBytes = 128;  // that a code takes besides its content

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// A text as Android shows it: blanks are one outside quotation marks, backslashes escape.
class ShownText {
 public:
  /// Reads a piece between two tags.
  void add(std::string_view raw);
  void add(language::InlineCode code);
  [[nodiscard]] language::MarkedText take();

 private:
  void put_blank();

  language::MarkedText text_;
  bool quoted_ = false;
  bool blank_ = false;  // blanks were read and stand for one, unless the text begins or ends
};

void ShownText::put_blank() {
  if (std::exchange(blank_, false) && !text_.text.empty() && !text_.text.ends_with(' ')) {
    text_.text += ' ';
  }
}

void ShownText::add(std::string_view raw) {
  Utf16Units units;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    const char c = raw[i];
    if (c == '\\' && i + 1 < raw.size()) {
      const char escaped = raw[++i];
      put_blank();
      const auto unit = hexadecimal(raw.substr(i + 1, 4));
      if (escaped == 'u' && unit && raw.size() - i > 4) {
        units.add(text_.text, static_cast<char16_t>(*unit));
        i += 4;
        continue;
      }
      units.finish(text_.text);
      if (escaped == 'n' || escaped == 't') {
        text_.text += escaped == 'n' ? '\n' : '\t';
      } else {
        text_.text += escaped;
      }
      continue;
    }
    if (c == '"') {
      quoted_ = !quoted_;
    } else if (!quoted_ && is_blank(c)) {
      blank_ = true;
    } else {
      put_blank();
      units.finish(text_.text);
      text_.text += c;
    }
  }
  units.finish(text_.text);
}

void ShownText::add(language::InlineCode code) {
  put_blank();
  code.offset = text_.text.size();
  text_.codes.push_back(std::move(code));
}

language::MarkedText ShownText::take() {
  blank_ = false;
  return std::move(text_);
}

class Reader final : public XmlHandler {
 public:
  Reader(ByteSource& source, const ReadOptions& options)
      : parser_(source, {options.max_depth, options.max_segment_bytes}),
        out_(options.max_segment_bytes),
        max_(options.max_segment_bytes) {}
  Result<ResourceFile> run();
  void start(std::string_view name, XmlAttributes attributes) override;
  void end(std::string_view name) override;
  void text(std::string_view text) override;

 private:
  void grow(std::size_t bytes);
  void open_text(std::string key, bool skipped);
  void open_code(std::string_view name, XmlAttributes attributes);
  void close_text();
  /// What was read since the last tag goes into the text.
  void flush();

  XmlParser parser_;
  ResourceTexts out_;
  std::size_t max_;
  std::size_t depth_ = 0;
  std::string group_;       // name of the plural or array
  std::string group_kind_;  // its element; empty outside
  bool group_skipped_ = false;
  std::size_t item_ = 0;  // of the array
  bool in_text_ = false;
  bool skipped_ = false;
  std::size_t text_depth_ = 0;
  std::string key_;
  std::string product_;
  std::string raw_;
  bool is_reference_ = false;
  bool any_ = false;  // something of the text was read
  ShownText shown_;
  std::vector<std::pair<std::string, std::string>> open_codes_;  // id, closing tag
  std::size_t codes_ = 0;
  std::size_t size_ = 0;  // of the text
};

void Reader::open_text(std::string key, bool skipped) {
  in_text_ = true;
  skipped_ = skipped;
  text_depth_ = depth_;
  key_ = std::move(key);
  raw_.clear();
  size_ = 0;
  is_reference_ = any_ = false;
  shown_ = {};
  open_codes_.clear();
  codes_ = 0;
}

void Reader::flush() {
  // "@string/app_name" stands for another text, "?attr/title" for one of the theme.
  const std::string_view trimmed = language::trim(raw_);
  if (!any_ && !trimmed.empty()) {
    any_ = true;
    is_reference_ = (trimmed[0] == '@' || trimmed[0] == '?') &&
                    trimmed.find('/') != std::string_view::npos &&
                    trimmed.find_first_of(" \n\t") == std::string_view::npos;
  }
  shown_.add(raw_);
  raw_.clear();
}

void Reader::open_code(std::string_view name, XmlAttributes attributes) {
  flush();
  std::string tag = "<" + std::string(name);
  for (XmlAttributes a = attributes; *a != nullptr; a += 2) {
    tag.append(" ").append(*a).append("=\"").append(escape_attribute(a[1])).append("\"");
  }
  tag += '>';
  grow(2 * (tag.size() + kCodeBytes));
  std::string id = std::to_string(++codes_);
  language::InlineCode code;
  code.kind = CodeKind::kOpen;
  code.id = id;
  code.link = id;
  code.content = std::move(tag);
  shown_.add(std::move(code));
  open_codes_.emplace_back(std::move(id), "</" + std::string(name) + ">");
}

void Reader::start(std::string_view name, XmlAttributes attributes) {
  ++depth_;
  if (in_text_) {
    open_code(name, attributes);
    return;
  }
  if (depth_ == 1 && name != "resources") {
    parser_.stop({ErrorCode::kUnsupported,
                  PUNTE_MSG("this is no file of Android's texts: its root element is <{1}>"),
                  {std::string(name)},
                  parser_.where()});
    return;
  }
  const bool skipped = attribute(attributes, "translatable") == "false";
  const std::string key(attribute(attributes, "name"));
  if (depth_ == 2) {
    group_kind_.clear();
    product_ = attribute(attributes, "product");
    if (product_ == "default") product_.clear();
    // <item type="string"> is the long form.
    if (name == "string" || (name == "item" && attribute(attributes, "type") == "string")) {
      open_text(key, skipped);
    } else if (name == "plurals" || name == "string-array") {
      group_ = key;
      group_kind_ = name;
      group_skipped_ = skipped;
      item_ = 0;
    }
    return;
  }
  if (depth_ == 3 && name == "item" && !group_kind_.empty()) {
    const std::string which = group_kind_ == "plurals"
                                  ? std::string(attribute(attributes, "quantity"))
                                  : std::to_string(item_++);
    open_text(group_ + "[" + which + "]", group_skipped_);
  }
}

void Reader::close_text() {
  flush();
  in_text_ = false;
  if (skipped_ || is_reference_) {
    out_.skip();
    return;
  }
  const auto added =
      out_.add({std::move(key_), shown_.take(), {}, product_}, parser_.line(), parser_.where());
  if (!added) parser_.stop(added.error());
}

void Reader::end(std::string_view /*name*/) {
  if (in_text_) {
    if (depth_ == text_depth_) {
      close_text();
    } else {
      flush();
      language::InlineCode code;
      code.kind = CodeKind::kClose;
      code.id = open_codes_.back().first;
      code.link = code.id;
      code.content = std::move(open_codes_.back().second);
      open_codes_.pop_back();
      shown_.add(std::move(code));
    }
  }
  --depth_;
}

/// Bounds what one text may take in memory, its codes with it.
void Reader::grow(std::size_t bytes) {
  size_ += bytes;
  if (size_ <= max_) return;
  parser_.stop({ErrorCode::kLimit,
                PUNTE_MSG("a text of more than {1} MB"),
                {std::to_string(max_ >> 20)},
                parser_.where()});
}

void Reader::text(std::string_view text) {
  if (!in_text_) return;
  grow(text.size());
  raw_ += text;
}

Result<ResourceFile> Reader::run() {
  if (const auto done = parser_.run(*this); !done) return tl::unexpected(done.error());
  return out_.take();
}

}  // namespace

Result<ResourceFile> read_android(ByteSource& source, const ReadOptions& options) {
  return Reader(source, options).run();
}

}  // namespace punte::exchange
