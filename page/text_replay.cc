#include "page/text_replay.h"

#include <gumbo.h>

#include <algorithm>
#include <string>

#include "base/ascii.h"
#include "page/elements.h"

namespace punte::page::internal {
namespace {

using language::Span;

/// The longest name of a reference has 32 letters.
constexpr std::size_t kLongestReference = 40;

/// The value of an attribute or the text in the first element of a kind below a node; the last one
/// that is found.
void find_text(const GumboNode& node, bool attribute, std::string& out) {
  if (node.type != GUMBO_NODE_ELEMENT) return;
  const GumboElement& element = node.v.element;
  if (attribute) {
    if (const auto* title = gumbo_get_attribute(&element.attributes, "title")) out = title->value;
  }
  for (unsigned i = 0; i < element.children.length; ++i) {
    const auto& child = *static_cast<const GumboNode*>(element.children.data[i]);
    if (!attribute && child.type == GUMBO_NODE_TEXT) out = child.v.text.text;
    find_text(child, attribute, out);
  }
}

/// What a character reference says. The parser's own table decides.
std::string decoded_reference(std::string_view written, bool attribute) {
  const std::string html = attribute ? "<p title=\"" + std::string(written) + "\">"
                                     : "<p>" + std::string(written) + "</p>";
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  GumboOutput* output = gumbo_parse_with_options(&options, html.data(), html.size());
  if (output == nullptr) return std::string(written);
  std::string out;
  find_text(*output->root, attribute, out);
  gumbo_destroy_output(&options, output);
  return out;
}

class Replayer {
 public:
  Replayer(std::string_view page, Span span, std::string_view text, Writing writing)
      : page_(page.substr(0, span.limit)), at_(span.start), text_(text), writing_(writing) {}

  std::optional<Replay> run() {
    while (at_ < page_.size()) {
      if (!step()) return std::nullopt;
    }
    if (place_ != text_.size()) return std::nullopt;
    return std::move(out_);
  }

 private:
  bool step() {
    const char c = page_[at_];
    if (c == '&' && writing_ != Writing::kRaw) return reference();
    if (c == '<' && writing_ == Writing::kText && !expects('<')) return markup();
    const std::size_t start = at_;
    static_cast<void>(language::next_code_point(page_, at_));
    return take(page_.substr(start, at_ - start), {start, at_});
  }

  /// True if the next letter of the text is `c`.
  [[nodiscard]] bool expects(char c) const {
    std::size_t place = place_;
    while (place < text_.size()) {
      const std::size_t start = place;
      const char32_t next = language::next_code_point(text_, place);
      if (!language::is_space(next)) return text_[start] == c;
    }
    return false;
  }

  bool reference() {
    const std::size_t start = at_;
    std::size_t end = at_ + 1;
    while (end < page_.size() && end - start < kLongestReference &&
           (base::is_alnum(page_[end]) || page_[end] == '#')) {
      ++end;
    }
    if (end < page_.size() && page_[end] == ';') ++end;
    if (end - start == 1) {
      ++at_;
      return take("&", {start, at_});
    }
    at_ = end;
    // "?a=1&copy=2" is an address there.
    const bool is_name = writing_ == Writing::kAttribute && page_[end - 1] != ';' &&
                         end < page_.size() && page_[end] == '=';
    if (is_name) return take(page_.substr(start, end - start), {start, end});
    return take(
        decoded_reference(page_.substr(start, end - start), writing_ == Writing::kAttribute),
        {start, end});
  }

  bool markup() {
    const std::size_t start = at_;
    const bool is_comment = page_.substr(at_).starts_with("<!--");
    const std::size_t end = is_comment ? page_.find("-->", at_) : page_.find('>', at_);
    if (end == std::string_view::npos) return false;
    at_ = end + (is_comment ? 3 : 1);
    out_.left_out.push_back({start, at_});
    return true;
  }

  /// `decoded`: what bytes `source` of the page say.
  bool take(std::string_view decoded, Span source) {
    for (std::size_t i = 0; i < decoded.size();) {
      const std::size_t start = i;
      const char32_t c = language::next_code_point(decoded, i);
      if (is_unseen(c)) continue;
      if (language::is_space(c)) {
        if (!blank_) blanks_.start = source.start;
        blank_ = true;
        blanks_.limit = source.limit;
        continue;
      }
      if (blank_ && place_ > 0 && !take_blanks()) return false;
      blank_ = false;
      const std::string_view letter = decoded.substr(start, i - start);
      if (!text_.substr(place_).starts_with(letter)) return false;
      out_.letters.push_back({place_, source});
      place_ += letter.size();
    }
    return true;
  }

  /// White space of the text, which is as it was or one blank.
  bool take_blanks() {
    const std::size_t start = place_;
    while (place_ < text_.size()) {
      std::size_t next = place_;
      if (!language::is_space(language::next_code_point(text_, next))) break;
      place_ = next;
    }
    if (place_ == start) return false;
    out_.letters.push_back({start, blanks_});
    return true;
  }

  std::string_view page_;
  std::size_t at_;
  std::string_view text_;
  std::size_t place_ = 0;  // in the text
  Writing writing_;
  bool blank_ = false;
  Span blanks_;  // of the page
  Replay out_;
};

}  // namespace

std::optional<Replay> replay(std::string_view page, Span span, std::string_view text,
                             Writing writing) {
  if (span.start >= span.limit || span.limit > page.size()) return std::nullopt;
  return Replayer(page, span, text, writing).run();
}

std::optional<Span> part_of(const Replay& replay, Span text) {
  const auto before = [](const Letter& letter, std::size_t place) { return letter.text < place; };
  const auto first =
      std::lower_bound(replay.letters.begin(), replay.letters.end(), text.start, before);
  const auto behind =
      std::lower_bound(replay.letters.begin(), replay.letters.end(), text.limit, before);
  if (first == replay.letters.end() || first->text != text.start || behind <= first) {
    return std::nullopt;
  }
  return Span{first->source.start, (behind - 1)->source.limit};
}

}  // namespace punte::page::internal
