#ifndef PUNTE_EXCHANGE_TMX_ELEMENTS_H_
#define PUNTE_EXCHANGE_TMX_ELEMENTS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/flat_table.h"
#include "exchange/language_names.h"
#include "exchange/reading.h"
#include "exchange/tmx_problems.h"
#include "exchange/tmx_segment.h"
#include "exchange/xml_parser.h"
#include "language/unit.h"

namespace punte::exchange {

/// Makes units of the elements of a TMX file: its header, <tu>, <tuv> and what these hold.
class TmxElements {
 public:
  TmxElements(const UnitSink& sink, const ReadOptions& options, TmxParserControl& parser)
      : sink_(sink),
        options_(options),
        problems_(parser, report_.warnings, options.max_segment_bytes),
        segment_(variant_, problems_) {}
  TmxElements(const TmxElements&) = delete;
  TmxElements& operator=(const TmxElements&) = delete;

  void start(std::string_view full_name, XmlAttributes attributes);
  void end();
  void text(std::string_view text);

  [[nodiscard]] TmxProblems& problems() { return problems_; }
  [[nodiscard]] bool root_seen() const { return root_seen_; }
  [[nodiscard]] bool any_open() const { return !stack_.empty(); }
  [[nodiscard]] bool in_unit() const { return is_open(Place::kUnit); }

  // For files that are damaged.
  /// Counts a unit that the damage costs.
  void lose_unit();
  /// Gives up all that is open.
  void drop_open();
  /// Goes on as if <body> had just begun.
  void enter_body();

  /// After the last byte.
  [[nodiscard]] ReadReport finish();

 private:
  enum class Place { kOutside, kHeader, kBody, kUnit, kVariant, kSegment, kText, kUnknown };
  struct Frame {
    Place place;
    std::string name;
  };
  /// What the innermost of header, unit and variant keeps.
  struct Holder {
    std::vector<language::Attribute>& attributes;
    std::vector<language::Property>& properties;
    std::vector<language::Note>& notes;
  };

  void start_root(std::string_view full_name, XmlAttributes attributes);
  [[nodiscard]] Place start_place(std::string_view full_name, XmlAttributes attributes);
  void start_header(XmlAttributes attributes);
  void start_body();
  void start_unit(XmlAttributes attributes);
  void start_variant(XmlAttributes attributes);
  void start_segment(XmlAttributes attributes);
  void start_text(std::string_view name, XmlAttributes attributes);
  void start_unknown(std::string_view full_name, XmlAttributes attributes);
  void finish_text(std::string_view name);
  void finish_unit();
  void finish_variant();
  void finish_unknown();
  void bound_unknown();
  void check_tuid(std::string_view tuid);
  void set_language(const std::string& written);
  void warn_of_attribute(std::string_view name);
  [[nodiscard]] const ReadLanguage& language_of(const std::string& written);
  [[nodiscard]] bool is_open(Place place) const;
  [[nodiscard]] Holder holder();

  const UnitSink& sink_;
  const ReadOptions& options_;
  ReadReport report_;
  TmxProblems problems_;
  std::vector<Frame> stack_;                                 // without what is inside a segment
  std::unordered_map<std::string, ReadLanguage> languages_;  // as they are written
  language::Unit unit_;
  language::Variant variant_;
  TmxSegment segment_;
  bool has_segment_ = false;
  language::Property property_;
  language::Note note_;
  std::string text_;  // of the property or note that is open

  std::string header_language_;
  std::string version_;
  bool root_seen_ = false;
  bool header_seen_ = false;
  bool body_seen_ = false;
  bool header_language_seen_ = false;        // some variant is of the header's srclang
  base::FlatTable<std::uint32_t, 0> tuids_;  // by hash
  std::string unknown_;                      // markup of an element that is not known
  std::size_t unknown_depth_ = 0;            // elements open inside it
  bool unknown_too_large_ = false;
  std::size_t header_bytes_ = 0;  // of what is kept for the whole file
};

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_TMX_ELEMENTS_H_
