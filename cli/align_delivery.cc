#include "cli/align_delivery.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

#include "cli/arguments.h"
#include "cli/files.h"
#include "cli/filter_options.h"
#include "cli/memory_options.h"
#include "cli/messages.h"
#include "cli/progress.h"
#include "cli/terminal.h"
#include "exchange/stream.h"
#include "exchange/tmx_writer.h"
#include "job/lexicons.h"
#include "job/review.h"
#include "tm/translation_memory.h"
#include "view/align_json.h"
#include "view/review_page.h"

namespace punte::cli {
namespace {

using base::Result;
using job::AlignedDocument;
using job::AlignedTexts;
using view::Json;

std::string table_of(const job::AlignedDocument& document) {
  Table table({tr("Sure"), tr("Language"), tr("Text")});
  for (const job::AlignedPair& pair : document.pairs) {
    const Color color = pair.confidence >= 0.9   ? Color::kGreen
                        : pair.confidence >= 0.5 ? Color::kCyan
                                                 : Color::kYellow;
    std::string sure = std::to_string(std::lround(pair.confidence * 100)) + " %";
    const auto add = [&](const std::string& tag, const std::string& text, Color text_color) {
      if (text.empty()) {
        table.add({{sure, color}, {tag, Color::kDim}, {"–", Color::kDim}});
      } else {
        table.add({{sure, color}, {tag, Color::kMagenta}, {text, text_color}});
      }
      sure.clear();
    };
    add(document.from, pair.source.text, Color::kNone);
    add(document.to, pair.target.text, Color::kDim);
  }
  return table.text();
}

}  // namespace

std::string Delivery::shown(const AlignedTexts& texts, const AlignedDocument& document) {
  std::string out;
  if (arguments_.ladder) {
    if (many_) {
      out = "# " + printable(texts.source.name) + "\t" + printable(texts.target.name) + "\n";
    }
    for (const aligner::Bead& bead : texts.ladder) out += aligner::bead_text(bead) + "\n";
  } else if (context_.output() == Output::kJsonLines) {
    for (const aligner::Bead& bead : texts.ladder) {
      Json line = view::to_json(bead, texts);
      if (many_) {
        line["source_document"] = texts.source.name;
        line["target_document"] = texts.target.name;
      }
      out += view::json_line(line);
    }
  } else if (context_.output() == Output::kJson) {
    json_.push_back(view::to_json(texts));
  } else if (!arguments_.has_place()) {
    if (many_) {
      out =
          paint(Color::kBold, printable(texts.source.name) + " – " + printable(texts.target.name)) +
          "\n";
    }
    if (!document.pairs.empty()) out += table_of(document);
  }
  return out;
}

bool Delivery::add(const AlignedTexts& texts) {
  AlignedDocument document = job::pairs_of(texts, arguments_.min_confidence);
  const std::string out = shown(texts, document);
  documents_.push_back(std::move(document));
  return print(out);
}

Result<std::string> Delivery::write_reviews() const {
  std::string out;
  for (const std::string& review : arguments_.reviews) {
    const bool page = review.ends_with(".html") || review.ends_with(".htm");
    PUNTE_CHECK(write_file(
        context_, review,
        page ? view::review_page(documents_, messages()) : job::review_table(documents_)));
    if (review != "-") out += tr("to review: {1}", {printable(review)}) + "\n";
  }
  return out;
}

Result<std::string> Delivery::write_units(const std::vector<language::Unit>& units) const {
  if (arguments_.output.empty()) return std::string();
  PUNTE_TRY(const auto sink, open_output(context_, arguments_.output));
  exchange::TmxWriteOptions options;
  if (!documents_.empty()) options.source_language = documents_[0].from;
  exchange::TmxWriter writer(*sink, options);
  for (const language::Unit& unit : units) PUNTE_CHECK(writer.write(unit));
  PUNTE_CHECK(writer.finish());
  PUNTE_CHECK(sink->commit());
  if (arguments_.output == "-") return std::string();
  return trn("{1} unit written to {2}", "{1} units written to {2}",
             static_cast<std::int64_t>(units.size()), {printable(arguments_.output)}) +
         "\n";
}

namespace {

/// What the memory's history says: "align book.en.html book.ro.html", of folders their first pair.
std::string change_of(const std::vector<AlignedDocument>& documents) {
  std::string out = "align";
  if (documents.empty()) return out;
  out += " " + shell_word(documents[0].source) + " " + shell_word(documents[0].target);
  if (documents.size() > 1) out += " (+" + std::to_string(documents.size() - 1) + ")";
  return out;
}

}  // namespace

Result<std::string> Delivery::fill_memory(const std::vector<language::Unit>& units) const {
  if (!arguments_.into_memory) return std::string();
  PUNTE_TRY(const auto path, context_.memory_path());
  PUNTE_TRY(auto memory, tm::TranslationMemory::open(path, memory_options(path, Opening::kCreate)));
  PUNTE_TRY(const std::int64_t added, job::add_units(memory, {change_of(documents_), {}}, units));
  std::string out = trn("{1} unit added to the memory {2}", "{1} units added to the memory {2}",
                        added, {printable(path.string())}) +
                    "\n";
  JobProgress progress;
  const auto updated = job::update_lexicons(memory, progress.go_on());
  progress.clear();
  if (updated) {
    for (const job::KeptLexicon& lexicon : *updated) out += updated_line(lexicon) + "\n";
  } else {
    report(updated.error());  // the units are in
  }
  return out;
}

Result<int> Delivery::finish() {
  if (context_.output() == Output::kJson && !arguments_.ladder) {
    const bool one = !many_ && json_.size() == 1;
    if (!print(view::json_document(one ? json_[0] : json_))) return kFailed;
  }
  std::vector<language::Unit> units;
  for (const AlignedDocument& document : documents_) {
    for (language::Unit& unit : job::units_of(document)) units.push_back(std::move(unit));
  }
  PUNTE_TRY(const std::string reviewed, write_reviews());
  PUNTE_TRY(const std::string written, write_units(units));
  PUNTE_TRY(const std::string added, fill_memory(units));
  const bool talks = context_.output() == Output::kTable && !arguments_.ladder;
  if (talks && !print(reviewed + written + added)) return kFailed;
  // Who wants units hears whether any was kept; who looks at the alignment, whether there is one.
  const bool wants_units = !arguments_.output.empty() || arguments_.into_memory;
  const bool any =
      wants_units
          ? !units.empty()
          : std::any_of(documents_.begin(), documents_.end(),
                        [](const AlignedDocument& document) { return !document.pairs.empty(); });
  return any ? kDone : kNothingFound;
}

}  // namespace punte::cli
