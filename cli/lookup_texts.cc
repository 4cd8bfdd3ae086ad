#include "cli/lookup_texts.h"

#include <unistd.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "cli/arguments.h"
#include "cli/files.h"
#include "cli/lookup_table.h"
#include "cli/messages.h"
#include "cli/terminal.h"
#include "job/text_lookup.h"
#include "language/language_tag.h"
#include "view/page_json.h"

namespace punte::cli {
namespace {

using base::Result;
using view::Json;

constexpr std::size_t kMaxLineBytes = std::size_t{1} << 20;

/// Looks up texts and prints what is found, one after the other.
class TextsLookup {
 public:
  [[nodiscard]] static Result<TextsLookup> make(const Context& context,
                                                const LookupArguments& arguments,
                                                const job::Memories& memories, bool table) {
    PUNTE_TRY(auto lookup, job::TextLookup::make(
                               memories, {arguments.from, context.run->usual_source,
                                          arguments.to.front(), arguments.options, arguments.repair,
                                          arguments.assemble, arguments.fragments}));
    return TextsLookup(context, arguments, std::move(lookup), table);
  }

  /// False: nobody reads any more.
  [[nodiscard]] Result<bool> look_up(std::string_view text) {
    PUNTE_TRY(const job::TextMatches found, lookup_.look_up(text));
    any_ = any_ || !found.matches.empty();
    if (table_) {
      remark(found);
      return print(text_rows(found));
    }
    if (context_.output() == Output::kJson) {
      documents_.push_back(view::to_json(found));
      return true;
    }
    return print(view::json_line(view::to_json(found)));
  }

  /// Prints what comes at the end. Returns the exit code.
  [[nodiscard]] int finish(const job::Memories& memories) {
    if (context_.output() == Output::kJson && !print(view::json_document(documents_))) {
      return kFailed;
    }
    if (any_) return kDone;
    note_missing_language(memories.main(), arguments_.to.front());
    return kNothingFound;
  }

 private:
  TextsLookup(const Context& context, const LookupArguments& arguments, job::TextLookup lookup,
              bool table)
      : context_(context), arguments_(arguments), lookup_(std::move(lookup)), table_(table) {}

  /// Says why a text has no matches where that is not the memory's fault.
  void remark(const job::TextMatches& found) const {
    if (found.language == "und") {
      note(tr("the language of “{1}” cannot be told; name it with --from", {found.text}));
    } else if (found.matches.empty() &&
               language::same_language(found.language, arguments_.to.front())) {
      note(tr("“{1}” is in {2} already", {found.text, found.language}));
    }
  }

  const Context& context_;
  const LookupArguments& arguments_;
  job::TextLookup lookup_;
  bool table_;
  bool any_ = false;
  Json documents_ = Json::array();
};

}  // namespace

Result<int> look_up_texts(const Context& context, const LookupArguments& arguments,
                          const job::Memories& memories) {
  const bool table = context.output() == Output::kTable;
  // Who asks for a sentence wants to see what there is of it.
  LookupArguments with_fragments = arguments;
  with_fragments.fragments = true;
  PUNTE_TRY(auto lookup, TextsLookup::make(context, with_fragments, memories, table));
  for (const std::string& text : arguments.pages.pages) {
    PUNTE_TRY(const bool read, lookup.look_up(text));
    if (!read) return kFailed;
  }
  return lookup.finish(memories);
}

Result<int> look_up_lines(const Context& context, const LookupArguments& arguments,
                          const job::Memories& memories) {
  // A program that reads the lines gets JSON whether it asks for it or not.
  const bool table = context.output() == Output::kTable && isatty(STDOUT_FILENO) != 0;
  PUNTE_TRY(auto lookup, TextsLookup::make(context, arguments, memories, table));
  std::optional<base::Error> error;
  for_each_input_line(kMaxLineBytes, [&](std::string_view line) {
    const auto read = lookup.look_up(line);
    if (!read) error = read.error();
    return read && *read;
  });
  if (error) return tl::unexpected(*error);
  if (interrupted()) return kFailed;
  return lookup.finish(memories);
}

}  // namespace punte::cli
