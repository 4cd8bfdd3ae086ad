#include "cli/work_units.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "cli/messages.h"
#include "language/language_tag.h"
#include "language/text.h"
#include "qa/checks.h"

namespace punte::cli {
namespace {

using exchange::WorkFile;
using exchange::WorkSegment;
using exchange::WorkState;
using language::CodeKind;
using language::ErrorCode;
using language::fail;
using language::InlineCode;
using language::MarkedText;
using language::Result;

/// FNV-1a, 64 bits. Written into work files: do not change.
std::string fingerprint(std::string_view text) {
  std::uint64_t hash = 14695981039346656037U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
  return fmt::format("{:016x}", hash);
}

/// "b12.3-0123456789abcdef": the third segment of block 12. Written into work files: do not change.
struct WorkId {
  std::size_t block = 0;
  std::size_t number = 0;
  std::string text;  ///< fingerprint of the block's text

  [[nodiscard]] std::string str() const { return fmt::format("b{}.{}-{}", block, number, text); }
  static std::optional<WorkId> parse(std::string_view id) {
    WorkId out;
    const char* const end = id.data() + id.size();
    if (!id.starts_with('b')) return std::nullopt;
    const auto block = std::from_chars(id.data() + 1, end, out.block);
    if (block.ec != std::errc() || block.ptr == end || *block.ptr != '.') return std::nullopt;
    const auto number = std::from_chars(block.ptr + 1, end, out.number);
    if (number.ec != std::errc() || number.ptr == end || *number.ptr != '-') return std::nullopt;
    out.text.assign(number.ptr + 1, end);
    if (out.str() != id || out.text.size() != 16) return std::nullopt;
    return out;
  }
};

WorkState state_of(const TranslatedSegment& segment) {
  if (segment.fill == Fill::kLocalized || segment.fill == Fill::kGiven) return WorkState::kDraft;
  if (segment.fill != Fill::kMatch) return WorkState::kNew;
  return segment.match->score >= 100 && segment.changes.empty() ? WorkState::kTranslated
                                                                : WorkState::kDraft;
}

/// Gives the codes of a translation the links of the same codes of its source.
void link_codes(MarkedText& target, const MarkedText& source) {
  std::vector<bool> taken(source.codes.size(), false);
  std::vector<InlineCode> kept;
  for (InlineCode& code : target.codes) {
    for (std::size_t i = 0; i < source.codes.size(); ++i) {
      const InlineCode& original = source.codes[i];
      if (taken[i] || original.kind != code.kind || original.id != code.id ||
          original.content != code.content) {
        continue;
      }
      taken[i] = true;
      code.link = original.link;
      kept.push_back(std::move(code));
      break;
    }
  }
  target.codes = std::move(kept);
}

language::Span place_of(const page::Block& block) {
  if (block.pieces.empty()) return {};
  return {block.pieces.front().source.start, block.pieces.back().source.limit};
}

}  // namespace

std::vector<WorkFile> work_files(const page::Page& page,
                                 const std::vector<TranslatedSegment>& segments,
                                 std::string_view bytes, const std::string& name,
                                 const TranslateOptions& options) {
  std::map<std::string, WorkFile> by_language;
  std::size_t number = 0;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const TranslatedSegment& segment = segments[i];
    const std::size_t block_index = segment.segment.block;
    const page::Block& block = page.blocks[block_index];
    number = i > 0 && segments[i - 1].segment.block == block_index ? number + 1 : 1;
    if (segment.fill == Fill::kTarget || segment.segment.language == "und") continue;
    WorkFile& file = by_language[segment.segment.language];
    WorkSegment work;
    work.id = WorkId{block_index, number, fingerprint(block.text.text)}.str();
    work.group = "b" + std::to_string(block_index);
    work.path = block.path;
    work.role = page::role_name(block.role);
    work.bytes = place_of(block);
    work.source = segment.segment.text;
    exchange::number_codes(work.source);
    work.state = state_of(segment);
    if (work.state != WorkState::kNew) {
      work.target = segment.text;
      link_codes(work.target, work.source);
    }
    if (segment.match) {
      exchange::WorkMatch match;
      match.score = segment.match->score;
      match.origin = segment.match->origin;
      match.source = segment.match->source.text;
      match.target = segment.proposal;
      link_codes(match.target, work.source);
      work.match = std::move(match);
    }
    file.segments.push_back(std::move(work));
  }
  std::vector<WorkFile> out;
  for (auto& [tag, file] : by_language) {
    file.original = name;
    file.page = fingerprint(bytes);
    file.source_language = tag;
    file.target_language = options.to;
    out.push_back(std::move(file));
  }
  std::stable_sort(out.begin(), out.end(), [](const WorkFile& a, const WorkFile& b) {
    return a.segments.size() > b.segments.size();
  });
  return out;
}

namespace {

/// Plans the merge of a work file with a page.
class Planner {
 public:
  Planner(const page::Page& page, const std::vector<PageSegment>& segments, const std::string& to)
      : page_(page), segments_(segments), to_(to), checker_(check_options()) {
    for (std::size_t i = 0; i < segments.size(); ++i) {
      const std::size_t block = segments[i].block;
      if (i == 0 || segments[i - 1].block != block) {
        first_segment_[block] = i;
        blocks_by_text_[fingerprint(page.blocks[block].text.text)].push_back(block);
      }
    }
  }

  void find_blocks(const std::vector<WorkFile>& work, bool page_changed);
  void plan(const WorkFile& file, MergePlan& plan);

  /// Bytes of sources in the work, and of those whose blocks the page has.
  std::size_t bytes_of_work = 0;
  std::size_t bytes_found = 0;

 private:
  /// Only what a merge must not let pass; the rest is for punte qa.
  static qa::Options check_options() {
    qa::Options options;
    for (const qa::CheckInfo& check : qa::checks()) {
      if (check.id != "language") options.off.emplace(check.id);
    }
    return options;
  }
  void fault(std::vector<WorkFault>& list, const WorkSegment& work, std::string message) {
    list.push_back({work.line, work.id, work.source.text, std::move(message)});
  }
  std::optional<std::string> take_codes(const WorkSegment& work, const PageSegment& segment,
                                        MarkedText& target);

  const page::Page& page_;
  const std::vector<PageSegment>& segments_;
  const std::string& to_;
  qa::Checker checker_;
  std::map<std::string, std::vector<std::size_t>> blocks_by_text_;
  std::map<std::size_t, std::size_t> first_segment_;                  // of a block
  std::map<std::pair<std::size_t, std::string>, std::size_t> found_;  // block, text: block now
  std::set<std::string> ids_;
};

void Planner::find_blocks(const std::vector<WorkFile>& work, bool page_changed) {
  std::set<std::pair<std::size_t, std::string>> wanted;
  std::set<std::size_t> taken;
  for (const WorkFile& file : work) {
    for (const WorkSegment& segment : file.segments) {
      if (const auto id = WorkId::parse(segment.id)) wanted.emplace(id->block, id->text);
    }
  }
  for (const auto& key : wanted) {
    const auto known = blocks_by_text_.find(key.second);
    if (known == blocks_by_text_.end()) continue;
    const std::vector<std::size_t>& blocks = known->second;
    if (std::binary_search(blocks.begin(), blocks.end(), key.first)) {
      found_[key] = key.first;
      taken.insert(key.first);
    }
  }
  if (page_changed) {
    for (const auto& key : wanted) {
      const auto known = blocks_by_text_.find(key.second);
      if (known == blocks_by_text_.end() || found_.contains(key)) continue;
      for (const std::size_t block : known->second) {
        if (!taken.insert(block).second) continue;
        found_[key] = block;
        break;
      }
    }
  }
  for (const WorkFile& file : work) {
    for (const WorkSegment& segment : file.segments) {
      bytes_of_work += segment.source.text.size();
      const auto id = WorkId::parse(segment.id);
      if (id && found_.contains({id->block, id->text})) bytes_found += segment.source.text.size();
    }
  }
}

/// The target with the codes of the page's segment, or what is wrong with them.
std::optional<std::string> Planner::take_codes(const WorkSegment& work, const PageSegment& segment,
                                               MarkedText& target) {
  MarkedText source = segment.text;
  exchange::number_codes(source);
  const auto name_of = [](const InlineCode& code) {
    return code.content.empty() ? "{" + code.link + "}" : code.content;
  };
  target.text = work.target.text;
  std::vector<bool> taken(source.codes.size(), false);
  std::string added;
  for (const InlineCode& code : work.target.codes) {
    std::size_t at = 0;
    while (at < source.codes.size() && (taken[at] || source.codes[at].kind != code.kind ||
                                        source.codes[at].link != code.link)) {
      ++at;
    }
    if (at == source.codes.size()) {
      added += (added.empty() ? "" : ", ") + name_of(code);
      continue;
    }
    taken[at] = true;
    target.codes.push_back(source.codes[at]);
    target.codes.back().offset = code.offset;
    // The links served to find them; the memory gets codes as those of any other page.
    target.codes.back().link.clear();
  }
  std::string lost;
  for (std::size_t i = 0; i < source.codes.size(); ++i) {
    if (!taken[i]) lost += (lost.empty() ? "" : ", ") + name_of(source.codes[i]);
  }
  if (!lost.empty()) return tr("inline codes missing in the translation: {1}", {lost});
  if (!added.empty()) return tr("inline codes that the source does not have: {1}", {added});
  std::set<std::string> open;
  for (const InlineCode& code : work.target.codes) {
    if (code.kind == CodeKind::kOpen) open.insert(code.link);
    const bool pair = std::any_of(source.codes.begin(), source.codes.end(), [&](const auto& c) {
      return c.link == code.link && c.kind == CodeKind::kOpen;
    });
    if (code.kind == CodeKind::kClose && pair && !open.contains(code.link)) {
      return tr("an inline code closes before it opens");
    }
  }
  return std::nullopt;
}

void Planner::plan(const WorkFile& file, MergePlan& plan) {
  for (const WorkSegment& work : file.segments) {
    if (!ids_.insert(work.id).second) {
      fault(plan.faults, work, tr("this id occurs twice"));
      continue;
    }
    const auto id = WorkId::parse(work.id);
    if (!id) {
      fault(plan.faults, work, tr("the id was edited: Punte did not write it"));
      continue;
    }
    const bool empty = language::trim(work.target.text).empty();
    const auto block = found_.find({id->block, id->text});
    const auto gone = [&](std::string message) {
      // A tool or a person changed what must not change, unless the page did.
      if (!plan.page_changed) {
        fault(plan.faults, work, std::move(message));
      } else if (!empty) {
        fault(plan.gone, work, std::move(message));
      }
    };
    if (block == found_.end()) {
      gone(plan.page_changed ? tr("the page no longer has this text")
                             : tr("the id was edited: the page has no such block"));
      continue;
    }
    const std::size_t index = first_segment_[block->second] + id->number - 1;
    if (id->number == 0 || index >= segments_.size() || segments_[index].block != block->second) {
      gone(plan.page_changed ? tr("the page no longer has this text")
                             : tr("the id was edited: the block has no such segment"));
      continue;
    }
    const PageSegment& segment = segments_[index];
    if (segment.text.text != work.source.text) {
      fault(plan.faults, work,
            tr("the source was edited; in the page it is “{1}”", {segment.text.text}));
      continue;
    }
    if (empty || work.state == WorkState::kNew) {
      plan.open.push_back(index);
      continue;
    }
    MergedSegment merged;
    merged.segment = index;
    if (auto wrong = take_codes(work, segment, merged.target)) {
      fault(plan.faults, work, std::move(*wrong));
      continue;
    }
    const std::vector<qa::Finding> findings =
        checker_.add({segment.text, merged.target, file.source_language, to_, work.id});
    if (!findings.empty()) {
      fault(plan.faults, work, tr(findings.front().message.c_str(), findings.front().arguments));
      continue;
    }
    const bool as_proposed = work.match && work.match->target.text == work.target.text;
    merged.confirmed = work.state != WorkState::kDraft || !as_proposed;
    plan.merged.push_back(std::move(merged));
  }
}

}  // namespace

Result<MergePlan> plan_merge(const std::vector<WorkFile>& work, const page::Page& page,
                             const std::vector<PageSegment>& segments, std::string_view bytes,
                             const std::string& to, const std::string& name) {
  const auto wrong = [&](std::string message, std::vector<std::string> arguments = {}) {
    return fail(ErrorCode::kInvalidArgument, std::move(message), std::move(arguments), name);
  };
  MergePlan plan;
  std::size_t count = 0;
  const std::string print = fingerprint(bytes);
  for (const WorkFile& file : work) {
    count += file.segments.size();
    const auto tag = language::LanguageTag::parse(file.target_language);
    if (!tag || !language::same_language(tag->str(), to)) {
      return wrong(PUNTE_MSG("its translations are in “{1}”, and “{2}” was asked for"),
                   {file.target_language, to});
    }
    // A tool may drop what it does not know: then only the blocks can tell.
    plan.page_changed = plan.page_changed || file.page != print;
  }
  if (count == 0) return wrong(PUNTE_MSG("there are no segments in it"));
  Planner planner(page, segments, to);
  planner.find_blocks(work, plan.page_changed);
  if (plan.page_changed && planner.bytes_found * 3 < planner.bytes_of_work) {
    return wrong(PUNTE_MSG("it is the work on another page (“{1}”)"), {work.front().original});
  }
  for (const WorkFile& file : work) planner.plan(file, plan);
  std::sort(plan.merged.begin(), plan.merged.end(),
            [](const auto& a, const auto& b) { return a.segment < b.segment; });
  return plan;
}

}  // namespace punte::cli
