#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "exchange/code_pairs.h"
#include "exchange/xliff_work.h"
#include "exchange/xml_text.h"

namespace punte::exchange {
namespace {

using language::CodeKind;
using language::ErrorCode;
using language::fail;
using language::InlineCode;
using language::MarkedText;
using language::Result;

std::string quoted(std::string_view name, std::string_view value) {
  return " " + std::string(name) + "=\"" + escape_attribute(value) + "\"";
}

/// Names of codes as XLIFF 1.2 has them; others get its "x-".
std::string ctype_of(const InlineCode& code) {
  const std::string& type = code.type;
  const bool known = type == "bold" || type == "italic" || type == "underlined" || type == "link" ||
                     type == "image";
  if (type.empty()) return {};
  return quoted("ctype", known ? type : type == "br" ? "lb" : "x-" + type);
}

std::string_view type_of(const InlineCode& code) {
  const std::string& type = code.type;
  if (type == "bold" || type == "italic" || type == "underlined") return "fmt";
  if (type == "link" || type == "image") return type;
  return "other";
}

/// What each code becomes in XLIFF 2: true for the halves of a pair that lies inside others or
/// outside of them, so that an element can span it.
std::vector<bool> nested_pairs(const std::vector<std::size_t>& partners) {
  std::vector<bool> nested(partners.size(), false);
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < partners.size(); ++i) {
    if (partners[i] == kNoPartner) continue;
    if (partners[i] > i) {
      open.push_back(i);
    } else if (open.back() == partners[i]) {
      nested[i] = nested[partners[i]] = true;
      open.pop_back();
    } else {
      open.erase(std::find(open.begin(), open.end(), partners[i]));
    }
  }
  return nested;
}

/// Calls `write_code(i)` at each code's place and appends the text between.
template <typename WriteCode>
std::string content(const MarkedText& text, const WriteCode& write_code) {
  std::string out;
  std::size_t place = 0;
  for (std::size_t i = 0; i < text.codes.size(); ++i) {
    const std::size_t offset = std::clamp(text.codes[i].offset, place, text.text.size());
    out += escape_text(std::string_view(text.text).substr(place, offset - place));
    out += write_code(i);
    place = offset;
  }
  return out + escape_text(std::string_view(text.text).substr(place));
}

std::string content_1_2(const MarkedText& text) {
  const std::vector<std::size_t> partners = pair_codes(text.codes);
  return content(text, [&](std::size_t i) {
    const InlineCode& code = text.codes[i];
    std::string name = "ph";
    std::string position;
    if (partners[i] != kNoPartner) {
      name = code.kind == CodeKind::kOpen ? "bpt" : "ept";
    } else if (code.kind != CodeKind::kSingle) {
      name = "it";
      position = quoted("pos", code.kind == CodeKind::kOpen ? "open" : "close");
    }
    return "<" + name + quoted("id", code.link) + position +
           (name == "ept" ? std::string() : ctype_of(code)) + ">" + escape_text(code.content) +
           "</" + name + ">";
  });
}

/// Original data of a unit: each native code once.
class OriginalData {
 public:
  std::string reference(std::string_view name, const std::string& native) {
    if (native.empty()) return {};
    const auto [place, is_new] = ids_.try_emplace(native, "d" + std::to_string(ids_.size() + 1));
    if (is_new) {
      elements_ += "<data" + quoted("id", place->second) + ">" + escape_text(native) + "</data>";
    }
    return quoted(name, place->second);
  }
  [[nodiscard]] std::string element() const {
    return elements_.empty() ? std::string() : "<originalData>" + elements_ + "</originalData>\n";
  }

 private:
  std::map<std::string, std::string> ids_;
  std::string elements_;
};

/// `data` is null inside proposals, which have no original data of their own.
std::string content_2_1(const MarkedText& text, OriginalData* data) {
  const std::vector<std::size_t> partners = pair_codes(text.codes);
  const std::vector<bool> nested = nested_pairs(partners);
  const auto reference = [&](std::string_view name, const InlineCode& code) {
    return data == nullptr ? std::string() : data->reference(name, code.content);
  };
  constexpr std::string_view kKeep = " canCopy=\"no\" canDelete=\"no\"";
  return content(text, [&](std::size_t i) -> std::string {
    const InlineCode& code = text.codes[i];
    const std::string kind = quoted("type", type_of(code));
    if (nested[i]) {
      if (code.kind == CodeKind::kClose) return "</pc>";
      // In two steps: the first to be named gets the first number.
      const std::string start = reference("dataRefStart", code);
      const std::string end = reference("dataRefEnd", text.codes[partners[i]]);
      return "<pc" + quoted("id", code.link) + kind + std::string(kKeep) + start + end + ">";
    }
    if (code.kind == CodeKind::kSingle) {
      return "<ph" + quoted("id", code.link) + kind + std::string(kKeep) +
             reference("dataRef", code) + "/>";
    }
    const bool alone = partners[i] == kNoPartner;
    std::string out = code.kind == CodeKind::kOpen ? "<sc" : "<ec";
    if (code.kind == CodeKind::kOpen || alone) {
      out += quoted("id", code.link);
    } else {
      out += quoted("startRef", code.link);
    }
    if (alone) out += " isolated=\"yes\"";
    return out + kind + std::string(kKeep) + reference("dataRef", code) + "/>";
  });
}

std::string_view state_1_2(WorkState state) {
  switch (state) {
    case WorkState::kDraft:
      return "needs-review-translation";
    case WorkState::kTranslated:
      return "translated";
    case WorkState::kReviewed:
      return "signed-off";
    case WorkState::kNew:
      break;
  }
  return "new";
}

std::string_view state_2_1(WorkState state) {
  switch (state) {
    case WorkState::kTranslated:
      return "translated";
    case WorkState::kReviewed:
      return "final";
    case WorkState::kNew:
    case WorkState::kDraft:
      break;
  }
  return "initial";
}

std::string place_of(const WorkSegment& segment) {
  if (segment.bytes.limit == 0) return {};
  return quoted("punte:bytes",
                std::to_string(segment.bytes.start) + "-" + std::to_string(segment.bytes.limit));
}

std::string segment_1_2(const WorkSegment& segment) {
  std::string out = "<trans-unit" + quoted("id", segment.id) + quoted("resname", segment.path) +
                    place_of(segment) + " xml:space=\"preserve\">\n<source>" +
                    content_1_2(segment.source) + "</source>\n";
  if (!segment.target.text.empty()) {
    out += "<target" + quoted("state", state_1_2(segment.state));
    if (segment.match && segment.match->target.text == segment.target.text) {
      out += quoted("state-qualifier", segment.match->score >= 100 ? "exact-match" : "fuzzy-match");
    }
    out += ">" + content_1_2(segment.target) + "</target>\n";
  }
  if (segment.match) {
    const WorkMatch& match = *segment.match;
    out += "<alt-trans" +
           quoted("match-quality", std::to_string(std::min(match.score, 100)) + "%") +
           quoted("origin", match.origin) + ">\n<source>" + escape_text(match.source) +
           "</source>\n<target>" + content_1_2(match.target) + "</target>\n</alt-trans>\n";
  }
  return out + "</trans-unit>\n";
}

std::string segment_2_1(const WorkSegment& segment) {
  OriginalData data;
  const std::string source = content_2_1(segment.source, &data);
  const std::string target = content_2_1(segment.target, &data);
  std::string out = "<unit" + quoted("id", segment.id) + quoted("name", segment.path) +
                    place_of(segment) + " canResegment=\"no\" xml:space=\"preserve\">\n";
  if (segment.match) {
    const WorkMatch& match = *segment.match;
    const std::string percent = std::to_string(std::min(match.score, 100));
    out += "<mtc:matches>\n<mtc:match ref=\"#s1\"" +
           quoted("type", match.score > 100 ? "icm" : "tm") + quoted("origin", match.origin) +
           quoted("similarity", percent) + quoted("matchQuality", percent) + ">\n<source>" +
           escape_text(match.source) + "</source>\n<target>" + content_2_1(match.target, nullptr) +
           "</target>\n</mtc:match>\n</mtc:matches>\n";
  }
  out += data.element() + "<segment id=\"s1\"" + quoted("state", state_2_1(segment.state)) +
         ">\n<source>" + source + "</source>\n";
  if (!segment.target.text.empty()) out += "<target>" + target + "</target>\n";
  return out + "</segment>\n</unit>\n";
}

}  // namespace

void number_codes(MarkedText& text) {
  const std::vector<std::size_t> partners = pair_codes(text.codes);
  std::size_t number = 0;
  for (std::size_t i = 0; i < text.codes.size(); ++i) {
    const bool second = partners[i] != kNoPartner && partners[i] < i;
    text.codes[i].link = second ? text.codes[partners[i]].link : std::to_string(++number);
  }
}

Result<void> write_work_files(const std::vector<WorkFile>& files, XliffVersion version,
                              ByteSink& sink) {
  const bool old = version == XliffVersion::k1_2;
  const std::string from = files.empty() ? "und" : files.front().source_language;
  const std::string to = files.empty() ? "und" : files.front().target_language;
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<xliff xmlns=\"urn:oasis:names:tc:xliff:document:";
  if (old) {
    out += "1.2\" xmlns:punte=\"urn:punte:work:1\" version=\"1.2\">\n";
  } else {
    const bool several = std::any_of(files.begin(), files.end(), [&](const WorkFile& file) {
      return file.source_language != from;
    });
    if (several) {
      return fail(ErrorCode::kInvalidArgument,
                  PUNTE_MSG("XLIFF 2.1 holds one source language; choose it with --from"));
    }
    out +=
        "2.0\" xmlns:mtc=\"urn:oasis:names:tc:xliff:matches:2.0\" "
        "xmlns:punte=\"urn:punte:work:1\" version=\"2.1\"" +
        quoted("srcLang", from) + quoted("trgLang", to) + ">\n";
  }
  std::size_t number = 0;
  for (const WorkFile& file : files) {
    out += "<file";
    if (old) {
      out += quoted("original", file.original) + quoted("source-language", file.source_language) +
             quoted("target-language", file.target_language) + " datatype=\"html\"";
    } else {
      out += quoted("id", "f" + std::to_string(++number)) + quoted("original", file.original);
    }
    out += quoted("punte:page", file.page) + (old ? ">\n<body>\n" : ">\n");
    for (std::size_t i = 0; i < file.segments.size(); ++i) {
      const WorkSegment& segment = file.segments[i];
      if (i == 0 || segment.group != file.segments[i - 1].group) {
        out += "<group" + quoted("id", segment.group) +
               (old ? quoted("restype", "x-" + segment.role)
                    : quoted("type", "punte:" + segment.role)) +
               ">\n";
      }
      out += old ? segment_1_2(segment) : segment_2_1(segment);
      if (i + 1 == file.segments.size() || segment.group != file.segments[i + 1].group) {
        out += "</group>\n";
      }
      if (out.size() > (std::size_t{1} << 20)) {
        if (const auto done = sink.write(out); !done) return done;
        out.clear();
      }
    }
    out += old ? "</body>\n</file>\n" : "</file>\n";
  }
  return sink.write(out + "</xliff>\n");
}

}  // namespace punte::exchange
