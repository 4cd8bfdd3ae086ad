#include "exchange/xliff_reader.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "exchange/code_text.h"
#include "exchange/laid_out_text.h"
#include "exchange/xliff_codes.h"
#include "exchange/xliff_states.h"
#include "exchange/xml_parser.h"
#include "language/language_tag.h"
#include "language/text.h"

namespace punte::exchange {
namespace {

using base::ErrorCode;
using base::fail;
using language::CodeKind;
using language::InlineCode;
using language::LanguageTag;
using language::MarkedText;

constexpr std::size_t kMaxSegments = 100'000;  // of one unit

std::string canonical(std::string_view written) {
  const auto tag = LanguageTag::parse(written);
  return tag ? tag->str() : std::string(written);
}

/// Keeps what a file says to show for a code.
void note_shown(InlineCode& code, XmlAttributes attributes, const char* equiv, const char* disp) {
  for (const auto& [name, own] : {std::pair(equiv, kEquivText), std::pair(disp, kDisp)}) {
    const std::string_view value = attribute(attributes, name);
    if (!value.empty()) code.attributes.emplace_back(own, value);
  }
}

class Reader final : public XmlHandler {
 public:
  Reader(ByteSource& source, const XliffSink& sink, const ReadOptions& options)
      : parser_(source, {options.max_depth, options.max_segment_bytes}),
        sink_(sink),
        options_(options) {}

  Result<ReadReport> run();

  void start(std::string_view full_name, XmlAttributes attributes) override;
  void end(std::string_view full_name) override;
  void text(std::string_view text) override;

 private:
  enum class Place {
    kOther,
    kUnit,
    kMatch,
    kText,
    kCode,
    kNote,
    kData,
    kProperty,
    kSkeleton,
    kSkipped
  };
  struct Frame {
    Place place = Place::kOther;
    std::string name;
    bool translate = true;
    bool splits = false;       // <mrk mtype="seg">
    bool writes_code = false;  // a pair whose end is a code
    std::string code_id;
    std::string code_end;   // the native code of that end
    std::string equiv_end;  // what to show for it
    std::string disp_end;
    std::string_view space;  // "preserve", "default" or "", inherited; literals
  };

  void start_inline(Frame& frame, std::string_view name, XmlAttributes attributes);
  void start_unit(XmlAttributes attributes);
  bool start_in_unit(Frame& frame, std::string_view full_name, XmlAttributes attributes);
  void start_dialect(XmlAttributes attributes);
  void start_target_1(XmlAttributes attributes);
  void note_space(std::string_view space);
  void lay_out_text();
  void finish_unit(bool translate);
  void finish_segments_1();
  void finish_matches();
  XliffSegment& add_segment(std::string_view id);
  void open_segment(std::string_view id);
  MarkedText& current();
  void warn(std::string message, std::vector<std::string> arguments = {});
  void limit(std::string message, std::size_t value) {
    parser_.stop({ErrorCode::kLimit, std::move(message), {std::to_string(value)}, parser_.where()});
  }

  XmlParser parser_;
  const XliffSink& sink_;
  const ReadOptions& options_;
  ReadReport report_;
  bool version_2_ = false;
  bool file_seen_ = false;
  bool file_names_target_ = false;
  std::vector<Frame> stack_;
  XliffFile file_;
  std::string from_;  // of the whole document, XLIFF 2
  std::string to_;

  // The unit that is open.
  bool in_unit_ = false;
  XliffUnit unit_;
  std::string approved_state_;
  std::string dialect_state_;  // in the words of a tool, which know more
  enum class Space { kUnsaid, kDefault, kPreserve } space_ = Space::kUnsaid;  // of the unit
  std::map<std::string, std::string, std::less<>> studio_states_;             // by segment
  std::map<std::string, std::string, std::less<>> data_;                      // originalData
  std::string data_id_;
  XliffSegment whole_;  // what is not in a segment of its own
  std::map<std::string, std::size_t, std::less<>> segment_places_;
  std::optional<std::size_t> segment_;  // the one that is open
  bool in_target_ = false;
  bool in_seg_source_ = false;
  bool target_is_cut_ = false;
  // Text of a 1.2 target that no <mrk> holds, by the number of segments up to the one before it.
  std::map<std::size_t, MarkedText> gaps_;
  std::size_t gap_ = 0;

  struct Proposal {
    XliffMatch match;
    std::string segment;
    std::string language;
    bool rejected = false;
  };
  bool in_match_ = false;
  std::map<std::string, std::string, std::less<>> match_data_;
  std::vector<Proposal> proposals_;
};

void Reader::warn(std::string message, std::vector<std::string> arguments) {
  report_.warnings.add(parser_.line(), parser_.column(), std::move(message), std::move(arguments));
}

XliffSegment& Reader::add_segment(std::string_view id) {
  if (unit_.segments.size() >= kMaxSegments) {
    limit(PUNTE_MSG("a unit of more than {1} segments"), kMaxSegments);
    return unit_.segments.back();
  }
  XliffSegment& segment = unit_.segments.emplace_back();
  segment.id = id;
  return segment;
}

void Reader::open_segment(std::string_view id) {
  const auto known = segment_places_.find(id);
  if (known != segment_places_.end()) {
    segment_ = known->second;
  } else {
    add_segment(id);
    segment_ = unit_.segments.size() - 1;
    segment_places_.emplace(id, *segment_);
  }
  if (in_target_) {
    target_is_cut_ = true;
    unit_.segments[*segment_].has_target = true;
    gap_ = *segment_ + 1;
  }
}

MarkedText& Reader::current() {
  if (in_match_) {
    XliffMatch& match = proposals_.back().match;
    return in_target_ ? match.target : match.source;
  }
  if (segment_) {
    XliffSegment& segment = unit_.segments[*segment_];
    return in_target_ ? segment.target : segment.source;
  }
  if (in_target_) return gaps_[gap_];
  if (!in_seg_source_) return whole_.source;
  if (unit_.segments.empty() || !unit_.segments.back().is_ignorable) {
    add_segment({}).is_ignorable = true;
  }
  return unit_.segments.back().source;
}

void Reader::start_inline(Frame& frame, std::string_view name, XmlAttributes attributes) {
  frame.place = Place::kText;
  if (name == "mrk" || name == "sm" || name == "em") {
    if (!version_2_ && !in_match_ && attribute(attributes, "mtype") == "seg") {
      frame.splits = true;
      open_segment(attribute(attributes, "mid"));
    }
    return;
  }
  MarkedText& into = current();
  if (name == "cp") {  // a character that XML cannot hold has no place in a text either
    into.text += "\xEF\xBF\xBD";
    return;
  }
  InlineCode code;
  code.offset = into.text.size();
  code.type = version_2_
                  ? type_of_pair(attribute(attributes, "type"), attribute(attributes, "subType"))
                  : type_of_ctype(attribute(attributes, "ctype"));
  code.link = attribute(attributes, "id");
  std::string_view pair = attribute(attributes, version_2_ ? "startRef" : "rid");
  if (pair.empty()) pair = code.link;
  const auto original = [&](std::string_view reference) {
    const auto& data = in_match_ && !match_data_.empty() ? match_data_ : data_;
    const auto found = data.find(attribute(attributes, reference));
    return found == data.end() ? std::string() : found->second;
  };
  const bool isolated = attribute(attributes, "isolated") == "yes";
  if (name == "g" || name == "pc") {
    code.kind = CodeKind::kOpen;
    code.id = pair;
    code.content = original("dataRefStart");
    frame.writes_code = true;
    frame.code_id = code.id;
    frame.code_end = original("dataRefEnd");
  } else if (name == "it" || isolated) {
    code.element = "it";
    const bool closes = name == "ec" || attribute(attributes, "pos") == "close";
    code.attributes.emplace_back("pos", closes ? "end" : "begin");
  } else if (name == "bx" || name == "bpt" || name == "sc") {
    code.kind = CodeKind::kOpen;
    code.id = pair;
  } else if (name == "ex" || name == "ept" || name == "ec") {
    code.kind = CodeKind::kClose;
    code.id = pair;
  }
  if (code.content.empty()) code.content = original("dataRef");
  const bool is_pair = name == "pc";
  note_shown(code, attributes,
             is_pair      ? "equivStart"
             : version_2_ ? "equiv"
                          : kEquivText,
             is_pair ? "dispStart" : kDisp);
  if (is_pair) {
    frame.equiv_end = attribute(attributes, "equivEnd");
    frame.disp_end = attribute(attributes, "dispEnd");
  }
  into.codes.push_back(std::move(code));
  const bool holds_native_code =
      !version_2_ && (name == "bpt" || name == "ept" || name == "ph" || name == "it");
  if (holds_native_code) frame.place = Place::kCode;
}

void Reader::start_unit(XmlAttributes attributes) {
  in_unit_ = true;
  unit_ = {};
  unit_.line = parser_.line();
  unit_.id = attribute(attributes, "id");
  unit_.name = attribute(attributes, version_2_ ? "name" : "resname");
  const std::string_view approved = attribute(attributes, "approved");
  approved_state_ = approved == "yes"  ? "final"
                    : approved == "no" ? "needs-review-translation"
                                       : "";
  start_dialect(attributes);
  space_ = Space::kUnsaid;
  studio_states_.clear();
  data_.clear();
  whole_ = {};
  segment_places_.clear();
  segment_.reset();
  gaps_.clear();
  gap_ = 0;
  target_is_cut_ = in_match_ = in_seg_source_ = in_target_ = false;
  proposals_.clear();
}

void Reader::note_space(std::string_view space) {
  if (space == "preserve") space_ = Space::kPreserve;
  if (space == "default" && space_ == Space::kUnsaid) space_ = Space::kDefault;
}

/// What the dialects say of a unit in attributes of their own.
void Reader::start_dialect(XmlAttributes attributes) {
  dialect_state_.clear();
  for (XmlAttributes a = attributes; *a != nullptr; a += 2) {
    const std::string_view full(a[0]);
    const std::string_view name = local_name(full);
    if (name == full) continue;
    if (name == "status") dialect_state_ = state_of_memoq(a[1]);
    if (name == "confirmed") dialect_state_ = state_of_phrase(a[1]);
    // The plural module of XLIFF 2.2: which form it is tells units of equal texts apart.
    if (name == "case") unit_.properties.push_back({"x-form", a[1], {}});
  }
}

/// What stands in a unit, outside its texts. False: an element that is not known.
/// The attributes of a target of 1.2 that is not in segments.
void Reader::start_target_1(XmlAttributes attributes) {
  whole_.state = attribute(attributes, "state");
  if (const auto qualifier = attribute(attributes, "state-qualifier"); !qualifier.empty()) {
    unit_.properties.push_back({kStateQualifier, std::string(qualifier), {}});
  }
  if (file_names_target_) return;
  if (const auto own = attribute(attributes, "xml:lang"); !own.empty()) {
    file_.target_language = canonical(own);
  }
}

bool Reader::start_in_unit(Frame& frame, std::string_view full_name, XmlAttributes attributes) {
  const std::string_view name = local_name(full_name);
  if (name == "alt-trans" || name == "match") {
    frame.place = Place::kMatch;
    in_match_ = true;
    match_data_.clear();
    Proposal& proposal = proposals_.emplace_back();
    proposal.match.origin = attribute(attributes, "origin");
    proposal.rejected = attribute(attributes, "alternativetranstype") == "rejected";
    if (version_2_) {
      proposal.match.similarity = read_percent(attribute(attributes, "similarity"));
      const std::string_view reference = attribute(attributes, "ref");
      proposal.segment = reference.substr(reference.starts_with('#') ? 1 : 0);
    } else {
      proposal.match.similarity = read_percent(attribute(attributes, "match-quality"));
      proposal.segment = attribute(attributes, "mid");
    }
    if (proposals_.size() > kMaxSegments) {
      limit(PUNTE_MSG("a unit of more than {1} segments"), kMaxSegments);
    }
  } else if (version_2_ && !in_match_ && (name == "segment" || name == "ignorable")) {
    frame.place = Place::kUnit;
    XliffSegment& segment = add_segment(attribute(attributes, "id"));
    segment_ = unit_.segments.size() - 1;
    segment_places_.emplace(segment.id, *segment_);
    segment.is_ignorable = name == "ignorable";
    const std::string_view sub_state = attribute(attributes, "subState");
    segment.state = read_state_2(attribute(attributes, "state"), sub_state);
    if (!sub_state.empty() && !is_own_sub_state(sub_state)) {
      unit_.properties.push_back({kSubState, std::string(sub_state), {}});
    }
  } else if (name == "source" || name == "seg-source") {
    frame.place = name == "seg-source" && in_match_ ? Place::kSkipped : Place::kText;
    if (!in_match_) note_space(frame.space);
    in_target_ = false;
    in_seg_source_ = name == "seg-source";
  } else if (name == "target") {
    frame.place = Place::kText;
    in_target_ = true;
    if (in_match_) {
      proposals_.back().language = attribute(attributes, "xml:lang");
    } else if (segment_) {
      unit_.segments[*segment_].has_target = true;
    } else {
      whole_.has_target = true;
      start_target_1(attributes);
    }
  } else if (name == "note" && !in_match_) {
    frame.place = Place::kNote;
    language::Note& note = unit_.notes.emplace_back();
    for (XmlAttributes a = attributes; *a != nullptr; a += 2) {
      const bool side = version_2_ && std::string_view(a[0]) == "appliesTo";
      note.attributes.emplace_back(side ? "annotates" : a[0], a[1]);
    }
  } else if (name == "seg" && local_name(full_name) != full_name && !version_2_) {
    // Studio's sdl:seg-defs
    studio_states_[std::string(attribute(attributes, "id"))] =
        state_of_studio(attribute(attributes, "conf"));
  } else if (name == "data") {
    frame.place = Place::kData;
    data_id_ = attribute(attributes, "id");
  } else if ((name == "prop" || name == "meta") && !in_match_) {
    frame.place = Place::kProperty;
    unit_.properties.push_back(
        {std::string(attribute(attributes, name == "prop" ? "prop-type" : "type")), {}, {}});
  } else {
    return false;
  }
  return true;
}

void Reader::start(std::string_view full_name, XmlAttributes attributes) {
  const std::string_view name = local_name(full_name);
  Frame frame;
  frame.name = name;
  if (stack_.empty()) {
    if (name != "xliff") {
      parser_.stop({ErrorCode::kSyntax,
                    PUNTE_MSG("no XLIFF: the root element is <{1}>"),
                    {std::string(name)},
                    parser_.where()});
      return;
    }
    version_2_ = attribute(attributes, "version").starts_with('2');
    from_ = canonical(attribute(attributes, "srcLang"));
    to_ = canonical(attribute(attributes, "trgLang"));
    if (attribute(attributes, "xml:space") == "preserve") frame.space = "preserve";
    stack_.push_back(std::move(frame));
    return;
  }
  const Frame& parent = stack_.back();
  frame.translate = parent.translate;
  frame.space = parent.space;
  if (const auto space = attribute(attributes, "xml:space"); !space.empty()) {
    frame.space = space == "preserve" ? "preserve" : "default";
  }
  if (const auto translate = attribute(attributes, "translate"); !translate.empty()) {
    frame.translate = translate != "no";
  }
  switch (parent.place) {
    case Place::kSkipped:
    case Place::kNote:
    case Place::kData:
    case Place::kCode:
    case Place::kProperty:
    case Place::kSkeleton:
      frame.place = parent.place;
      if (parent.place == Place::kSkeleton && name == "external-file") {
        file_.skeleton_href = attribute(attributes, "href");
      }
      break;
    case Place::kText:
      frame.translate = parent.translate;
      start_inline(frame, name, attributes);
      break;
    default:
      if (in_unit_) {
        // Containers such as <notes> and <matches>; what is not known in them passes by.
        if (!start_in_unit(frame, full_name, attributes)) frame.place = Place::kOther;
      } else if (name == "file") {
        file_seen_ = true;
        file_ = {};
        file_.original = attribute(attributes, "original");
        file_.datatype = attribute(attributes, "datatype");
        if (file_.datatype == "x-unknown") file_.datatype = "unknown";
        file_.source_language =
            version_2_ ? from_ : canonical(attribute(attributes, "source-language"));
        file_.target_language =
            version_2_ ? to_ : canonical(attribute(attributes, "target-language"));
        file_names_target_ = !file_.target_language.empty();
      } else if (name == (version_2_ ? "unit" : "trans-unit")) {
        frame.place = Place::kUnit;
        start_unit(attributes);
        note_space(frame.space);
      } else if (name == "skeleton" || name == "skl") {
        frame.place = Place::kSkeleton;
        if (name == "skeleton") file_.skeleton_href = attribute(attributes, "href");
      } else if (name == "bin-unit" || name == "glossary") {
        frame.place = Place::kSkipped;
      }
  }
  stack_.push_back(std::move(frame));
}

/// What XLIFF 1.2 says by <mrk>, as segments.
void Reader::finish_segments_1() {
  const auto is_real = [](const XliffSegment& segment) { return !segment.is_ignorable; };
  const auto count = std::count_if(unit_.segments.begin(), unit_.segments.end(), is_real);
  if (!dialect_state_.empty()) whole_.state = dialect_state_;
  if (whole_.state.empty()) whole_.state = approved_state_;
  if (count == 0) {
    unit_.segments.clear();
    whole_.target = std::move(gaps_[0]);
    unit_.segments.push_back(std::move(whole_));
    return;
  }
  if (whole_.has_target && !target_is_cut_) {
    // A target that was never cut answers the whole source.
    if (count == 1) {
      auto& segment = *std::find_if(unit_.segments.begin(), unit_.segments.end(), is_real);
      segment.target = std::move(gaps_[0]);
      segment.has_target = true;
    }
  } else {
    for (auto& [place, gap] : gaps_) {
      if (place >= unit_.segments.size() || !unit_.segments[place].is_ignorable) continue;
      unit_.segments[place].target = std::move(gap);
      unit_.segments[place].has_target = true;
    }
  }
  for (XliffSegment& segment : unit_.segments) {
    if (segment.is_ignorable) continue;
    const auto own = studio_states_.find(segment.id);
    segment.state = own == studio_states_.end() ? whole_.state : own->second;
  }
}

/// Takes out of the texts what a tool put in to lay the file out.
void Reader::lay_out_text() {
  if (space_ == Space::kPreserve) return;
  for (XliffSegment& segment : unit_.segments) {
    if (segment.is_ignorable) continue;
    std::vector<MarkedText*> texts = {&segment.source, &segment.target};
    for (XliffMatch& match : segment.matches) {
      texts.push_back(&match.source);
      texts.push_back(&match.target);
    }
    for (MarkedText* text : texts) {
      if (space_ == Space::kDefault || is_laid_out(text->text)) collapse_blanks(*text);
    }
  }
}

void Reader::finish_matches() {
  const auto wanted = LanguageTag::parse(file_.target_language);
  for (Proposal& proposal : proposals_) {
    if (proposal.rejected) continue;
    const auto own = LanguageTag::parse(proposal.language);
    if (own && wanted && own->language() != wanted->language()) continue;
    const auto place = segment_places_.find(proposal.segment);
    const std::size_t segment = place == segment_places_.end() ? 0 : place->second;
    unit_.segments[segment].matches.push_back(std::move(proposal.match));
  }
}

void Reader::finish_unit(bool translate) {
  in_unit_ = false;
  if (!version_2_) finish_segments_1();
  if (unit_.segments.empty()) return;
  finish_matches();
  lay_out_text();
  unit_.translate = translate;
  if (const auto taken = sink_(file_, std::move(unit_)); !taken) parser_.stop(taken.error());
  unit_ = {};
}

void Reader::end(std::string_view /*full_name*/) {
  if (stack_.empty()) return;
  const Frame frame = std::move(stack_.back());
  stack_.pop_back();
  if (frame.place == Place::kText && frame.writes_code) {
    MarkedText& into = current();
    InlineCode close;
    close.offset = into.text.size();
    close.kind = CodeKind::kClose;
    close.id = frame.code_id;
    close.content = frame.code_end;
    if (!frame.equiv_end.empty()) close.attributes.emplace_back(kEquivText, frame.equiv_end);
    if (!frame.disp_end.empty()) close.attributes.emplace_back(kDisp, frame.disp_end);
    into.codes.push_back(std::move(close));
  }
  if (frame.splits) segment_.reset();
  if (frame.place == Place::kMatch) in_match_ = false;
  if (frame.place != Place::kUnit) return;
  if (frame.name == "segment" || frame.name == "ignorable") {
    segment_.reset();
  } else {
    finish_unit(frame.translate);
  }
}

void Reader::text(std::string_view text) {
  if (stack_.empty()) return;
  std::string* into = nullptr;
  switch (stack_.back().place) {
    case Place::kText:
      into = &current().text;
      break;
    case Place::kCode:
      into = &current().codes.back().content;
      break;
    case Place::kNote:
      into = &unit_.notes.back().text;
      break;
    case Place::kData:
      into = &(in_match_ ? match_data_ : data_)[data_id_];
      break;
    case Place::kProperty:
      into = &unit_.properties.back().value;
      break;
    case Place::kSkeleton:
      into = &file_.skeleton;
      break;
    default:
      return;
  }
  if (into->size() + text.size() > options_.max_segment_bytes) {
    limit(PUNTE_MSG("a text of more than {1} MB"), options_.max_segment_bytes >> 20);
    return;
  }
  into->append(text);
}

Result<ReadReport> Reader::run() {
  const auto done = parser_.run(*this);
  if (done && !file_seen_) {
    return fail(ErrorCode::kSyntax, PUNTE_MSG("no XLIFF: it has no <file>"), {}, parser_.where());
  }
  if (done) return std::move(report_);
  if (!parser_.damaged() || !options_.recover || stack_.empty()) {
    return tl::unexpected(done.error());
  }
  ++report_.skipped_units;
  ++report_.lost_units;
  warn(PUNTE_MSG("the file is damaged from here on; the units before were kept"));
  return std::move(report_);
}

}  // namespace

Result<ReadReport> read_xliff_units(ByteSource& source, const XliffSink& sink,
                                    const ReadOptions& options) {
  std::int64_t units = 0;
  const XliffSink counting = [&](const XliffFile& file, XliffUnit&& unit) -> Result<void> {
    ++units;
    return sink(file, std::move(unit));
  };
  auto report = Reader(source, counting, options).run();
  if (report) report->units = units;
  return report;
}

}  // namespace punte::exchange
