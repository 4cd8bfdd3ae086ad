#ifndef PUNTE_TOOLS_PAGE_SAMPLES_H_
#define PUNTE_TOOLS_PAGE_SAMPLES_H_

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "page/evidence.h"
#include "page/tree.h"

namespace punte::tools {

using page::internal::Evidence;
using page::internal::Tree;

/// What the gold says of a block.
enum class Label : std::uint8_t { kUnknown, kBody, kChrome };

/// A page of the measuring data with what its gold says.
struct Sample {
  std::string folder;  // "mixed", "body"
  std::string file;
  std::string site;
  Tree tree;
  std::unique_ptr<Evidence> evidence;
  std::vector<Label> labels;
  std::vector<float> weights;
  std::vector<std::string> languages;  // [block] of the gold; empty: not known, or it has none
};

/// All pages of `data`: mixed/gold.jsonl.gz, body/gold.jsonl and body/snippets.jsonl. Ends the
/// process with a message if a file cannot be read.
[[nodiscard]] std::vector<Sample> read_samples(const std::filesystem::path& data);

/// The fold that a site falls into; `salt` deals anew.
[[nodiscard]] std::size_t fold_of(const std::string& site, std::size_t folds, std::uint32_t salt);

}  // namespace punte::tools

#endif  // PUNTE_TOOLS_PAGE_SAMPLES_H_
