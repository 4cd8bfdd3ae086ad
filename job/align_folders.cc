#include "job/align_folders.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <map>
#include <memory>
#include <system_error>
#include <utility>

#include "aligner/documents.h"
#include "base/workers.h"
#include "cli/app.h"
#include "cli/files.h"
#include "cli/messages.h"
#include "cli/terminal.h"
#include "job/pages.h"

namespace punte::job {
namespace {

namespace fs = std::filesystem;
using base::ErrorCode;
using base::Result;

constexpr std::size_t kMaxPageBytes = std::size_t{64} << 20;
constexpr std::size_t kMaxSegments = 5'000'000;  // of a folder, for all are in memory

bool is_text_name(const fs::path& path) { return path.extension() == ".txt"; }

bool is_archive_name(std::string_view name) {
  return name.ends_with(".warc") || name.ends_with(".warc.gz");
}

/// Adds the texts of a folder and tells whether it holds pages too.
Result<bool> read_texts(const std::string& folder, const SideOptions& options,
                        DocumentFolder& out) {
  std::vector<std::string> texts;
  bool pages = false;
  std::error_code error;
  fs::recursive_directory_iterator entry(folder, fs::directory_options::skip_permission_denied,
                                         error);
  for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    std::error_code ignored;
    if (!entry->is_regular_file(ignored)) continue;
    if (is_text_name(entry->path())) {
      texts.push_back(entry->path().string());
    } else {
      pages = true;
    }
  }
  std::sort(texts.begin(), texts.end());
  Progress progress;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (interrupted()) {
      out.stopped = true;
      break;
    }
    progress.show(tr("reading"), i, texts.size());
    auto side = read_side(texts[i], options);
    if (side) {
      out.documents.push_back(std::move(*side));
    } else {
      report(side.error());
      ++out.failed;
    }
  }
  return pages;
}

Result<AlignSide> side_of_page(const job::PageInput& input, SideOptions options) {
  if (!input.bytes) return tl::unexpected(input.bytes.error());
  options.page = true;
  options.url = input.url;
  return side_of(*input.bytes, input.name, options);
}

}  // namespace

bool is_folder(const std::string& argument) {
  std::error_code error;
  return fs::is_directory(argument, error) || is_archive_name(argument);
}

Result<DocumentFolder> read_folder(const std::string& argument, const std::string& language,
                                   bool lines) {
  DocumentFolder out;
  SideOptions options;
  options.language = language;
  options.lines = lines;
  bool pages = true;
  std::error_code error;
  if (fs::is_directory(argument, error)) {
    const auto more = read_texts(argument, options, out);
    if (!more) return tl::unexpected(more.error());
    // Files that are neither are told by the source of pages.
    pages = *more || out.documents.empty();
  }
  std::size_t segments = 0;
  for (const AlignSide& side : out.documents) segments += side.segments.size();
  if (pages && !out.stopped) {
    std::vector<job::PagePlace> places(1);
    places.front().name = argument;
    job::PageSource source(std::move(places), kMaxPageBytes);
    base::Workers workers(base::cores());
    const auto take = [&](const Result<AlignSide>& side) {
      if (!side) {
        report(side.error());
        ++out.failed;
        return true;
      }
      segments += side->segments.size();
      out.documents.push_back(side.value());
      return segments <= kMaxSegments;
    };
    bool open = true;
    while (open && !interrupted()) {
      auto input = source.next();
      if (!input) break;
      const auto shared = std::make_shared<job::PageInput>(std::move(*input));
      open = workers.add([shared, &options, &take]() -> base::Workers::Delivery {
        const auto side = std::make_shared<Result<AlignSide>>(side_of_page(*shared, options));
        return [side, &take] { return take(*side); };
      });
    }
    if (open && !interrupted()) (void)workers.finish();
    out.stopped = interrupted();
  }
  if (segments > kMaxSegments) {
    return base::fail(ErrorCode::kLimit,
                      PUNTE_MSG("more than {1} million segments; align its parts"), {"5"},
                      argument);
  }
  return out;
}

void warn_of_languages(const DocumentFolder& folder) {
  struct Wrong {
    std::int64_t count = 0;
    const AlignSide* first = nullptr;
  };
  std::map<std::string, Wrong> found;
  for (const AlignSide& side : folder.documents) {
    const std::string language = contradicting_language(side);
    if (language.empty()) continue;
    Wrong& wrong = found[language];
    if (wrong.count++ == 0) wrong.first = &side;
  }
  for (const auto& [language, wrong] : found) {
    const std::string text = "punte: " + printable(wrong.first->name) + ": " +
                             trn("{1} text seems to be in {2}, not in {3}",
                                 "{1} texts, this one first, seem to be in {2}, not in {3}",
                                 wrong.count, {language, wrong.first->language}) +
                             "\n";
    std::fputs(text.c_str(), stderr);
  }
}

std::string languages_found(std::span<const DocumentFolder* const> folders) {
  std::map<std::string, std::size_t> counts;
  for (const DocumentFolder* folder : folders) {
    for (const AlignSide& side : folder->documents) {
      const std::string other = contradicting_language(side);
      ++counts[other.empty() ? side.language : other];
    }
  }
  std::string out;
  for (const auto& [language, count] : counts) {
    out += (out.empty() ? "" : ", ") + language + " " + std::to_string(count);
  }
  return out;
}

std::vector<FolderPair> pair_folders(const DocumentFolder& source, const std::string& source_root,
                                     const DocumentFolder& target, const std::string& target_root,
                                     const std::string& from, const std::string& to,
                                     const aligner::Lexicon* lexicon) {
  const auto group = [](const DocumentFolder& folder) {
    std::map<std::string, std::vector<const AlignSide*>> out;
    for (const AlignSide& side : folder.documents) {
      if (side.language == "und" || side.segments.empty()) continue;
      out[side.language.substr(0, side.language.find('-'))].push_back(&side);
    }
    return out;
  };
  const auto primary = [](const std::string& tag) { return tag.substr(0, tag.find('-')); };
  const auto sources = group(source);
  const auto targets = group(target);
  std::string main = primary(from);
  if (main.empty()) {
    std::size_t most = 0;
    for (const auto& [tag, sides] : sources) {
      if (tag == primary(to) || sides.size() <= most) continue;
      most = sides.size();
      main = tag;
    }
  }
  std::vector<FolderPair> out;
  const auto found = sources.find(main);
  if (found == sources.end()) return out;
  // In two folders, places are counted from each; in one, from its root.
  const auto documents = [](const std::vector<const AlignSide*>& sides, const std::string& root) {
    std::vector<aligner::Document> list;
    for (const AlignSide* side : sides) {
      aligner::Document& document = list.emplace_back();
      document.location = side->name;
      document.root = side->name.starts_with(root) ? root.size() : 0;
      document.language = side->language;
      document.alternates = side->alternates;
      document.segments = segments_of(*side, 0, side->segments.size());
    }
    return list;
  };
  const std::vector<aligner::Document> first = documents(found->second, source_root);
  aligner::DocumentOptions options;
  if (lexicon != nullptr && !lexicon->empty()) options.lexicon = lexicon;
  for (const auto& [tag, sides] : targets) {
    if (tag == main || (!to.empty() && tag != primary(to))) continue;
    const std::vector<aligner::Document> second = documents(sides, target_root);
    for (const aligner::DocumentPair& pair : aligner::pair_documents(first, second, options)) {
      out.push_back({found->second[pair.source], sides[pair.target], pair.score});
    }
  }
  std::stable_sort(out.begin(), out.end(), [](const FolderPair& a, const FolderPair& b) {
    return a.source->name < b.source->name;
  });
  return out;
}

}  // namespace punte::job
