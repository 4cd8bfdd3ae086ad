#include "tm/audit.h"

#include <algorithm>
#include <array>
#include <utility>

#include "language/language_tag.h"
#include "language/text.h"
#include "tm/go_on.h"
#include "tm/language_gate.h"
#include "tm/text/text_damage.h"

namespace punte::tm {
namespace {

constexpr std::array<std::string_view, 6> kNames = {"language", "swapped", "same",
                                                    "empty",    "numbers", "encoding"};

class Auditor {
 public:
  explicit Auditor(const AuditOptions& options) : options_(options) {}

  /// What is wrong in one unit. `fixed` becomes the unit as it should be.
  std::vector<Finding> look(const Unit& unit, std::string_view origin, Unit& fixed) {
    found_.clear();
    unit_ = &unit;
    origin_ = origin;
    fixed = unit;
    dropped_.assign(unit.variants.size(), false);
    if (wants(Problem::kEncoding)) encoding(fixed);
    if (wants(Problem::kEmpty)) empty();
    if (wants(Problem::kNumbers)) numbers();
    if (wants(Problem::kLanguage) || wants(Problem::kSwapped) || wants(Problem::kSame)) {
      labels(fixed);
    }
    std::size_t place = 0;
    std::erase_if(fixed.variants, [&](const Variant&) { return dropped_[place++]; });
    return std::move(found_);
  }

 private:
  [[nodiscard]] bool wants(Problem problem) const {
    if (options_.problems.empty()) return problem != Problem::kSame;
    return std::find(options_.problems.begin(), options_.problems.end(), problem) !=
           options_.problems.end();
  }

  void add(Problem problem, const Variant& variant, std::string proposal, double confidence,
           bool can_fix) {
    found_.push_back({problem, unit_->id, std::string(origin_), variant.language, variant.text.text,
                      std::move(proposal), confidence, can_fix});
  }

  void encoding(Unit& fixed) {
    for (std::size_t i = 0; i < unit_->variants.size(); ++i) {
      const Variant& variant = unit_->variants[i];
      if (auto better = internal::undo_mojibake(variant.text.text)) {
        auto text = reword(variant.text, *better);
        // Contents of codes are not in the text, so they cannot be found there.
        const bool can_fix = variant.text.codes.empty() && text.has_value();
        if (can_fix) fixed.variants[i].text = std::move(*text);
        add(Problem::kEncoding, variant, std::move(*better), 1, can_fix);
      } else if (internal::has_lost_characters(variant.text.text)) {
        add(Problem::kEncoding, variant, {}, 1, false);
      }
    }
  }

  void empty() {
    const std::vector<Variant>& variants = unit_->variants;
    for (std::size_t i = 0; i < variants.size(); ++i) {
      const bool blank =
          language::trim(variants[i].text.text).empty() && variants[i].text.codes.empty();
      if (!blank && variants.size() > 1) continue;
      dropped_[i] = true;
      add(Problem::kEmpty, variants[i], {}, 1, true);
    }
  }

  void numbers() {
    const std::vector<Variant>& variants = unit_->variants;
    if (variants.empty()) return;
    const auto first = internal::numbers_of(variants.front().text.text);
    for (std::size_t i = 1; i < variants.size(); ++i) {
      if (dropped_[i] || internal::numbers_of(variants[i].text.text) == first) continue;
      std::string wanted;
      for (const std::string& number : first) wanted += (wanted.empty() ? "" : " ") + number;
      add(Problem::kNumbers, variants[i], std::move(wanted), 1, false);
    }
  }

  void labels(Unit& fixed) {
    const Copies copies = wants(Problem::kSame) ? Copies::kJudge : Copies::kLeave;
    for (const GateVerdict& verdict : gate_.judge(*unit_, options_.min_confidence, copies)) {
      const std::size_t i = verdict.variant;
      const Variant& variant = unit_->variants[i];
      if (verdict.swapped_with < unit_->variants.size()) {
        if (!wants(Problem::kSwapped)) continue;
        const std::size_t j = verdict.swapped_with;
        std::swap(fixed.variants[i].language, fixed.variants[j].language);
        std::swap(fixed.variants[i].language_as_written, fixed.variants[j].language_as_written);
        add(Problem::kSwapped, variant, verdict.proposal, verdict.confidence, true);
        continue;
      }
      const bool copy =
          std::any_of(unit_->variants.begin(), unit_->variants.end(), [&](const Variant& other) {
            return &other != &variant && other.text.text == variant.text.text &&
                   language::stand_for_each_other(other.language, verdict.proposal);
          });
      const Problem problem = copy ? Problem::kSame : Problem::kLanguage;
      if (!wants(problem)) continue;
      if (copy) {
        dropped_[i] = true;
      } else {
        fixed.variants[i].language = verdict.proposal;
        fixed.variants[i].language_as_written.clear();
      }
      add(problem, variant, verdict.proposal, verdict.confidence, true);
    }
  }

  const AuditOptions& options_;
  LanguageGate gate_;
  const Unit* unit_ = nullptr;
  std::string_view origin_;
  std::vector<Finding> found_;
  std::vector<bool> dropped_;
};

}  // namespace

std::string_view problem_name(Problem problem) { return kNames[static_cast<std::size_t>(problem)]; }

std::optional<Problem> problem_of(std::string_view name) {
  const auto* found = std::find(kNames.begin(), kNames.end(), name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<Problem>(found - kNames.begin());
}

Result<AuditReport> audit(Memory& memory, const AuditOptions& options,
                          const std::function<Result<void>(const Finding&)>& visit,
                          ChangeInfo info) {
  AuditReport report;
  std::optional<Writer> writer;
  if (options.fix) {
    auto begun = memory.begin(std::move(info));
    if (!begun) return tl::unexpected(begun.error());
    writer.emplace(std::move(*begun));
  }
  auto matcher = UnitMatcher::make(options.filter);
  if (!matcher) return tl::unexpected(matcher.error());
  Auditor auditor(options);
  UnitFilter whole;  // labels are judged by all of a unit
  whole.ids = options.filter.ids;
  const auto walked =
      memory.for_each(whole, [&](const Unit& unit, std::string_view origin) -> Result<void> {
        const auto matches = matcher->matches(unit, origin);
        if (!matches) return tl::unexpected(matches.error());
        if (!*matches) return {};
        if (const auto asked = internal::ask(options.go_on, ++report.units); !asked) return asked;
        Unit fixed;
        for (const Finding& finding : auditor.look(unit, origin, fixed)) {
          ++report.findings;
          if (auto visited = visit(finding); !visited) return visited;
        }
        if (!writer || fixed == unit) return {};
        const auto done =
            fixed.variants.size() < 2 ? writer->erase(unit.id) : writer->replace(fixed);
        if (!done) return tl::unexpected(done.error());
        ++report.fixed;
        return {};
      });
  if (!walked) return tl::unexpected(walked.error());
  if (writer) {
    if (auto committed = writer->commit(); !committed) return tl::unexpected(committed.error());
    report.change = writer->change();
  }
  return report;
}

}  // namespace punte::tm
