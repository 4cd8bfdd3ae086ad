#include "cli/arguments.h"

#include <utility>

#include "cli/memory_options.h"
#include "cli/messages.h"
#include "language/known_tag.h"
#include "language/language_tag.h"

namespace punte::cli {

using base::Result;

namespace {

Result<std::vector<std::string>> languages_of(const tm::Memory& memory) {
  PUNTE_TRY(const auto info, memory.info());
  std::vector<std::string> out;
  for (const tm::LanguageCount& one : info.languages) out.push_back(one.language);
  return out;
}

}  // namespace

std::vector<std::string> languages_at_hand(const Context& context) {
  const auto memory = open_if_any(context);
  if (!memory || !*memory) return {};
  return languages_of(**memory).value_or(std::vector<std::string>());
}

void note_no_memory(const Context& context) {
  const auto path = context.memory_path();
  note(tr("there is no memory yet ({1}): everything counts as new", {path ? path->string() : "?"}));
}

void note_missing_language(const tm::Memory& memory, const std::string& tag) {
  const auto languages = languages_of(memory);
  if (!languages || languages->empty() || language::best_of(*languages, tag)) return;
  const std::string name = language::language_name(tag, message_language());
  std::string text = tr("the memory has no text in {1} ({2})", {tag, name});
  if (const auto meant = language::likely_meant(tag, *languages)) {
    text += "; " + tr("did you mean “{1}”?", {*meant});
  }
  note(text);
}

Result<tm::TranslationMemory> open_to_read(const Context& context) {
  const auto path = context.memory_path();
  if (!path) return tl::unexpected(path.error());
  return tm::TranslationMemory::open(*path, memory_options(*path, Opening::kRead));
}

Result<std::optional<tm::TranslationMemory>> open_if_any(const Context& context) {
  auto opened = open_to_read(context);
  if (opened) return std::optional(std::move(*opened));
  if (!context.names_memory() && opened.error().code == base::ErrorCode::kNotFound) {
    return std::nullopt;
  }
  return tl::unexpected(opened.error());
}

}  // namespace punte::cli
