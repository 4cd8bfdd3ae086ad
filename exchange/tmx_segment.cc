#include "exchange/tmx_segment.h"

#include <functional>
#include <set>
#include <utility>

#include "exchange/code_pairs.h"
#include "exchange/tmx_names.h"
#include "exchange/xml_text.h"

namespace punte::exchange {

using language::CodeKind;
using language::InlineCode;

void append_start_tag(std::string& markup, std::string_view full_name, XmlAttributes attributes) {
  markup.append("<").append(full_name);
  for (XmlAttributes a = attributes; *a != nullptr; a += 2) {
    markup += ' ' + std::string(a[0]) + "=\"" + escape_attribute(a[1]) + '"';
  }
  markup += '>';
}

void TmxSegment::start(std::string_view full_name, XmlAttributes attributes) {
  const std::string_view name = local_name(full_name);
  if (in_code()) {
    // <sub> and what it holds: text of the code, not of the segment. Kept as markup.
    code_has_elements_ = true;
    append_start_tag(code_markup_, full_name, attributes);
    ++code_depth_;
    frames_.push_back({std::string(full_name), true});
    return;
  }
  code_ = {};
  code_.offset = variant_.text.text.size();
  if (inline_element(name) == nullptr) {
    start_unknown(full_name, attributes);
    return;
  }
  read_attributes(attributes, name);
  if (name == "hi") {
    code_.kind = CodeKind::kOpen;
    code_.element = "hi";
    variant_.text.codes.push_back(code_);
    frames_.push_back({std::string(full_name)});
    return;
  }
  code_.kind = name == "bpt"   ? CodeKind::kOpen
               : name == "ept" ? CodeKind::kClose
                               : CodeKind::kSingle;
  if (name == "it" || name == "ut") code_.element = name;
  if (name == "ut") problems_.warn_once(PUNTE_MSG("<ut> is out of use since TMX 1.4; kept"));
  code_depth_ = 0;
  code_markup_.clear();
  code_has_elements_ = false;
  frames_.push_back({std::string(full_name), true});
}

/// The text of an element that is not TMX belongs to the segment; its tags are native codes.
void TmxSegment::start_unknown(std::string_view full_name, XmlAttributes attributes) {
  problems_.warn(PUNTE_MSG("<{1}> inside <seg> is not TMX; kept"),
                 {std::string(local_name(full_name))});
  append_start_tag(code_.content, full_name, attributes);
  code_.kind = CodeKind::kOpen;
  // A name that no i of the file has; finish_codes() gives it a number.
  code_.id = " " + std::to_string(variant_.text.codes.size());
  frames_.push_back({std::string(full_name), false, code_.id});
  variant_.text.codes.push_back(std::move(code_));
}

void TmxSegment::read_attributes(XmlAttributes attributes, std::string_view name) {
  const InlineElement& element = *inline_element(name);
  for (XmlAttributes a = attributes; *a != nullptr; a += 2) {
    const std::string_view key(a[0]);
    if (!element.allows(key)) {
      variant_.attributes.emplace_back(
          "code" + std::to_string(variant_.text.codes.size()) + "/@" + std::string(key), a[1]);
    } else if (key == "i") {
      code_.id = a[1];
    } else if (key == "x") {
      code_.link = a[1];
    } else if (key == "type") {
      code_.type = a[1];
    } else {
      code_.attributes.emplace_back(a[0], a[1]);
    }
  }
}

void TmxSegment::end() {
  const Frame frame = std::move(frames_.back());
  frames_.pop_back();
  if (frame.in_code) {
    if (code_depth_ == 0) {
      finish_code();
    } else {
      --code_depth_;
      code_markup_ += "</" + frame.name + ">";
    }
  } else {
    end_element(frame);
  }
}

void TmxSegment::finish_code() {
  if (code_has_elements_) code_.attributes.emplace_back(kInnerMarkup, code_markup_);
  variant_.text.codes.push_back(std::move(code_));
  code_ = {};
}

/// Of <hi> or an element that is not TMX.
void TmxSegment::end_element(const Frame& frame) {
  InlineCode close;
  close.offset = variant_.text.text.size();
  close.kind = CodeKind::kClose;
  if (frame.code_id.empty()) {
    close.element = "hi";
  } else {
    close.id = frame.code_id;
    close.content = "</" + frame.name + ">";
  }
  variant_.text.codes.push_back(std::move(close));
}

void TmxSegment::text(std::string_view text) {
  if (in_code()) code_markup_ += escape_text(text);
  std::string& into = in_code() ? code_.content : variant_.text.text;
  if (problems_.refuse_text_of(into.size() + text.size())) return;
  into.append(text);
}

void TmxSegment::finish_codes() {
  std::vector<InlineCode>& codes = variant_.text.codes;
  if (codes.empty()) return;
  const std::vector<std::size_t> partners = pair_codes(codes);
  std::set<std::string, std::less<>> used;
  for (const InlineCode& code : codes) used.insert(code.id);
  std::size_t last = 0;
  bool alone = false;
  for (std::size_t i = 0; i < codes.size(); ++i) {
    InlineCode& code = codes[i];
    if (code.kind == CodeKind::kSingle || code.element == "hi") continue;
    if (partners[i] == kNoPartner) {
      alone = true;
      if (!code.id.empty() && code.id.front() != ' ') {
        variant_.attributes.emplace_back("code" + std::to_string(i) + "/@i", code.id);
      }
      code.attributes.insert(code.attributes.begin(),
                             {"pos", code.kind == CodeKind::kOpen ? "begin" : "end"});
      code.kind = CodeKind::kSingle;
      code.element = "it";
      code.id.clear();
    } else if (partners[i] > i && (code.id.empty() || code.id.front() == ' ')) {
      std::string id;
      do {
        id = std::to_string(++last);
      } while (!used.insert(id).second);
      codes[partners[i]].id = id;
      code.id = std::move(id);
    }
  }
  if (alone) {
    problems_.warn(PUNTE_MSG("a code without its other half; kept as one that stands alone"));
  }
}

}  // namespace punte::exchange
