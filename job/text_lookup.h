#ifndef PUNTE_JOB_TEXT_LOOKUP_H_
#define PUNTE_JOB_TEXT_LOOKUP_H_

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "job/fragments.h"
#include "job/memories.h"
#include "job/terms.h"
#include "language/identify.h"
#include "tm/assembly.h"
#include "tm/match.h"
#include "tm/repair.h"

namespace punte::job {

struct TextLookupOptions {
  std::string from;        ///< canonical tag; "": that of each text, as far as it can be told
  std::string usual_from;  ///< where it cannot be told
  std::string to;          ///< canonical tag
  tm::LookupOptions lookup;
  bool repair = false;     ///< fuzzy matches made to fit, where the memory knows how
  bool assemble = false;   ///< a translation put together of parts
  bool fragments = false;  ///< parts of texts without a match, in longer texts of the main memory
};

/// Where a text stands, as far as it is known; what agrees makes a match one in context.
struct TextContext {
  std::optional<std::string> previous;  ///< the text before it
  std::optional<std::string> next;      ///< the text after it
  std::string key;                      ///< its identifier in a file, or ""
};

/// What the memories have for one text.
struct TextMatches {
  std::string text;      ///< as looked up: valid UTF-8
  std::string language;  ///< "und": it cannot be told, and nothing was looked up
  std::vector<tm::Match> matches;
  std::vector<std::optional<tm::Repair>>
      repairs;  ///< one per match, with TextLookupOptions::repair
  std::vector<tm::FoundTerm> terms;
  std::optional<tm::Assembly> assembly;
  std::vector<Fragment> fragments;  ///< where there is no match, with TextLookupOptions::fragments
};

/// Looks up single texts, such as the lines of a file. Threads: one object each.
class TextLookup {
 public:
  /// The memories must outlive it. Where texts say their language, the languages of the main memory
  /// are those that they may be in. Errors: those of reading the memory.
  [[nodiscard]] static base::Result<TextLookup> make(const Memories& memories,
                                                     TextLookupOptions options);

  /// Any bytes; ill-formed UTF-8 is read as U+FFFD. Errors: those of look-ups.
  [[nodiscard]] base::Result<TextMatches> look_up(std::string_view text,
                                                  const TextContext& context = {});

 private:
  TextLookup(const Memories& memories, TextLookupOptions options)
      : memories_(memories), options_(std::move(options)), glossary_(memories.main()) {}
  [[nodiscard]] std::string language_of(std::string_view text) const;

  const Memories& memories_;
  TextLookupOptions options_;
  Glossary glossary_;
  // Where texts say their language.
  std::vector<std::string> languages_;
  std::optional<language::Identifier> identifier_;
};

}  // namespace punte::job

#endif  // PUNTE_JOB_TEXT_LOOKUP_H_
