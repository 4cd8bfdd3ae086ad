#ifndef PUNTE_JOB_ALIGN_FOLDERS_H_
#define PUNTE_JOB_ALIGN_FOLDERS_H_

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "job/align_side.h"

namespace punte::job {

/// The documents of a folder, list or archive.
struct DocumentFolder {
  std::vector<AlignSide> documents;
  std::size_t failed = 0;  ///< could not be read; each was reported
  bool stopped = false;    ///< by Ctrl-C
};

/// True if the argument names more than one document: a folder or an archive of pages.
[[nodiscard]] bool is_folder(const std::string& argument);

/// Reads all pages (see PageSource) and .txt files below a folder or in an archive, in order of
/// path; `language` empty: each is identified. Errors: kLimit beyond five million segments.
[[nodiscard]] base::Result<DocumentFolder> read_folder(const std::string& argument,
                                                       const std::string& language, bool lines);

/// Tells on standard error which documents are surely in another language than they are said to
/// have, a line for each language found.
void warn_of_languages(const DocumentFolder& folder);

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
