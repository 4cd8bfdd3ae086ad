#include "cli/arguments.h"

#include <utility>

#include "cli/files.h"
#include "cli/memory_options.h"
#include "exchange/stream.h"
#include "language/language_tag.h"

namespace punte::cli {

using base::Result;

Result<void> make_canonical(std::string& tag) {
  if (tag.empty()) return {};
  const auto parsed = language::LanguageTag::parse(tag);
  if (!parsed) return tl::unexpected(parsed.error());
  tag = parsed->str();
  return {};
}

Result<void> make_canonical(std::initializer_list<std::string*> tags,
                            std::vector<std::string>* list) {
  for (std::string* tag : tags) {
    if (const auto done = make_canonical(*tag); !done) return done;
  }
  if (list == nullptr) return {};
  for (std::string& tag : *list) {
    if (const auto done = make_canonical(tag); !done) return done;
  }
  return {};
}

Result<tm::TranslationMemory> open_to_read(const Context& context) {
  const auto path = context.memory_path();
  if (!path) return tl::unexpected(path.error());
  return tm::TranslationMemory::open(*path, memory_options(*path, Opening::kRead));
}

Result<std::optional<tm::TranslationMemory>> open_if_any(const Context& context) {
  auto opened = open_to_read(context);
  if (opened) return std::optional(std::move(*opened));
  if (context.tm.empty() && opened.error().code == base::ErrorCode::kNotFound) {
    return std::nullopt;
  }
  return tl::unexpected(opened.error());
}

Result<void> write_file(const std::string& path, std::string_view bytes) {
  auto sink = open_output(path);
  if (!sink) return tl::unexpected(sink.error());
  if (const auto done = (*sink)->write(bytes); !done) return done;
  return (*sink)->commit();
}

}  // namespace punte::cli
