#include "page/inline_tokens.h"

#include <algorithm>
#include <utility>

namespace punte::page::internal {
namespace {

using language::CodeKind;
using language::Span;

constexpr std::size_t kMostOpen = 16;

}  // namespace

void InlineTokens::text_until(std::size_t at) {
  if (text_from_ < at) out_.push_back({true, {text_from_, at}, {}, 0, {}});
  text_from_ = std::max(text_from_, at);
}

void InlineTokens::code(CodeKind kind, Span span, std::size_t number, std::string type) {
  text_until(span.start);
  out_.push_back({false, span, kind, number, std::move(type)});
  text_from_ = span.limit;
}

void InlineTokens::pair(Span opening, Span closing, const std::string& type) {
  const std::size_t number = new_number();
  code(CodeKind::kOpen, opening, number, type);
  code(CodeKind::kClose, closing, number, type);
}

void InlineTokens::skip(Span span) {
  text_until(span.start);
  text_from_ = span.limit;
}

bool InlineTokens::emphasis(Span mark, const std::string& type, bool opens, bool closes) {
  const std::string_view written = text_.substr(mark.start, mark.limit - mark.start);
  if (closes) {
    const auto open = std::find_if(open_.rbegin(), open_.rend(),
                                   [&](const Open& one) { return one.mark == written; });
    if (open != open_.rend()) {
      code(CodeKind::kClose, mark, open->number, type);
      open_.erase(open.base() - 1, open_.end());
      return true;
    }
  }
  if (!opens || open_.size() >= kMostOpen) return false;
  open_.push_back({written, new_number()});
  code(CodeKind::kOpen, mark, numbers_, type);
  return true;
}

std::vector<InlineToken> InlineTokens::finish() && {
  text_until(text_.size());
  std::vector<char> closed(numbers_ + 1, 0);
  for (const InlineToken& token : out_) {
    if (!token.is_text && token.kind != CodeKind::kOpen) closed[token.number] = 1;
  }
  for (InlineToken& token : out_) {
    if (!token.is_text && closed[token.number] == 0) token.is_text = true;
  }
  return std::move(out_);
}

}  // namespace punte::page::internal
