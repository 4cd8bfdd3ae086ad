#include "exchange/tbx.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "exchange/language_names.h"
#include "exchange/xml_parser.h"
#include "exchange/xml_text.h"
#include "language/text.h"

namespace punte::exchange {
namespace {

using base::ErrorCode;

constexpr std::size_t kMaxItems = 100'000;  // terms, properties and notes of one concept
constexpr std::size_t kFlushBytes = std::size_t{256} << 10;
constexpr std::string_view kOfLanguage = "langSet/";

template <std::size_t n>
bool is_one_of(const std::array<std::string_view, n>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// What holds a value. Elements of other names are the categories of style DCT.
constexpr std::array<std::string_view, 7> kValues = {"descrip", "termNote", "admin",  "xref",
                                                     "ref",     "date",     "transac"};
constexpr std::array<std::string_view, 20> kGroups = {
    "descripGrp", "adminGrp",     "transacGrp",  "termNoteGrp",  "termGrp",
    "ntig",       "tig",          "termSec",     "langSet",      "langSec",
    "termEntry",  "conceptEntry", "termCompGrp", "termCompList", "descripNote",
    "adminNote",  "transacNote",  "itemGrp",     "itemSet",      "termComp"};
constexpr std::array<std::string_view, 6> kTermCategories = {
    "partOfSpeech", "grammaticalGender",    "grammaticalNumber",
    "termType",     "administrativeStatus", "termLocation"};

class Reader final : public XmlHandler {
 public:
  Reader(ByteSource& source, const ConceptSink& sink, const ReadOptions& options)
      : parser_(source, {options.max_depth, options.max_segment_bytes}),
        sink_(sink),
        options_(options) {}

  Result<ReadReport> run();
  void start(std::string_view full_name, XmlAttributes attributes) override;
  void end(std::string_view full_name) override;
  void text(std::string_view text) override;

 private:
  enum class Value { kNone, kTerm, kNote, kProperty };

  void finish_term();
  void finish_concept();
  void count_item();
  void warn(std::string message, std::vector<std::string> arguments = {});

  XmlParser parser_;
  const ConceptSink& sink_;
  const ReadOptions& options_;
  ReadReport report_;
  bool root_seen_ = false;
  bool in_concept_ = false;
  bool in_language_ = false;
  bool in_term_ = false;
  language::Concept concept_;
  language::Term term_;
  std::string language_;
  std::vector<language::Property> language_properties_;
  std::size_t items_ = 0;
  Value value_ = Value::kNone;
  std::size_t value_depth_ = 0;  // elements open inside the value
  language::Property property_;
  std::string text_;
};

void Reader::warn(std::string message, std::vector<std::string> arguments) {
  report_.warnings.add(parser_.line(), parser_.column(), std::move(message), std::move(arguments));
}

void Reader::count_item() {
  if (++items_ <= kMaxItems) return;
  parser_.stop({ErrorCode::kLimit,
                PUNTE_MSG("a concept of more than {1} items"),
                {std::to_string(kMaxItems)},
                parser_.where()});
}

void Reader::start(std::string_view full_name, XmlAttributes attributes) {
  const std::string_view name = local_name(full_name);
  if (!std::exchange(root_seen_, true)) {
    if (name != "martif" && name != "tbx" && name != "TBX") {
      parser_.stop({ErrorCode::kUnsupported,
                    PUNTE_MSG("this is not TBX: its root element is <{1}>"),
                    {std::string(name)},
                    parser_.where()});
    }
    return;
  }
  if (value_ != Value::kNone) {
    ++value_depth_;  // <hi> and the like: their text belongs to the value
    return;
  }
  if (name == "termEntry" || name == "conceptEntry") {
    in_concept_ = true;
    in_language_ = in_term_ = false;
    concept_ = {};
    concept_.name = attribute(attributes, "id");
    items_ = 0;
    return;
  }
  if (!in_concept_) return;
  if (name == "langSet" || name == "langSec") {
    in_language_ = true;
    language_properties_.clear();
    std::string_view written = attribute(attributes, "xml:lang");
    if (written.empty()) written = attribute(attributes, "lang");
    language_ = language::trim(written).empty() ? std::string() : read_language(written).tag;
    return;
  }
  if (name == "tig" || name == "ntig" || name == "termSec") {
    in_term_ = true;
    term_ = {};
    return;
  }
  if (name == "term") {
    // Some files put it straight into the language.
    value_ = Value::kTerm;
    if (!in_term_) term_ = {};
  } else if (name == "note") {
    value_ = Value::kNote;
  } else if (is_one_of(kValues, name)) {
    value_ = Value::kProperty;
    property_ = {std::string(name) + ":" + std::string(attribute(attributes, "type")), {}, {}};
    for (XmlAttributes a = attributes; *a != nullptr; a += 2) {
      if (std::string_view(a[0]) != "type") property_.attributes.emplace_back(a[0], a[1]);
    }
  } else if (!is_one_of(kGroups, name)) {
    value_ = Value::kProperty;
    const bool of_term = is_one_of(kTermCategories, name);
    property_ = {std::string(of_term ? "termNote:" : "descrip:").append(name), {}, {}};
  }
  if (value_ == Value::kNone) return;
  value_depth_ = 0;
  text_.clear();
  count_item();
}

void Reader::text(std::string_view text) {
  if (value_ == Value::kNone) return;
  if (text_.size() + text.size() > options_.max_segment_bytes) {
    parser_.stop({ErrorCode::kLimit,
                  PUNTE_MSG("a text of more than {1} MB"),
                  {std::to_string(options_.max_segment_bytes >> 20)},
                  parser_.where()});
    return;
  }
  text_.append(text);
}

void Reader::finish_term() {
  term_.language = language_;
  if (term_.text.empty() || term_.language.empty()) {
    ++report_.skipped_variants;
    warn(term_.text.empty() ? PUNTE_MSG("a term without text; left out")
                            : PUNTE_MSG("a term without language; left out"));
    return;
  }
  for (language::Property& property : language_properties_) {
    property.type.insert(0, kOfLanguage);
    term_.properties.push_back(std::move(property));
  }
  language_properties_.clear();
  concept_.terms.push_back(std::move(term_));
  term_ = {};
}

void Reader::finish_concept() {
  in_concept_ = false;
  if (concept_.terms.empty()) {
    ++report_.skipped_units;
    warn(PUNTE_MSG("a concept without terms; left out"));
    return;
  }
  ++report_.units;
  if (const auto taken = sink_(std::move(concept_)); !taken) parser_.stop(taken.error());
  concept_ = {};
}

void Reader::end(std::string_view full_name) {
  const std::string_view name = local_name(full_name);
  if (value_ != Value::kNone) {
    if (value_depth_ > 0) {
      --value_depth_;
      return;
    }
    const std::string_view text = language::trim(text_);
    const Value kind = std::exchange(value_, Value::kNone);
    if (kind == Value::kTerm) {
      term_.text = text;
      if (!in_term_) finish_term();
    } else if (text.empty() && property_.attributes.empty()) {
      // Says nothing.
    } else if (kind == Value::kNote) {
      (in_term_ ? term_.notes : concept_.notes).push_back({std::string(text), {}});
    } else {
      property_.value = text;
      (in_term_       ? term_.properties
       : in_language_ ? language_properties_
                      : concept_.properties)
          .push_back(std::move(property_));
    }
    return;
  }
  if (!in_concept_) return;
  if (name == "tig" || name == "ntig" || name == "termSec") {
    in_term_ = false;
    finish_term();
  } else if (name == "langSet" || name == "langSec") {
    in_language_ = false;
  } else if (name == "termEntry" || name == "conceptEntry") {
    finish_concept();
  }
}

Result<ReadReport> Reader::run() {
  const auto done = parser_.run(*this);
  if (done) return std::move(report_);
  if (!parser_.damaged() || !options_.recover || !root_seen_) return tl::unexpected(done.error());
  ++report_.skipped_units;
  ++report_.lost_units;
  warn(PUNTE_MSG("the file is damaged from here on; the units before were kept"));
  return std::move(report_);
}

void put(std::string& out, std::string_view name, std::string_view value) {
  out.append(" ").append(name).append("=\"").append(escape_attribute(value)).append("\"");
}

void put_properties(std::string& out, const std::vector<language::Property>& properties,
                    const std::string& indent, bool of_language) {
  for (const language::Property& property : properties) {
    std::string_view type = property.type;
    if (type.starts_with(kOfLanguage) != of_language) continue;
    if (of_language) type.remove_prefix(kOfLanguage.size());
    const std::size_t colon = type.find(':');
    std::string_view element = type.substr(0, colon);
    std::string_view kind = colon == std::string_view::npos ? "" : type.substr(colon + 1);
    if (colon == std::string_view::npos || !is_one_of(kValues, element)) {
      element = "admin";  // of other formats: TBX takes any type here
      kind = type;
    }
    out.append(indent).append("<").append(element);
    if (!kind.empty()) put(out, "type", kind);
    for (const auto& [name, value] : property.attributes) {
      if (name == "target" || name == "id" || name == "xml:lang") put(out, name, value);
    }
    out.append(">").append(escape_text(property.value)).append("</").append(element).append(">\n");
  }
}

void put_notes(std::string& out, const std::vector<language::Note>& notes,
               const std::string& indent) {
  for (const language::Note& note : notes) {
    out.append(indent).append("<note>").append(escape_text(note.text)).append("</note>\n");
  }
}

}  // namespace

Result<ReadReport> read_tbx(ByteSource& source, const ConceptSink& sink,
                            const ReadOptions& options) {
  return Reader(source, sink, options).run();
}

language::Concept concept_of(const language::Unit& unit) {
  language::Concept out;
  out.properties = unit.properties;
  out.notes = unit.notes;
  for (const language::Variant& variant : unit.variants) {
    const std::string_view text = language::trim(variant.text.text);
    if (text.empty()) continue;
    out.terms.push_back({variant.language, std::string(text), variant.properties, variant.notes});
  }
  return out;
}

language::Unit unit_of(language::Concept&& what) {
  language::Unit out;
  out.properties = std::move(what.properties);
  out.notes = std::move(what.notes);
  for (language::Term& term : what.terms) {
    language::Variant& variant = out.variants.emplace_back();
    variant.language = std::move(term.language);
    variant.text.text = std::move(term.text);
    variant.properties = std::move(term.properties);
    variant.notes = std::move(term.notes);
  }
  return out;
}

TbxWriter::TbxWriter(ByteSink& sink, TbxWriteOptions options) : sink_(sink), options_(options) {
  out_ = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  if (options_.version == 2) {
    out_ +=
        "<!DOCTYPE martif SYSTEM \"TBXBasiccoreStructV02.dtd\">\n"
        "<martif type=\"TBX-Basic\" xml:lang=\"en\">\n"
        "  <martifHeader><fileDesc><sourceDesc><p>punte</p></sourceDesc></fileDesc>"
        "</martifHeader>\n";
  } else {
    out_ +=
        "<tbx xmlns=\"urn:iso:std:iso:30042:ed-2\" style=\"dca\" type=\"TBX-Basic\" "
        "xml:lang=\"en\">\n"
        "  <tbxHeader><fileDesc><sourceDesc><p>punte</p></sourceDesc></fileDesc></tbxHeader>\n";
  }
  out_ += "  <text><body>\n";
}

Result<void> TbxWriter::write(const language::Concept& what) {
  const bool is_old = options_.version == 2;
  const std::string_view entry = is_old ? "termEntry" : "conceptEntry";
  const std::string_view section = is_old ? "langSet" : "langSec";
  const std::string_view holder = is_old ? "tig" : "termSec";
  ++concepts_;
  out_.append("    <").append(entry);
  // Ids must be unique; the file's own may not be.
  put(out_, "id", "c" + std::to_string(what.id != 0 ? what.id : concepts_));
  out_ += ">\n";
  put_properties(out_, what.properties, "      ", false);
  put_notes(out_, what.notes, "      ");
  std::vector<bool> written(what.terms.size(), false);
  for (std::size_t i = 0; i < what.terms.size(); ++i) {
    if (written[i]) continue;
    out_.append("      <").append(section);
    put(out_, "xml:lang", what.terms[i].language);
    out_ += ">\n";
    for (const language::Term& term : what.terms) {
      if (term.language == what.terms[i].language) {
        put_properties(out_, term.properties, "        ", true);
      }
    }
    for (std::size_t j = i; j < what.terms.size(); ++j) {
      const language::Term& term = what.terms[j];
      if (term.language != what.terms[i].language) continue;
      written[j] = true;
      out_.append("        <").append(holder).append(">\n          <term>");
      out_.append(escape_text(term.text)).append("</term>\n");
      put_properties(out_, term.properties, "          ", false);
      put_notes(out_, term.notes, "          ");
      out_.append("        </").append(holder).append(">\n");
    }
    out_.append("      </").append(section).append(">\n");
  }
  out_.append("    </").append(entry).append(">\n");
  if (out_.size() < kFlushBytes) return {};
  auto flushed = sink_.write(out_);
  out_.clear();
  return flushed;
}

Result<void> TbxWriter::finish() {
  out_ += "  </body></text>\n";
  out_ += options_.version == 2 ? "</martif>\n" : "</tbx>\n";
  auto flushed = sink_.write(out_);
  out_.clear();
  return flushed;
}

}  // namespace punte::exchange
