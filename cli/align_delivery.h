#ifndef PUNTE_CLI_ALIGN_DELIVERY_H_
#define PUNTE_CLI_ALIGN_DELIVERY_H_

#include <string>
#include <vector>

#include "base/result.h"
#include "cli/app.h"
#include "job/aligned_pairs.h"
#include "language/unit.h"
#include "view/json.h"

namespace punte::cli {

/// Where aligned texts go.
struct DeliveryArguments {
  bool ladder = false;
  bool into_memory = false;
  std::string output;
  std::vector<std::string> reviews;
  double min_confidence = 0.5;

  /// True if pairs go anywhere but to standard output.
  [[nodiscard]] bool has_place() const {
    return !output.empty() || into_memory || !reviews.empty();
  }
};

/// Collects what was aligned, and gives it where the arguments say. They must outlive it.
class Delivery {
 public:
  Delivery(const Context& context, const DeliveryArguments& arguments, bool many)
      : context_(context), arguments_(arguments), many_(many) {}

  /// Prints, and keeps what goes into files. False: nobody reads any more.
  [[nodiscard]] bool add(const job::AlignedTexts& texts);
  void add(job::AlignedDocument document) { documents_.push_back(std::move(document)); }
  /// Writes files and memory. Returns the exit code.
  [[nodiscard]] base::Result<int> finish();

 private:
  [[nodiscard]] std::string shown(const job::AlignedTexts& texts,
                                  const job::AlignedDocument& document);
  [[nodiscard]] base::Result<std::string> write_reviews() const;
  [[nodiscard]] base::Result<std::string> write_units(
      const std::vector<language::Unit>& units) const;
  [[nodiscard]] base::Result<std::string> fill_memory(
      const std::vector<language::Unit>& units) const;

  const Context& context_;
  const DeliveryArguments& arguments_;
  bool many_;
  std::vector<job::AlignedDocument> documents_;
  view::Json json_ = view::Json::array();
};

}  // namespace punte::cli

#endif  // PUNTE_CLI_ALIGN_DELIVERY_H_
