#ifndef PUNTE_EXCHANGE_TMX_SEGMENT_H_
#define PUNTE_EXCHANGE_TMX_SEGMENT_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/tmx_problems.h"
#include "exchange/xml_parser.h"
#include "language/unit.h"

namespace punte::exchange {

/// Appends the start tag of an element, as it is in the file.
void append_start_tag(std::string& markup, std::string_view full_name, XmlAttributes attributes);

/// Reads the content of <seg>: text and inline codes.
class TmxSegment {
 public:
  /// What is read goes into `variant`, whichever variant is there at the time.
  TmxSegment(language::Variant& variant, TmxProblems& problems)
      : variant_(variant), problems_(problems) {}

  /// Elements that are open inside <seg>.
  [[nodiscard]] std::size_t depth() const { return frames_.size(); }
  /// Gives up what is open.
  void drop() { frames_.clear(); }

  // Of the elements in <seg>, not of itself. The text of a second <seg> goes on with that of the
  // first.
  void start(std::string_view full_name, XmlAttributes attributes);
  void end();
  void text(std::string_view text);

  /// Once the variant is whole: gives pairs the ids that they lack, and makes halves without the
  /// other half codes that stand alone.
  void finish_codes();

 private:
  struct Frame {
    std::string name;
    bool in_code = false;
    std::string code_id = {};  // of an element that is not TMX
  };

  void start_unknown(std::string_view full_name, XmlAttributes attributes);
  void read_attributes(XmlAttributes attributes, std::string_view name);
  void finish_code();
  void end_element(const Frame& frame);
  [[nodiscard]] bool in_code() const { return !frames_.empty() && frames_.back().in_code; }

  language::Variant& variant_;
  TmxProblems& problems_;
  std::vector<Frame> frames_;
  language::InlineCode code_;
  std::size_t code_depth_ = 0;  // elements open inside the code
  std::string code_markup_;     // its inner XML, wanted only if it holds elements
  bool code_has_elements_ = false;
};

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_TMX_SEGMENT_H_
