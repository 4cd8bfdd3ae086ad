#ifndef PUNTE_EXCHANGE_XLIFF_WRITER_H_
#define PUNTE_EXCHANGE_XLIFF_WRITER_H_

#include <memory>
#include <string>

#include "base/result.h"
#include "exchange/stream.h"
#include "exchange/xliff_unit.h"

namespace punte::exchange {

enum class XliffVersion { k12, k21 };

struct XliffWriteOptions {
  XliffVersion version = XliffVersion::k21;
  std::string source_language;  ///< canonical tags; XLIFF 2 has one pair for all files
  std::string target_language;
};

/// Streams an XLIFF file, valid for any content: text that XML cannot hold becomes U+FFFD, ids that
/// are no names are replaced. Same units, same bytes. read_xliff_units() gives back what was
/// written: ids, states, notes, properties, matches, the text, and each code's place, pair and
/// native content.
///
/// Inline codes: a code that source and target share (same `link`, else same type and content) has
/// the same id in both, that of its `link` where it has one. Native content is kept (1.2 <bpt>
/// <ept> <ph> <it>, 2.1 originalData). States are written in the version's own words; the word of
/// the other version comes along as 2.1 subState, or as its nearest.
///
///   XliffWriter writer(*sink, {XliffVersion::k21, "en", "ro"});
///   writer.begin_file({.original = "page.html", .datatype = "html", .skeleton = bytes});
///   writer.write(unit);   // any number
///   writer.finish();
class XliffWriter {
 public:
  XliffWriter(ByteSink& sink, XliffWriteOptions options);
  XliffWriter(XliffWriter&&) noexcept;
  XliffWriter& operator=(XliffWriter&&) noexcept;
  ~XliffWriter();

  /// Starts the next <file>; its languages are those of the options, or in 1.2 its own where it
  /// names them. Without it the units are in a
  /// file without a name. Its skeleton is held in memory; nothing else is.
  [[nodiscard]] base::Result<void> begin_file(const XliffFile& file);
  [[nodiscard]] base::Result<void> write(const XliffUnit& unit);
  /// Closes the document; without it the file is not complete.
  [[nodiscard]] base::Result<void> finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_XLIFF_WRITER_H_
