#include "job/align_folders.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <system_error>
#include <utility>

#include "aligner/documents.h"
#include "base/workers.h"
#include "exchange/stream.h"
#include "job/pages.h"
#include "job/read_file.h"

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

constexpr std::size_t kMaxTextBytes = std::size_t{256} << 20;

/// Reads the documents of one folder.
class FolderReader {
 public:
  FolderReader(const FolderOptions& options, const base::Continue& go_on)
      : options_(options), go_on_(go_on) {
    side_.language = options.language;
    side_.lines = options.lines;
  }

  [[nodiscard]] Result<DocumentFolder> read(const std::string& name) {
    bool pages = true;
    std::error_code error;
    if (fs::is_directory(name, error)) {
      PUNTE_TRY(const bool more, read_texts(name));
      // Files that are neither are reported by the source of pages.
      pages = more || out_.documents.empty();
    }
    if (pages) PUNTE_CHECK(read_pages(name));
    if (segments_ > kMaxSegments) {
      return base::fail(ErrorCode::kLimit,
                        PUNTE_MSG("more than {1} million segments; align its parts"), {"5"}, name);
    }
    return std::move(out_);
  }

 private:
  /// True while more may be read.
  bool take(Result<AlignSide> side) {
    if (!side) {
      if (options_.failed) options_.failed(side.error());
      ++out_.failed;
      return true;
    }
    segments_ += side->segments.size();
    out_.documents.push_back(std::move(*side));
    return segments_ <= kMaxSegments;
  }

  /// Reads the texts of a folder; true if it holds pages too.
  Result<bool> read_texts(const std::string& folder) {
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
    for (std::size_t i = 0; i < texts.size(); ++i) {
      if (!go_on_(base::Stage::kDocuments, i, texts.size())) return base::cancelled();
      if (!take(read_text(texts[i]))) break;
    }
    return pages;
  }

  [[nodiscard]] Result<AlignSide> read_text(const std::string& path) const {
    PUNTE_TRY(const auto source, exchange::open_source(path));
    PUNTE_TRY(const std::string bytes, read_all(*source, kMaxTextBytes));
    return side_of(bytes, path, side_);
  }

  [[nodiscard]] Result<AlignSide> read_page(const PageInput& input) const {
    if (!input.bytes) return tl::unexpected(input.bytes.error());
    SideOptions options = side_;
    options.page = true;
    options.url = input.url;
    options.charset = input.charset;
    return side_of(*input.bytes, input.name, options);
  }

  Result<void> read_pages(const std::string& name) {
    std::vector<PagePlace> places(1);
    places.front().name = name;
    PageSource source(std::move(places), kMaxPageBytes);
    base::Workers workers(base::cores());
    bool open = true;
    while (open) {
      if (!go_on_(base::Stage::kPages, source.files_begun(), source.files_known())) {
        return base::cancelled();
      }
      auto input = source.next();
      if (!input) break;
      const auto shared = std::make_shared<PageInput>(std::move(*input));
      open = workers.add([this, shared]() -> base::Workers::Delivery {
        const auto side = std::make_shared<Result<AlignSide>>(read_page(*shared));
        return [this, side] { return take(std::move(*side)); };
      });
    }
    if (open) open = workers.finish();  // false: too many segments, which read() reports
    return {};
  }

  const FolderOptions& options_;
  const base::Continue& go_on_;
  SideOptions side_;
  DocumentFolder out_;
  std::size_t segments_ = 0;
};

}  // namespace

bool is_folder(const std::string& name) {
  std::error_code error;
  return fs::is_directory(name, error) || is_archive_name(name);
}

Result<DocumentFolder> read_folder(const std::string& name, const FolderOptions& options,
                                   const base::Continue& go_on) {
  return FolderReader(options, go_on).read(name);
}

std::vector<WrongLanguages> wrong_languages(const DocumentFolder& folder) {
  std::map<std::string, WrongLanguages> found;
  for (const AlignSide& side : folder.documents) {
    const std::string language = contradicting_language(side);
    if (language.empty()) continue;
    WrongLanguages& wrong = found[language];
    if (wrong.count++ == 0) wrong.first = {side.name, side.language, language};
  }
  std::vector<WrongLanguages> out;
  for (auto& [language, wrong] : found) out.push_back(std::move(wrong));
  return out;
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
      document.segments = body_first(*side);
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
