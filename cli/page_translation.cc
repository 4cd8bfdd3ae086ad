#include "cli/page_translation.h"

#include <algorithm>
#include <string_view>

#include "cli/messages.h"
#include "cli/place_codes.h"
#include "cli/terminal.h"
#include "language/language_tag.h"
#include "tm/repair.h"

namespace punte::cli {
namespace {

using base::ErrorCode;
using base::Result;
using language::CodeKind;
using language::InlineCode;
using language::MarkedText;

/// A text as it may stand in an HTML comment.
std::string in_comment(std::string text) {
  for (std::size_t at = text.find("--"); at != std::string::npos; at = text.find("--", at + 1)) {
    text.insert(at + 1, " ");
  }
  for (std::size_t at = text.find('>'); at != std::string::npos; at = text.find('>', at + 1)) {
    text.replace(at, 1, "&gt;");
  }
  return text;
}

InlineCode own_code(std::size_t offset, std::string content) {
  InlineCode code;
  code.offset = offset;
  code.content = std::move(content);
  return code;
}

void append(MarkedText& out, MarkedText part) {
  for (InlineCode& code : part.codes) {
    code.offset += out.text.size();
    out.codes.push_back(std::move(code));
  }
  out.text += part.text;
}

}  // namespace

const language::Localizer& PageTranslator::localizer(const std::string& from) {
  const auto found = localizers_.find(from);
  if (found != localizers_.end()) return found->second;
  return localizers_.try_emplace(from, from, options_.to).first->second;
}

Result<void> PageTranslator::assemble(TranslatedSegment& out, const tm::Query& query) {
  const auto finder = glossary_.finder(query.source_language, options_.to);
  if (!finder) return tl::unexpected(finder.error());
  auto assembly = tm::assemble(memory_, query, *finder);
  if (!assembly) return tl::unexpected(assembly.error());
  out.assembly = std::move(*assembly);
  return {};
}

Result<void> PageTranslator::fill(TranslatedSegment& out, const tm::Query& query) {
  const PageSegment& segment = out.segment;
  const auto localized = localizer(segment.language).localize(segment.text.text);
  if (segment.language != "und") {
    tm::LookupOptions lookup;
    const bool only_above = options_.below == BelowThreshold::kLeave && !options_.proposals;
    // A repair may lift a match over the threshold, by half of what it lacks to 94.
    lookup.threshold =
        only_above ? std::clamp(2 * options_.threshold - 94, 50, std::max(50, options_.threshold))
                   : 50;
    lookup.limit = 1;
    auto matches = memory_.lookup(query, lookup);
    if (!matches) return tl::unexpected(matches.error());
    // What needs no translator is better made than taken from a similar one.
    if (!matches->empty() && (!localized || matches->front().score >= 100)) {
      out.match = std::move(matches->front());
      auto repaired = tm::repair(memory_, query, *out.match);
      if (!repaired) return tl::unexpected(repaired.error());
      if (*repaired) {
        for (const tm::Reason& reason : (*repaired)->reasons) {
          out.changes.push_back(tr("repaired: {1}", {reason.detail}));
          out.match->reasons.push_back(reason);
        }
        out.match->score = (*repaired)->score;
        out.match->target = std::move((*repaired)->target);
      }
      PlacedCodes placed = place_codes(segment.text, out.match->source, out.match->target);
      out.proposal = placed.text;
      if (placed.guessed) out.changes.push_back(tr("inline codes placed by guess"));
      if (out.match->score >= options_.threshold) {
        out.fill = Fill::kMatch;
        out.text = std::move(placed.text);
        if (segment.plain) out.text.codes.clear();
        return {};
      }
      if (only_above) {
        out.match.reset();
        out.changes.clear();
        return {};
      }
      out.fill = Fill::kBelow;
      const std::string percent = std::to_string(out.match->score) + " %";
      if (below_of(segment) == BelowThreshold::kMark) {
        MarkedText marked;
        marked.codes.push_back(
            own_code(0, "<mark class=\"punte-fuzzy\" title=\"" + percent + "\">"));
        append(marked, std::move(placed.text));
        marked.codes.push_back(own_code(marked.text.size(), "</mark>"));
        out.text = std::move(marked);
      } else if (below_of(segment) == BelowThreshold::kComment) {
        out.text.codes.push_back(
            own_code(out.text.text.size(), "<!-- " + percent + " " + options_.to + ": " +
                                               in_comment(out.match->target.text) + " -->"));
      }
      return {};
    }
  }
  if (localized && localized->text != segment.text.text && segment.text.codes.empty()) {
    out.fill = Fill::kLocalized;
    out.text.text = localized->text;
    out.changes.push_back(tr("“{1}” → “{2}”", {segment.text.text, localized->text}));
  }
  return {};
}

Result<std::vector<TranslatedSegment>> PageTranslator::translate(const page::Page& page) {
  std::vector<PageSegment> segments = segmenter_.segments(page);
  std::vector<TranslatedSegment> out;
  out.reserve(segments.size());
  Progress progress;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    TranslatedSegment filled;
    filled.segment = segments[i];
    filled.text = segments[i].text;
    if (language::same_language(segments[i].language, options_.to)) {
      filled.fill = Fill::kTarget;
    } else {
      tm::Query query;
      query.source = segments[i].text;
      query.source_language = segments[i].language;
      query.target_language = options_.to;
      set_context(segments, i, query);
      if (const auto done = fill(filled, query); !done) return tl::unexpected(done.error());
      const bool open = filled.fill == Fill::kNothing || filled.fill == Fill::kBelow;
      if (options_.assemble && open && query.source_language != "und") {
        if (const auto done = assemble(filled, query); !done) return tl::unexpected(done.error());
      }
    }
    out.push_back(std::move(filled));
    progress.show(tr("Looking up"), i + 1, segments.size());
    if (interrupted()) return base::fail(ErrorCode::kCancelled, PUNTE_MSG("stopped"));
  }
  return out;
}

std::vector<page::Replacement> PageTranslator::replacements(
    const page::Page& page, const std::vector<TranslatedSegment>& segments) const {
  std::vector<page::Replacement> out;
  for (std::size_t i = 0; i < segments.size();) {
    const std::size_t block_index = segments[i].segment.block;
    const page::Block& block = page.blocks[block_index];
    page::Replacement replacement;
    replacement.block = block_index;
    bool changed = false;
    bool all = true;
    std::size_t place = 0;
    for (; i < segments.size() && segments[i].segment.block == block_index; ++i) {
      const TranslatedSegment& segment = segments[i];
      const bool filled = segment.fill == Fill::kMatch || segment.fill == Fill::kLocalized ||
                          segment.fill == Fill::kGiven;
      changed =
          changed || filled ||
          (segment.fill == Fill::kBelow && below_of(segment.segment) != BelowThreshold::kLeave);
      all = all &&
            (filled || segment.fill == Fill::kTarget ||
             (segment.fill == Fill::kBelow && below_of(segment.segment) == BelowThreshold::kMark));
      replacement.text.text += block.text.text.substr(place, segment.segment.span.start - place);
      append(replacement.text, segment.text);
      place = segment.segment.span.limit;
    }
    replacement.text.text += block.text.text.substr(place);
    if (!changed) continue;
    if (all && block.language != "und") replacement.language = options_.to;
    out.push_back(std::move(replacement));
  }
  return out;
}

}  // namespace punte::cli
