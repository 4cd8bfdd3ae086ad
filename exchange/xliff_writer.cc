#include "exchange/xliff_writer.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "exchange/code_pairs.h"
#include "exchange/code_text.h"
#include "exchange/xliff_code_ids.h"
#include "exchange/xliff_codes.h"
#include "exchange/xml_text.h"

namespace punte::exchange {
namespace {

using base::Result;
using language::CodeKind;
using language::InlineCode;
using language::MarkedText;

constexpr std::size_t kFlushBytes = std::size_t{256} << 10;

void put(std::string& out, std::string_view name, std::string_view value) {
  out.append(" ").append(name).append("=\"").append(escape_attribute(value)).append("\"");
}

void put_if(std::string& out, std::string_view name, std::string_view value) {
  if (!value.empty()) put(out, name, value);
}

/// True if pairs neither cross nor overlap, so that they may be written as elements.
bool is_nested(const std::vector<std::size_t>& partners, const std::vector<InlineCode>& codes) {
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < partners.size(); ++i) {
    if (partners[i] == kNoPartner) continue;
    if (codes[i].kind == CodeKind::kOpen) {
      open.push_back(i);
    } else {
      if (open.empty() || open.back() != partners[i]) return false;
      open.pop_back();
    }
  }
  return true;
}

/// originalData of XLIFF 2: each native code once.
class OriginalData {
 public:
  void note(const MarkedText& text) {
    for (const InlineCode& code : text.codes) {
      if (!code.content.empty()) ids_.try_emplace(code.content, ids_.size() + 1);
    }
  }
  [[nodiscard]] std::string id(const std::string& content) const {
    const auto found = ids_.find(content);
    return found == ids_.end() ? std::string() : "d" + std::to_string(found->second);
  }
  void write(std::string& out, std::string_view indent) const {
    if (ids_.empty()) return;
    std::vector<const std::string*> ordered(ids_.size());
    for (const auto& [content, number] : ids_) ordered[number - 1] = &content;
    out.append(indent).append("<originalData>\n");
    for (std::size_t i = 0; i < ordered.size(); ++i) {
      out.append(indent).append("  <data");
      put(out, "id", "d" + std::to_string(i + 1));
      out += " xml:space=\"preserve\">" + escape_text(*ordered[i]) + "</data>\n";
    }
    out.append(indent).append("</originalData>\n");
  }

 private:
  std::map<std::string, std::size_t> ids_;
};

/// What to show for a code, in the words of the version.
void put_shown(std::string& out, const InlineCode& code, const char* equiv, const char* disp) {
  put_if(out, equiv, code_attribute(code, kEquivText));
  if (disp != nullptr) put_if(out, disp, code_attribute(code, kDisp));
}

void put_code_1(std::string& out, const Named& named, std::size_t i, bool nested) {
  const InlineCode& code = named.text->codes[i];
  const std::size_t partner = named.partners[i];
  const bool paired = partner != kNoPartner;
  const std::string& id = named.ids[i];
  if (paired && nested && code.content.empty() && named.text->codes[partner].content.empty()) {
    if (code.kind == CodeKind::kClose) {
      out += "</g>";
      return;
    }
    out += "<g";
    put(out, "id", id);
    put_if(out, "ctype", ctype_of(code.type));
    put_shown(out, code, kEquivText, nullptr);
    out += '>';
    return;
  }
  std::string_view element = "ph";
  if (paired) {
    element = code.kind == CodeKind::kOpen ? "bpt" : "ept";
  } else if (is_half(code, paired)) {
    element = "it";
  } else if (code.content.empty()) {
    element = "x";
  }
  out.append("<").append(element);
  put(out, "id", id);
  if (paired) put(out, "rid", id);
  if (element == "it") put(out, "pos", is_closing(code) ? "close" : "open");
  if (element != "ept") put_if(out, "ctype", ctype_of(code.type));
  put_shown(out, code, kEquivText, nullptr);
  if (element == "x") {
    out += "/>";
  } else {
    out.append(">").append(escape_text(code.content)).append("</").append(element).append(">");
  }
}

void put_code_2(std::string& out, const Named& named, std::size_t i, bool nested,
                const OriginalData& data) {
  const InlineCode& code = named.text->codes[i];
  const std::size_t partner = named.partners[i];
  const bool paired = partner != kNoPartner;
  const bool closes = is_closing(code);
  if (paired && nested && closes) {
    out += "</pc>";
    return;
  }
  const std::string& id = named.ids[i];
  const bool is_element = paired && nested;
  const bool half = is_half(code, paired);
  out += is_element ? "<pc" : !paired && !half ? "<ph" : closes ? "<ec" : "<sc";
  if (paired && closes) {
    put(out, "startRef", id);
  } else {
    put(out, "id", id);
    const auto [type, sub_type] = type_pair_of(code.type);
    put_if(out, "type", type);
    put_if(out, "subType", sub_type);
  }
  if (half) put(out, "isolated", "yes");
  put_if(out, is_element ? "dataRefStart" : "dataRef", data.id(code.content));
  put_shown(out, code, is_element ? "equivStart" : "equiv", is_element ? "dispStart" : "disp");
  if (is_element) put_shown(out, named.text->codes[partner], "equivEnd", "dispEnd");
  if (is_element) put_if(out, "dataRefEnd", data.id(named.text->codes[partner].content));
  out += is_element ? ">" : "/>";
}

/// The text with its codes; `data`: as XLIFF 2.
void put_text(std::string& out, const Named& named, const OriginalData* data) {
  const MarkedText& marked = *named.text;
  const bool nested = is_nested(named.partners, marked.codes);
  std::size_t at = 0;
  for (std::size_t i = 0; i < marked.codes.size(); ++i) {
    const std::size_t offset = std::clamp(marked.codes[i].offset, at, marked.text.size());
    out += escape_text(std::string_view(marked.text).substr(at, offset - at));
    at = offset;
    if (data == nullptr) {
      put_code_1(out, named, i, nested);
    } else {
      put_code_2(out, named, i, nested, *data);
    }
  }
  out += escape_text(std::string_view(marked.text).substr(at));
}

void put_notes(std::string& out, const XliffUnit& unit, std::string_view indent,
               std::initializer_list<std::string_view> allowed, bool as_2) {
  for (const language::Note& note : unit.notes) {
    out.append(indent).append("<note");
    for (const auto& [name, value] : note.attributes) {
      if (std::find(allowed.begin(), allowed.end(), name) != allowed.end()) put(out, name, value);
      // 1.2 has "general" as well, 2.1 has no word for it.
      const bool has_side = name == "annotates" && (value == "source" || value == "target");
      if (as_2 && has_side) put(out, "appliesTo", value);
    }
    out.append(">").append(escape_text(note.text)).append("</note>\n");
  }
}

struct NamedSegment {
  Named source;
  Named target;
};

std::vector<NamedSegment> name_codes(const XliffUnit& unit) {
  CodeNames names;
  for (const XliffSegment& segment : unit.segments) names.reserve(segment.id);
  std::vector<NamedSegment> out;
  for (const XliffSegment& segment : unit.segments) {
    NamedSegment& named = out.emplace_back();
    named.source = names.source(segment.source);
    named.target = names.like(named.source, segment.target);
  }
  return out;
}

/// True if the unit is written as named segments and not as one text.
bool is_cut(const XliffUnit& unit) {
  return unit.segments.size() > 1 ||
         (unit.segments.size() == 1 && !unit.segments.front().id.empty());
}

bool has_own_source(const XliffMatch& match) {
  return !match.source.text.empty() || !match.source.codes.empty();
}

std::string mrk_id(const XliffUnit& unit, std::size_t i) {
  return unit.segments[i].id.empty() ? std::to_string(i) : unit.segments[i].id;
}

/// The texts of a unit of XLIFF 1.2; where it is cut, segments meet by the name of their <mrk>.
void put_segments_1(std::string& out, const XliffUnit& unit, const std::vector<NamedSegment>& named,
                    bool target) {
  for (std::size_t i = 0; i < named.size(); ++i) {
    const XliffSegment& segment = unit.segments[i];
    const bool is_marked = is_cut(unit) && !segment.is_ignorable;
    if (target && is_marked && !segment.has_target) continue;
    if (is_marked) {
      out += "<mrk mtype=\"seg\"";
      put(out, "mid", mrk_id(unit, i));
      out += '>';
    }
    put_text(out, target ? named[i].target : named[i].source, nullptr);
    if (is_marked) out += "</mrk>";
  }
}

/// What 1.2 says in an attribute of the target.
bool is_qualifier(const language::Property& property) {
  return property.type == kStateQualifier && is_state_qualifier(property.value);
}

void put_properties_1(std::string& out, const XliffUnit& unit) {
  if (std::all_of(unit.properties.begin(), unit.properties.end(), is_qualifier)) return;
  out += "        <prop-group>\n";
  for (const language::Property& property : unit.properties) {
    if (is_qualifier(property)) continue;
    out += "          <prop";
    put(out, "prop-type", property.type);
    out += ">" + escape_text(property.value) + "</prop>\n";
  }
  out += "        </prop-group>\n";
}

void put_match_1(std::string& out, const XliffUnit& unit, std::size_t i, const XliffMatch& match) {
  CodeNames names;
  const Named source = names.source(match.source);
  const Named target = names.like(source, match.target);
  out += "        <alt-trans";
  if (is_cut(unit)) put(out, "mid", mrk_id(unit, i));
  if (match.similarity >= 0) put(out, "match-quality", fmt::format("{}%", match.similarity));
  put_if(out, "origin", match.origin);
  out += '>';
  if (has_own_source(match)) {
    out += "<source>";
    put_text(out, source, nullptr);
    out += "</source>";
  }
  out += "<target>";
  put_text(out, target, nullptr);
  out += "</target></alt-trans>\n";
}

/// Proposals of XLIFF 2 name their segment, which so needs a name.
std::string segment_id_2(const XliffUnit& unit, std::size_t i) {
  const XliffSegment& segment = unit.segments[i];
  if (is_name(segment.id) || segment.matches.empty()) return segment.id;
  return "punte.s" + std::to_string(i + 1);
}

void put_match_2(std::string& out, const XliffUnit& unit, std::size_t i, const XliffMatch& match) {
  CodeNames names;
  const Named source = names.source(has_own_source(match) ? match.source : unit.segments[i].source);
  const Named target = names.like(source, match.target);
  OriginalData data;
  data.note(*source.text);
  data.note(match.target);
  out += "        <mtc:match";
  put(out, "ref", "#" + segment_id_2(unit, i));
  if (match.similarity >= 0) put(out, "similarity", fmt::format("{}", match.similarity));
  put_if(out, "origin", match.origin);
  put(out, "type", "tm");
  out += ">\n";
  data.write(out, "          ");
  out += "          <source>";
  put_text(out, source, &data);
  out += "</source>\n          <target>";
  put_text(out, target, &data);
  out += "</target>\n        </mtc:match>\n";
}

void put_matches_2(std::string& out, const XliffUnit& unit) {
  const bool any = std::any_of(unit.segments.begin(), unit.segments.end(),
                               [](const XliffSegment& s) { return !s.matches.empty(); });
  if (!any) return;
  out += "      <mtc:matches>\n";
  for (std::size_t i = 0; i < unit.segments.size(); ++i) {
    for (const XliffMatch& match : unit.segments[i].matches) put_match_2(out, unit, i, match);
  }
  out += "      </mtc:matches>\n";
}

void put_properties_2(std::string& out, const XliffUnit& unit) {
  if (unit.properties.empty()) return;
  out += "      <mda:metadata><mda:metaGroup>\n";
  for (const language::Property& property : unit.properties) {
    out += "        <mda:meta";
    put(out, "type", property.type);
    out += ">" + escape_text(property.value) + "</mda:meta>\n";
  }
  out += "      </mda:metaGroup></mda:metadata>\n";
}

void put_segment_2(std::string& out, const XliffUnit& unit, std::size_t i,
                   const NamedSegment& named, const OriginalData& data) {
  const XliffSegment& segment = unit.segments[i];
  const std::string_view element = segment.is_ignorable ? "ignorable" : "segment";
  out.append("      <").append(element);
  if (const std::string id = segment_id_2(unit, i); is_name(id)) put(out, "id", id);
  if (!segment.is_ignorable) {
    const auto [state, sub_state] = state_of_2(segment.state);
    put_if(out, "state", state);
    put_if(out, "subState", sub_state);
  }
  out += ">\n        <source>";
  put_text(out, named.source, &data);
  out += "</source>\n";
  if (segment.has_target) {
    out += "        <target>";
    put_text(out, named.target, &data);
    out += "</target>\n";
  }
  out.append("      </").append(element).append(">\n");
}

}  // namespace

struct XliffWriter::State {
  ByteSink& sink;
  XliffWriteOptions options;
  std::string out;
  bool begun = false;
  bool file_open = false;
  std::size_t files = 0;
  std::size_t units = 0;

  void begin();
  void begin_file(const XliffFile& file);
  void end_file();
  void write_1(const XliffUnit& unit);
  void write_2(const XliffUnit& unit);
  Result<void> flush();
};

Result<void> XliffWriter::State::flush() {
  auto written = sink.write(out);
  out.clear();
  return written;
}

void XliffWriter::State::begin() {
  if (std::exchange(begun, true)) return;
  out += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  if (options.version == XliffVersion::k12) {
    out += "<xliff version=\"1.2\" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\">\n";
    return;
  }
  out +=
      "<xliff version=\"2.1\" xmlns=\"urn:oasis:names:tc:xliff:document:2.0\""
      " xmlns:mda=\"urn:oasis:names:tc:xliff:metadata:2.0\""
      " xmlns:mtc=\"urn:oasis:names:tc:xliff:matches:2.0\"";
  put(out, "srcLang", options.source_language);
  put_if(out, "trgLang", options.target_language);
  out += ">\n";
}

void XliffWriter::State::begin_file(const XliffFile& file) {
  begin();
  end_file();
  file_open = true;
  ++files;
  out += "  <file";
  if (options.version == XliffVersion::k12) {
    put(out, "original", file.original);
    const auto own = [](const std::string& tag, const std::string& other) {
      return tag.empty() ? other : tag;
    };
    put(out, "source-language", own(file.source_language, options.source_language));
    put_if(out, "target-language", own(file.target_language, options.target_language));
    const bool is_known = !file.datatype.empty() && file.datatype != "unknown";
    put(out, "datatype", is_known ? file.datatype : "x-unknown");
    out += " xml:space=\"preserve\">\n";
    if (!file.skeleton_href.empty()) {
      out += "    <header><skl><external-file";
      put(out, "href", file.skeleton_href);
      out += "/></skl></header>\n";
    } else if (!file.skeleton.empty()) {
      out += "    <header><skl><internal-file form=\"text\">" + escape_text(file.skeleton) +
             "</internal-file></skl></header>\n";
    }
    out += "    <body>\n";
    return;
  }
  put(out, "id", "f" + std::to_string(files));
  put_if(out, "original", file.original);
  out += " xml:space=\"preserve\">\n";
  if (!file.skeleton_href.empty()) {
    out += "    <skeleton";
    put(out, "href", file.skeleton_href);
    out += "/>\n";
  } else if (!file.skeleton.empty()) {
    out += "    <skeleton>" + escape_text(file.skeleton) + "</skeleton>\n";
  }
}

void XliffWriter::State::end_file() {
  if (!std::exchange(file_open, false)) return;
  if (options.version == XliffVersion::k12) out += "    </body>\n";
  out += "  </file>\n";
}

void XliffWriter::State::write_1(const XliffUnit& unit) {
  const std::vector<NamedSegment> named = name_codes(unit);
  const bool has_target = std::any_of(unit.segments.begin(), unit.segments.end(),
                                      [](const XliffSegment& s) { return s.has_target; });
  const auto state_holder = std::find_if(unit.segments.begin(), unit.segments.end(),
                                         [](const XliffSegment& s) { return !s.is_ignorable; });
  const std::string state =
      state_holder == unit.segments.end() ? std::string() : state_of_1(state_holder->state);
  out += "      <trans-unit";
  put(out, "id", unit.id);
  put_if(out, "resname", unit.name);
  if (!unit.translate) put(out, "translate", "no");
  if (state == "final" || state == "signed-off") put(out, "approved", "yes");
  out += ">\n        <source>";
  for (const NamedSegment& segment : named) put_text(out, segment.source, nullptr);
  out += "</source>\n";
  if (is_cut(unit)) {
    out += "        <seg-source>";
    put_segments_1(out, unit, named, false);
    out += "</seg-source>\n";
  }
  if (has_target) {
    out += "        <target";
    put_if(out, "state", state);
    const auto qualifier =
        std::find_if(unit.properties.begin(), unit.properties.end(), is_qualifier);
    if (qualifier != unit.properties.end()) put_if(out, "state-qualifier", qualifier->value);
    out += '>';
    put_segments_1(out, unit, named, true);
    out += "</target>\n";
  }
  put_properties_1(out, unit);
  put_notes(out, unit, "        ", {"xml:lang", "priority", "from", "annotates"}, false);
  for (std::size_t i = 0; i < unit.segments.size(); ++i) {
    for (const XliffMatch& match : unit.segments[i].matches) put_match_1(out, unit, i, match);
  }
  out += "      </trans-unit>\n";
}

void XliffWriter::State::write_2(const XliffUnit& unit) {
  const std::vector<NamedSegment> named = name_codes(unit);
  OriginalData data;
  for (const XliffSegment& segment : unit.segments) {
    data.note(segment.source);
    data.note(segment.target);
  }
  out += "    <unit";
  put(out, "id", is_name(unit.id) ? unit.id : "punte.u" + std::to_string(units));
  put_if(out, "name", unit.name);
  if (!unit.translate) put(out, "translate", "no");
  out += ">\n";
  put_matches_2(out, unit);
  put_properties_2(out, unit);
  if (!unit.notes.empty()) {
    out += "      <notes>\n";
    put_notes(out, unit, "        ", {"id", "category", "priority"}, true);
    out += "      </notes>\n";
  }
  data.write(out, "      ");
  for (std::size_t i = 0; i < unit.segments.size(); ++i) {
    put_segment_2(out, unit, i, named[i], data);
  }
  out += "    </unit>\n";
}

XliffWriter::XliffWriter(ByteSink& sink, XliffWriteOptions options)
    : state_(new State{sink, std::move(options), {}, false, false, 0, 0}) {}
XliffWriter::XliffWriter(XliffWriter&&) noexcept = default;
XliffWriter& XliffWriter::operator=(XliffWriter&&) noexcept = default;
XliffWriter::~XliffWriter() = default;

Result<void> XliffWriter::begin_file(const XliffFile& file) {
  state_->begin_file(file);
  return state_->flush();
}

Result<void> XliffWriter::write(const XliffUnit& unit) {
  if (!state_->file_open) state_->begin_file({});
  ++state_->units;
  if (state_->options.version == XliffVersion::k12) {
    state_->write_1(unit);
  } else {
    state_->write_2(unit);
  }
  return state_->out.size() < kFlushBytes ? Result<void>() : state_->flush();
}

Result<void> XliffWriter::finish() {
  if (state_->files == 0) state_->begin_file({});
  state_->end_file();
  state_->out += "</xliff>\n";
  return state_->flush();
}

}  // namespace punte::exchange
