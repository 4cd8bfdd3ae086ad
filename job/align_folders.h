#ifndef PUNTE_JOB_ALIGN_FOLDERS_H_
#define PUNTE_JOB_ALIGN_FOLDERS_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "base/continue.h"
#include "base/result.h"
#include "job/align_side.h"

namespace punte::job {

/// The documents of a folder, list or archive.
struct DocumentFolder {
  std::vector<AlignSide> documents;
  std::size_t failed = 0;  ///< could not be read
};

/// True if the name is that of more than one document: a folder or an archive of pages.
[[nodiscard]] bool is_folder(const std::string& name);

struct FolderOptions {
  std::string language;  ///< of all documents; empty: each is identified
  bool lines = false;    ///< each line is a segment
  /// Told of each document that cannot be read; the error names it.
  std::function<void(const base::Error& error)> failed;
};

/// Reads all pages (see PageSource) and .txt files below a folder or in an archive, in order of
/// path. Errors: kLimit beyond five million segments; kCancelled.
[[nodiscard]] base::Result<DocumentFolder> read_folder(const std::string& name,
                                                       const FolderOptions& options,
                                                       const base::Continue& go_on = {});

/// Documents that are surely in another language than they are said to be, a row for each language
/// found.
struct WrongLanguages {
  WrongLanguage first;
  std::int64_t count = 0;
};
[[nodiscard]] std::vector<WrongLanguages> wrong_languages(const DocumentFolder& folder);

/// "en 12, ro 3": languages of the documents and how many are in each, contradicting_language()
/// above what was said.
[[nodiscard]] std::string languages_found(std::span<const DocumentFolder* const> folders);

/// Two documents that translate each other.
struct FolderPair {
  const AlignSide* source = nullptr;
  const AlignSide* target = nullptr;
  double score = 0;  ///< 0..1
};

/// Pairs documents in the language `from` (empty: the one that most are in) with those in each
/// other language, or in `to` only. `target` may be the same folder as `source`: a site.
/// `lexicon` may be null. The pairs borrow from the folders.
[[nodiscard]] std::vector<FolderPair> pair_folders(const DocumentFolder& source,
                                                   const std::string& source_root,
                                                   const DocumentFolder& target,
                                                   const std::string& target_root,
                                                   const std::string& from, const std::string& to,
                                                   const aligner::Lexicon* lexicon);

}  // namespace punte::job

#endif  // PUNTE_JOB_ALIGN_FOLDERS_H_
