#include "job/merge_plan.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "job/work_ids.h"
#include "language/language_tag.h"
#include "language/text.h"
#include "qa/checks.h"

namespace punte::job {
namespace {

using base::ErrorCode;
using base::fail;
using base::Result;
using exchange::XliffSegment;
using exchange::XliffUnit;
using internal::WorkId;
using language::CodeKind;
using language::InlineCode;
using language::MarkedText;

/// True for what a person stands behind, in the words of either version.
bool is_confirmed(std::string_view state) {
  return state == "translated" || state == "reviewed" || state == "final" ||
         state == "signed-off" || state == "needs-review-l10n";
}

/// One unit of a work file. Segments that a tool cut further are joined.
struct Work {
  std::string id;
  MarkedText source;
  MarkedText target;
  bool confirmed = false;    ///< by its state
  bool as_proposed = false;  ///< the target is that of the match it came with
};

Work work_of(const XliffUnit& unit) {
  Work out;
  out.id = unit.id;
  out.confirmed = true;
  bool any_target = false;
  for (const XliffSegment& segment : unit.segments) {
    append(out.source, segment.source);
    // White space between segments often has no target of its own.
    append(out.target,
           segment.is_ignorable && !segment.has_target ? segment.source : segment.target);
    if (segment.is_ignorable) continue;
    any_target = any_target || segment.has_target;
    out.confirmed = out.confirmed && is_confirmed(segment.state);
    out.as_proposed =
        std::any_of(segment.matches.begin(), segment.matches.end(),
                    [&](const auto& match) { return match.target.text == segment.target.text; });
  }
  if (!any_target) out.target = {};
  return out;
}

/// Plans the merge of a work file with a page.
class Planner {
 public:
  Planner(const page::Page& page, const std::vector<PageSegment>& segments, const std::string& to)
      : segments_(segments),
        to_(to),
        checker_(check_options()),
        ids_of_blocks_(internal::block_ids(page)) {
    for (std::size_t i = 0; i < segments.size(); ++i) {
      const std::size_t block = segments[i].block;
      if (i == 0 || segments[i - 1].block != block) {
        first_segment_[block] = i;
        blocks_by_text_[ids_of_blocks_[block].text].push_back(block);
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
  static void fault(std::vector<WorkFault>& list, const Work& work, base::Message message) {
    list.push_back({work.id, work.source.text, std::move(message)});
  }
  static std::optional<base::Message> take_codes(const Work& work, const PageSegment& segment,
                                                 MarkedText& target);

  const std::vector<PageSegment>& segments_;
  const std::string& to_;
  qa::Checker checker_;
  std::vector<WorkId> ids_of_blocks_;
  std::map<std::string, std::vector<std::size_t>> blocks_by_text_;
  std::map<std::size_t, std::size_t> first_segment_;                  // of a block
  std::map<std::pair<std::size_t, std::string>, std::size_t> found_;  // block, text: block now
  std::set<std::string> ids_;
};

void Planner::find_blocks(const std::vector<WorkFile>& work, bool page_changed) {
  std::set<std::pair<std::size_t, std::string>> wanted;
  std::set<std::size_t> taken;
  for (const WorkFile& file : work) {
    for (const XliffUnit& unit : file.units) {
      if (const auto id = WorkId::parse(unit.id)) wanted.emplace(id->block, id->text);
    }
  }
  for (const auto& key : wanted) {
    const auto known = blocks_by_text_.find(key.second);
    if (known == blocks_by_text_.end()) continue;
    const std::vector<std::size_t>& blocks = known->second;
    const auto block = std::lower_bound(blocks.begin(), blocks.end(), key.first,
                                        [this](std::size_t index, std::size_t number) {
                                          return ids_of_blocks_[index].block < number;
                                        });
    if (block != blocks.end() && ids_of_blocks_[*block].block == key.first) {
      found_[key] = *block;
      taken.insert(*block);
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
    for (const XliffUnit& unit : file.units) {
      std::size_t bytes = 0;
      for (const XliffSegment& segment : unit.segments) bytes += segment.source.text.size();
      bytes_of_work += bytes;
      const auto id = WorkId::parse(unit.id);
      if (id && found_.contains({id->block, id->text})) bytes_found += bytes;
    }
  }
}

/// The target with the codes of the page's segment, or what is wrong with them.
std::optional<base::Message> Planner::take_codes(const Work& work, const PageSegment& segment,
                                                 MarkedText& target) {
  MarkedText source = segment.text;
  internal::number_codes(source);
  target.text = work.target.text;
  std::vector<bool> taken(source.codes.size(), false);
  const auto counterpart = [&](const InlineCode& code) {
    // The end of an element that spans a pair has no name but that of the pair.
    const std::string& link = code.link.empty() ? code.id : code.link;
    // Halves that stand alone come back as single codes.
    for (const bool same_kind : {true, false}) {
      for (std::size_t i = 0; i < source.codes.size(); ++i) {
        const InlineCode& own = source.codes[i];
        const bool kind_fits =
            same_kind ? own.kind == code.kind
                      : own.kind == CodeKind::kSingle || code.kind == CodeKind::kSingle;
        if (!taken[i] && own.link == link && kind_fits) return i;
      }
    }
    return source.codes.size();
  };
  const auto add_name = [](std::string& list, const InlineCode& code) {
    list += (list.empty() ? "" : ", ") +
            (code.content.empty() ? "{" + (code.link.empty() ? code.id : code.link) + "}"
                                  : code.content);
  };
  std::string added;
  std::string lost;
  std::vector<std::size_t> places;  // of the source's codes in the target
  for (const InlineCode& code : work.target.codes) {
    const std::size_t at = counterpart(code);
    if (at == source.codes.size()) {
      add_name(added, code);
      continue;
    }
    taken[at] = true;
    places.push_back(at);
    target.codes.push_back(source.codes[at]);
    target.codes.back().offset = code.offset;
    // The links served to find them; the memory gets codes as those of any other page.
    target.codes.back().link = segment.text.codes[at].link;
  }
  for (std::size_t i = 0; i < source.codes.size(); ++i) {
    if (!taken[i]) add_name(lost, source.codes[i]);
  }
  if (!lost.empty())
    return base::Message{PUNTE_MSG("inline codes missing in the translation: {1}"), {lost}};
  if (!added.empty())
    return base::Message{PUNTE_MSG("inline codes that the source does not have: {1}"), {added}};
  std::set<std::string> opened;
  for (const std::size_t at : places) {
    const InlineCode& code = source.codes[at];
    if (code.kind == CodeKind::kOpen) opened.insert(code.link);
    const bool is_pair = std::any_of(source.codes.begin(), source.codes.end(), [&](const auto& c) {
      return c.link == code.link && c.kind == CodeKind::kOpen;
    });
    if (code.kind == CodeKind::kClose && is_pair && !opened.contains(code.link)) {
      return base::Message{PUNTE_MSG("an inline code closes before it opens")};
    }
  }
  return std::nullopt;
}

void Planner::plan(const WorkFile& file, MergePlan& plan) {
  for (const XliffUnit& unit : file.units) {
    const Work work = work_of(unit);
    if (!ids_.insert(work.id).second) {
      fault(plan.faults, work, base::Message{PUNTE_MSG("this id occurs twice")});
      continue;
    }
    const auto id = WorkId::parse(work.id);
    if (!id) {
      fault(plan.faults, work,
            base::Message{PUNTE_MSG("the id was edited: Punte did not write it")});
      continue;
    }
    // Some tools begin with a copy of the source.
    const bool empty = language::trim(work.target.text).empty() ||
                       (!work.confirmed && work.target.text == work.source.text);
    const auto block = found_.find({id->block, id->text});
    const auto gone = [&](base::Message message) {
      // A tool or a person changed what must not change, unless the page did.
      if (!plan.page_changed) {
        fault(plan.faults, work, std::move(message));
      } else if (!empty) {
        fault(plan.gone, work, std::move(message));
      }
    };
    if (block == found_.end()) {
      gone(plan.page_changed
               ? base::Message{PUNTE_MSG("the page no longer has this text")}
               : base::Message{PUNTE_MSG("the id was edited: the page has no such block")});
      continue;
    }
    const std::size_t index = first_segment_[block->second] + id->number - 1;
    if (id->number == 0 || index >= segments_.size() || segments_[index].block != block->second) {
      gone(plan.page_changed
               ? base::Message{PUNTE_MSG("the page no longer has this text")}
               : base::Message{PUNTE_MSG("the id was edited: the block has no such segment")});
      continue;
    }
    const PageSegment& segment = segments_[index];
    if (segment.text.text != work.source.text) {
      fault(plan.faults, work,
            base::Message{PUNTE_MSG("the source was edited; in the page it is “{1}”"),
                          {segment.text.text}});
      continue;
    }
    if (empty) {
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
        checker_.add({segment.text, merged.target, segment.language, to_, work.id});
    if (!findings.empty()) {
      fault(plan.faults, work, base::Message{findings.front().message, findings.front().arguments});
      continue;
    }
    merged.confirmed = work.confirmed || !work.as_proposed;
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
  const std::string print = internal::page_fingerprint(bytes);
  for (const WorkFile& file : work) {
    count += file.units.size();
    const auto tag = language::LanguageTag::parse(file.file.target_language);
    if (!tag || !language::same_language(tag->str(), to)) {
      return wrong(PUNTE_MSG("its translations are in “{1}”, and “{2}” was asked for"),
                   {file.file.target_language, to});
    }
    // A tool may drop what it does not know: then only the blocks can tell.
    plan.page_changed = plan.page_changed || file.file.skeleton != print;
  }
  if (count == 0) return wrong(PUNTE_MSG("there are no segments in it"));
  Planner planner(page, segments, to);
  planner.find_blocks(work, plan.page_changed);
  if (plan.page_changed && planner.bytes_found * 3 < planner.bytes_of_work) {
    return wrong(PUNTE_MSG("it is the work on another page (“{1}”)"), {work.front().file.original});
  }
  for (const WorkFile& file : work) planner.plan(file, plan);
  std::sort(plan.merged.begin(), plan.merged.end(),
            [](const auto& a, const auto& b) { return a.segment < b.segment; });
  return plan;
}

}  // namespace punte::job
