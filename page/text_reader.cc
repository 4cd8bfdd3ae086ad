#include "page/text_reader.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "page/asciidoc.h"
#include "page/inline_codes.h"
#include "page/markdown.h"
#include "page/paragraphs.h"
#include "page/restructured_text.h"

namespace punte::page::internal {
namespace {

using language::CodeKind;
using language::Span;

bool is_ideograph(char32_t c) { return (c >= 0x3000 && c < 0xA000) || (c >= 0xFF00 && c < 0xFFF0); }

std::vector<InlineToken> tokens_of(std::string_view block, Syntax syntax) {
  switch (syntax) {
    case Syntax::kMarkdown:
      return markdown_tokens(block);
    case Syntax::kAsciiDoc:
      return asciidoc_tokens(block);
    case Syntax::kReStructuredText:
      return restructured_tokens(block);
    default:
      return {{true, {0, block.size()}, {}, 0, {}}};
  }
}

/// `width` is that of plain text.
std::vector<Paragraph> paragraphs_of(std::string_view text, const std::vector<Line>& lines,
                                     std::size_t width, Syntax syntax) {
  switch (syntax) {
    case Syntax::kMarkdown:
      return markdown_paragraphs(text, lines);
    case Syntax::kAsciiDoc:
      return asciidoc_paragraphs(text, lines);
    case Syntax::kReStructuredText:
      return restructured_paragraphs(text, lines);
    default:
      return plain_paragraphs(text, lines, width);
  }
}

/// Collects the text of one paragraph and where it stood.
class Collector {
 public:
  Collector(const Part& part, const Paragraph& paragraph) : part_(part) {
    for (const Span line : paragraph.lines) {
      if (!written_.empty()) written_ += '\n';
      lines_.push_back({written_.size(), line.start});
      written_ += part.text.substr(line.start, line.limit - line.start);
    }
  }

  RawBlock read(Syntax syntax) {
    for (const InlineToken& token : tokens_of(written_, syntax)) {
      if (token.is_text) {
        text(token.span);
      } else {
        code(token);
      }
    }
    end_piece();
    return finish();
  }

 private:
  struct RawCode {
    CodePlace place;
    std::string type;
    std::string content;
  };

  [[nodiscard]] std::size_t in_source(std::size_t at) const {
    auto line = std::upper_bound(lines_.begin(), lines_.end(), at,
                                 [](std::size_t a, const Part::Run& b) { return a < b.at; });
    --line;
    return part_.in_source(line->source + at - line->at);
  }
  [[nodiscard]] Span in_source(Span span) const {
    return {in_source(span.start), in_source(span.limit)};
  }

  void text(Span span) {
    for (std::size_t i = span.start; i < span.limit;) {
      const std::size_t start = i;
      const char32_t c = language::next_code_point(written_, i);
      if (c == 0xAD || c == 0x200B || c == 0xFEFF) continue;
      if (c == U'\n') {
        end_piece();
        blank_ = is_blank_between(i);
      } else if (language::is_space(c)) {
        blank_ = true;
      } else {
        letter({start, i}, c);
      }
    }
  }

  void letter(Span place, char32_t c) {
    if (blank_ && !text_.empty()) text_ += ' ';
    blank_ = false;
    if (!in_piece_) {
      in_piece_ = true;
      piece_.text.start = text_.size();
      piece_.source.start = in_source(place.start);
    }
    text_.append(written_, place.start, place.limit - place.start);
    if (links_ > 0) link_bytes_ += place.limit - place.start;
    last_ = c;
    piece_.text.limit = text_.size();
    piece_.source.limit = in_source(place.limit);
  }

  /// Lines are joined by a blank; not between ideographs, nor after the hyphen of a compound.
  [[nodiscard]] bool is_blank_between(std::size_t after) const {
    if (text_.empty() || after >= written_.size()) return true;
    std::size_t at = after;
    const char32_t next = language::next_code_point(written_, at);
    if (is_ideograph(last_) && is_ideograph(next)) return false;
    return !(last_ == U'-' && text_.size() > 1 && base::is_alpha(text_[text_.size() - 2]) &&
             base::is_lower(written_[after]));
  }

  void code(const InlineToken& token) {
    end_piece();
    if (blank_ && !text_.empty() && token.kind != CodeKind::kClose) {
      text_ += ' ';
      blank_ = false;
    }
    if (token.type == "link") links_ += token.kind == CodeKind::kOpen ? 1 : -1;
    codes_.push_back({{text_.size(), token.kind, token.number},
                      token.type,
                      written_.substr(token.span.start, token.span.limit - token.span.start)});
  }

  void end_piece() {
    if (!in_piece_) return;
    in_piece_ = false;
    pieces_.push_back(piece_);
  }

  RawBlock finish() {
    while (text_.ends_with(' ')) text_.pop_back();
    RawBlock block;
    std::vector<CodePlace> places;
    for (const RawCode& code : codes_) places.push_back(code.place);
    const std::vector<CodeUse> uses = uses_of_codes(places, text_.size());
    for (std::size_t i = 0; i < codes_.size(); ++i) {
      if (uses[i] != CodeUse::kInside) continue;
      language::InlineCode code;
      code.offset = std::min(places[i].offset, text_.size());
      code.kind = places[i].kind;
      code.id = std::to_string(places[i].number);
      code.type = codes_[i].type;
      code.content = codes_[i].content;
      block.text.codes.push_back(std::move(code));
    }
    block.text.text = std::move(text_);
    block.pieces = std::move(pieces_);
    block.link_bytes = link_bytes_;
    return block;
  }

  const Part& part_;
  std::string written_;           // the paragraph's lines
  std::vector<Part::Run> lines_;  // where they are in the part
  std::string text_;
  std::vector<RawCode> codes_;
  std::vector<Piece> pieces_;
  Piece piece_;
  bool in_piece_ = false;
  bool blank_ = false;
  char32_t last_ = 0;
  int links_ = 0;
  std::size_t link_bytes_ = 0;
};

std::string path_of(const std::string& path, const Paragraph& paragraph) {
  std::string out = path + "line[" + std::to_string(paragraph.line + 1) + "]";
  if (paragraph.cell > 0) out += "/td[" + std::to_string(paragraph.cell) + "]";
  return out;
}

}  // namespace

std::size_t Part::in_source(std::size_t at) const {
  if (runs.empty()) return at;
  auto run = std::upper_bound(runs.begin(), runs.end(), at,
                              [](std::size_t a, const Run& b) { return a < b.at; });
  if (run != runs.begin()) --run;
  return run->source + at - run->at;
}

Span Part::in_source(Span span) const { return {in_source(span.start), in_source(span.limit)}; }

void Part::end(std::size_t source) { runs.push_back({text.size(), source}); }

void Part::add(std::string_view piece, std::size_t source) {
  if (runs.empty() || runs.back().source + text.size() - runs.back().at != source) {
    runs.push_back({text.size(), source});
  }
  text += piece;
}

std::size_t append_text(const Part& part, Syntax syntax, const std::string& path, Tree& tree) {
  const std::vector<Line> lines = split_lines(part.text);
  const std::size_t width = wrapped_width(part.text, lines);
  auto paragraphs = paragraphs_of(part.text, lines, width, syntax);
  for (const Paragraph& paragraph : cut_by_language(part.text, std::move(paragraphs))) {
    RawBlock block = Collector(part, paragraph).read(syntax);
    if (block.text.text.empty()) continue;
    block.element = tree.elements.size();
    block.name = paragraph.name;
    block.path = path_of(path, paragraph);
    block.syntax = syntax;
    tree.elements.push_back({0, "p", 0, 0, {}, 0, {}});
    tree.blocks.push_back(std::move(block));
  }
  return width;
}

std::optional<Syntax> text_syntax(Format format) {
  switch (format) {
    case Format::kText:
      return Syntax::kPlain;
    case Format::kMarkdown:
      return Syntax::kMarkdown;
    case Format::kAsciiDoc:
      return Syntax::kAsciiDoc;
    case Format::kReStructuredText:
      return Syntax::kReStructuredText;
    default:
      return std::nullopt;
  }
}

std::vector<TextBlock> read_text_blocks(std::string_view text, Syntax syntax) {
  Part whole;
  whole.text = text;
  const std::vector<Line> lines = split_lines(text);
  std::vector<TextBlock> out;
  for (Paragraph& paragraph : paragraphs_of(text, lines, wrapped_width(text, lines), syntax)) {
    RawBlock block = Collector(whole, paragraph).read(syntax);
    if (!block.text.text.empty()) {
      out.push_back({std::move(block.text), std::move(paragraph.name)});
    }
  }
  return out;
}

Tree read_text(std::string_view text, Syntax syntax) {
  Tree tree;
  tree.is_text = true;
  tree.names.emplace_back();
  tree.elements.push_back({0, "text", 0, 0, {}, 0, {}});
  Part whole;
  whole.text = text;
  tree.line_width = append_text(whole, syntax, {}, tree);
  return tree;
}

}  // namespace punte::page::internal
