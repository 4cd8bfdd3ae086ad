#include "cli/align_command.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "aligner/lexicon.h"
#include "cli/files.h"
#include "cli/messages.h"
#include "cli/terminal.h"
#include "exchange/stream.h"
#include "job/align_folders.h"
#include "job/align_side.h"
#include "job/aligned_pairs.h"
#include "job/lexicons.h"
#include "job/review.h"
#include "language/language_tag.h"
#include "view/json.h"

namespace punte::cli {

using view::Json;
using view::json_document;
using view::json_line;
namespace {

namespace fs = std::filesystem;
using base::ErrorCode;
using base::Result;
using language::MarkedText;

constexpr std::size_t kMaxReviewBytes = std::size_t{1} << 30;
// Less of the letters in beads that are likely right: the texts are no translations.
constexpr double kLeastAligned = 0.05;

struct AlignArguments {
  std::vector<std::string> files;
  std::string from;
  std::string to;
  bool lines = false;
  bool ladder = false;
  bool documents = false;
  bool into_memory = false;
  bool no_lexicon = false;
  std::string output;
  std::vector<std::string> reviews;
  std::string from_review;
  double min_confidence = 0.5;
};

int bad_arguments(std::string message) {
  return report({ErrorCode::kInvalidArgument, std::move(message), {}, {}});
}

Json texts_of(const std::vector<MarkedText>& segments, std::size_t start, std::size_t limit) {
  Json out = Json::array();
  for (std::size_t i = start; i < limit; ++i) out.push_back(segments[i].text);
  return out;
}

Json bead_json(const aligner::Bead& bead, const AlignedTexts& texts) {
  return {{"bead", aligner::bead_text(bead)},
          {"confidence", std::round(bead.confidence * texts.score * 1000) / 1000},
          {"source", texts_of(texts.source.segments, bead.source_start, bead.source_limit)},
          {"target", texts_of(texts.target.segments, bead.target_start, bead.target_limit)}};
}

std::string table_of(const AlignedDocument& document) {
  Table table({tr("Sure"), tr("Language"), tr("Text")});
  for (const AlignedPair& pair : document.pairs) {
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

/// Collects what was aligned, and gives it where the arguments say.
class Delivery {
 public:
  Delivery(const Context& context, const AlignArguments& arguments, bool many)
      : context_(context), arguments_(arguments), many_(many) {}

  /// Prints, and keeps what goes into files. False: nobody reads any more.
  bool add(const AlignedTexts& texts);
  void add(AlignedDocument document) { documents_.push_back(std::move(document)); }
  /// Writes files and memory. Returns the exit code.
  int finish();

 private:
  const Context& context_;
  const AlignArguments& arguments_;
  bool many_;
  std::vector<AlignedDocument> documents_;
  Json json_ = Json::array();
};

bool Delivery::add(const AlignedTexts& texts) {
  AlignedDocument document = pairs_of(texts, arguments_.min_confidence);
  std::string out;
  if (arguments_.ladder) {
    if (many_) {
      out = "# " + printable(texts.source.name) + "\t" + printable(texts.target.name) + "\n";
    }
    for (const aligner::Bead& bead : texts.ladder) out += aligner::bead_text(bead) + "\n";
  } else if (context_.output() == Output::kJsonLines) {
    for (const aligner::Bead& bead : texts.ladder) {
      Json line = bead_json(bead, texts);
      if (many_) {
        line["source_document"] = texts.source.name;
        line["target_document"] = texts.target.name;
      }
      out += json_line(line);
    }
  } else if (context_.output() == Output::kJson) {
    Json beads = Json::array();
    for (const aligner::Bead& bead : texts.ladder) beads.push_back(bead_json(bead, texts));
    json_.push_back({{"from", texts.source.language},
                     {"to", texts.target.language},
                     {"source", texts.source.name},
                     {"target", texts.target.name},
                     {"score", texts.score},
                     {"beads", std::move(beads)}});
  } else if (arguments_.output.empty() && !arguments_.into_memory && arguments_.reviews.empty()) {
    if (many_) {
      out =
          paint(Color::kBold, printable(texts.source.name) + " – " + printable(texts.target.name)) +
          "\n";
    }
    if (!document.pairs.empty()) out += table_of(document);
  }
  documents_.push_back(std::move(document));
  return print(out);
}

Result<void> write_file(const std::string& file, std::string_view bytes) {
  auto sink = exchange::create_file(file);
  if (!sink) return tl::unexpected(sink.error());
  if (auto written = (*sink)->write(bytes); !written) return written;
  return (*sink)->commit();
}

int Delivery::finish() {
  if (context_.output() == Output::kJson && !arguments_.ladder) {
    const bool one = !many_ && json_.size() == 1;
    if (!print(json_document(one ? json_[0] : json_))) return kFailed;
  }
  const bool talks = context_.output() == Output::kTable && !arguments_.ladder;
  std::vector<language::Unit> units;
  for (const AlignedDocument& document : documents_) {
    for (language::Unit& unit : units_of(document)) units.push_back(std::move(unit));
  }
  std::string out;
  for (const std::string& review : arguments_.reviews) {
    const bool page = review.ends_with(".html") || review.ends_with(".htm");
    const auto written =
        write_file(review, page ? review_page(documents_) : review_table(documents_));
    if (!written) return report(written.error());
    if (review != "-") out += tr("to review: {1}", {printable(review)}) + "\n";
  }
  if (!arguments_.output.empty()) {
    const std::string from = documents_.empty() ? std::string() : documents_[0].from;
    if (const auto written = write_units(arguments_.output, units, from); !written) {
      return report(written.error());
    }
    if (arguments_.output != "-") {
      out += trn("{1} unit written to {2}", "{1} units written to {2}",
                 static_cast<std::int64_t>(units.size()), {printable(arguments_.output)}) +
             "\n";
    }
  }
  if (arguments_.into_memory) {
    const auto path = context_.memory_path();
    if (!path) return report(path.error());
    const auto added = add_units(*path, units);
    if (!added) return report(added.error());
    out += trn("{1} unit added to the memory {2}", "{1} units added to the memory {2}", *added,
               {printable(path->string())}) +
           "\n";
    const auto updated = update_lexicons(*path);
    if (updated) {
      for (const KeptLexicon& lexicon : *updated) out += updated_line(lexicon) + "\n";
    } else {
      report(updated.error());  // the units are in
    }
  }
  if (talks && !print(out)) return kFailed;
  // Who wants units is told if none was kept; who looks at the alignment, if there is none.
  const bool wants_units = !arguments_.output.empty() || arguments_.into_memory;
  const bool any =
      wants_units
          ? !units.empty()
          : std::any_of(documents_.begin(), documents_.end(),
                        [](const AlignedDocument& document) { return !document.pairs.empty(); });
  return any ? kDone : kNothingFound;
}

/// What the memory knows of two languages; empty where it is not asked.
Result<aligner::Lexicon> known_words(const Context& context, const AlignArguments& arguments,
                                     const std::string& from, const std::string& to) {
  if (arguments.no_lexicon || from.empty() || to.empty()) return aligner::Lexicon();
  const auto path = context.memory_path();
  if (!path) return aligner::Lexicon();
  return memory_lexicon(*path, from, to);
}

/// Tells if nearly nothing of the texts aligns: they are then hardly translations.
void tell_if_unrelated(const AlignedTexts& texts) {
  bool any_empty = false;
  for (const AlignSide* side : {&texts.source, &texts.target}) {
    if (!side->segments.empty()) continue;
    any_empty = true;
    report({ErrorCode::kInvalidArgument,
            PUNTE_MSG("there is no text in it to align"),
            {},
            side->name});
  }
  if (any_empty) return;
  double all = 0;
  double aligned = 0;
  for (const aligner::Bead& bead : texts.ladder) {
    double letters = 0;
    for (std::size_t i = bead.source_start; i < bead.source_limit; ++i) {
      letters += static_cast<double>(texts.source.segments[i].text.size());
    }
    all += letters;
    if (bead.target_start != bead.target_limit) aligned += letters * bead.confidence;
  }
  if (all == 0 || aligned >= kLeastAligned * all) return;
  report({ErrorCode::kInvalidArgument,
          PUNTE_MSG("nearly nothing of it aligns with {1}; are the two translations of each other "
                    "({2}, {3})?"),
          {texts.target.name, texts.source.language, texts.target.language},
          texts.source.name});
}

int align_files(const Context& context, const AlignArguments& arguments) {
  if (arguments.files[0] == "-" && arguments.files[1] == "-") {
    return bad_arguments(PUNTE_MSG("only one of the two can be standard input"));
  }
  SideOptions options;
  options.lines = arguments.lines;
  options.language = arguments.from;
  auto source = read_side(arguments.files[0], options);
  if (!source) return report(source.error());
  options.language = arguments.to;
  auto target = read_side(arguments.files[1], options);
  if (!target) return report(target.error());
  if (const auto fits = check_languages(*source, *target); !fits) return report(fits.error());
  const auto lexicon = known_words(context, arguments, source->language, target->language);
  if (!lexicon) return report(lexicon.error());
  AlignedTexts texts{std::move(*source), std::move(*target), {}, 1};
  texts.ladder = align_sides(texts.source, texts.target, &*lexicon);
  tell_if_unrelated(texts);
  Delivery delivery(context, arguments, false);
  if (!delivery.add(texts)) return kFailed;
  return delivery.finish();
}

/// Aligns the pairs on all cores and delivers them in order. False: stopped.
bool align_pairs(const std::vector<FolderPair>& pairs, const aligner::Lexicon& lexicon,
                 Delivery& delivery) {
  const std::size_t threads = std::max(1U, std::thread::hardware_concurrency());
  const std::size_t window = threads * 4;  // so many results are in memory at a time
  Progress progress;
  for (std::size_t start = 0; start < pairs.size(); start += window) {
    const std::size_t limit = std::min(pairs.size(), start + window);
    std::vector<AlignedTexts> results(limit - start);
    std::atomic<std::size_t> next{start};
    {
      std::vector<std::jthread> workers;
      for (std::size_t t = 0; t < std::min(threads, limit - start); ++t) {
        workers.emplace_back([&] {
          for (std::size_t i = next++; i < limit && !interrupted(); i = next++) {
            results[i - start] = {*pairs[i].source, *pairs[i].target,
                                  align_sides(*pairs[i].source, *pairs[i].target, &lexicon),
                                  pairs[i].score};
          }
        });
      }
    }
    if (interrupted()) return false;
    progress.clear();
    for (const AlignedTexts& texts : results) {
      if (!delivery.add(texts)) return false;
    }
    progress.show(tr("aligning"), limit, pairs.size());
  }
  return true;
}

int align_folders(const Context& context, const AlignArguments& arguments) {
  const bool site = arguments.files.size() == 1;
  // The documents of two folders are in the languages that the user says; those of one are told
  // apart by their language.
  const auto source =
      read_folder(arguments.files[0], site ? std::string() : arguments.from, arguments.lines);
  if (!source) return report(source.error());
  Result<DocumentFolder> other = DocumentFolder();
  if (!site) other = read_folder(arguments.files[1], arguments.to, arguments.lines);
  if (!other) return report(other.error());
  const DocumentFolder& target = site ? *source : *other;
  if (source->stopped || target.stopped) return kFailed;
  if (!site) {
    warn_of_languages(*source);
    warn_of_languages(target);
  }
  const auto lexicon = known_words(context, arguments, arguments.from, arguments.to);
  if (!lexicon) return report(lexicon.error());
  const std::vector<FolderPair> pairs =
      pair_folders(*source, arguments.files[0], target, arguments.files[site ? 0 : 1],
                   arguments.from, arguments.to, &*lexicon);
  int code = pairs.empty() ? kNothingFound : kDone;
  if (pairs.empty()) {
    const std::array<const DocumentFolder*, 2> both = {&*source, &*other};
    report({ErrorCode::kInvalidArgument,
            PUNTE_MSG("no text and its translation found; check --from and --to, the texts are in: "
                      "{1}"),
            {languages_found(both)},
            arguments.files[0]});
  }
  if (arguments.documents) {
    std::string out;
    Json list = Json::array();
    for (const FolderPair& pair : pairs) {
      const double score = std::round(pair.score * 10000) / 10000;
      if (context.output() == Output::kTable) {
        out += printable(pair.source->name) + "\t" + printable(pair.target->name) + "\t" +
               std::to_string(score).substr(0, 6) + "\n";
        continue;
      }
      Json line{{"source", pair.source->name},
                {"target", pair.target->name},
                {"from", pair.source->language},
                {"to", pair.target->language},
                {"score", score}};
      if (context.output() == Output::kJsonLines) {
        out += json_line(line);
      } else {
        list.push_back(std::move(line));
      }
    }
    if (context.output() == Output::kJson) out = json_document(list);
    if (!print(out)) return kFailed;
  } else {
    Delivery delivery(context, arguments, true);
    if (!align_pairs(pairs, *lexicon, delivery)) return kFailed;
    code = delivery.finish();
  }
  return source->failed + other->failed > 0 ? kFailed : code;
}

int from_review(const Context& context, const AlignArguments& arguments) {
  if (arguments.output.empty() && !arguments.into_memory && arguments.reviews.empty()) {
    return bad_arguments(
        PUNTE_MSG("say where the reviewed pairs go: --into-tm, -o FILE.tmx or --review FILE.html"));
  }
  const auto bytes = read_file(arguments.from_review, kMaxReviewBytes);
  if (!bytes) return report(bytes.error());
  auto documents = read_review(*bytes, arguments.from_review);
  if (!documents) return report(documents.error());
  Delivery delivery(context, arguments, true);
  for (AlignedDocument& document : *documents) delivery.add(std::move(document));
  return delivery.finish();
}

int run_align(const Context& context, AlignArguments arguments) {
  for (std::string* tag : {&arguments.from, &arguments.to}) {
    if (tag->empty()) continue;
    const auto parsed = language::LanguageTag::parse(*tag);
    if (!parsed) return report(parsed.error());
    *tag = parsed->str();
  }
  if (!arguments.from_review.empty()) {
    if (!arguments.files.empty()) {
      return bad_arguments(PUNTE_MSG("--from-review reads its own file; name no other"));
    }
    return from_review(context, arguments);
  }
  const auto folders = std::count_if(arguments.files.begin(), arguments.files.end(), is_folder);
  if (arguments.files.size() == 1 && folders == 1) return align_folders(context, arguments);
  if (arguments.files.size() != 2) {
    return bad_arguments(PUNTE_MSG("align takes two files: a text and its translation"));
  }
  if (folders == 2) return align_folders(context, arguments);
  if (folders == 1 || arguments.documents) {
    return bad_arguments(PUNTE_MSG("name two files, two folders, or one folder"));
  }
  return align_files(context, arguments);
}

}  // namespace

void add_align_command(CLI::App& app, Context& context) {
  const auto arguments = std::make_shared<AlignArguments>();
  CLI::App& command =
      add_command(app, context, "align", tr("Align a text with its translation"),
                  "  punte align page.en.html page.ro.html --into-tm\n"
                  "  punte align book.en.txt book.ro.txt --from en --to ro -o book.tmx\n"
                  "  punte align site-en/ site-ro/ --documents\n"
                  "  punte align a.html b.html --review check.tsv --review check.html\n"
                  "  punte align --from-review check.tsv --into-tm\n"
                  "  punte align --lines --ladder a.txt b.txt --from de --to fr",
                  [&context, arguments] { return run_align(context, *arguments); });
  command
      .add_option("files", arguments->files,
                  tr("A page or text and its translation (.html: pages, else plain text); two "
                     "folders or archives of them; or one folder of a whole site"))
      ->expected(0, 2)
      ->type_name(tr("FILE"));
  command.add_option("--from", arguments->from, tr("Language of the first; else identified"))
      ->type_name(tr("TAG"));
  command.add_option("--to", arguments->to, tr("Language of the second; else identified"))
      ->type_name(tr("TAG"));
  command.add_flag("--lines", arguments->lines, tr("Each line is a segment already"));
  command.add_flag("--ladder", arguments->ladder,
                   tr("Print the numbers of the segments only, a bead a line: 0,1:2"));
  command.add_option("-o,--output", arguments->output, tr("Write the pairs to a TMX file"))
      ->type_name(tr("FILE"));
  command.add_flag("--into-tm", arguments->into_memory, tr("Put the pairs into the memory"));
  command.add_flag("--documents", arguments->documents,
                   tr("Print only which documents of folders belong together, and how sure it is"));
  command
      .add_option("--review", arguments->reviews,
                  tr("Write a file to look through: .html to read, .tsv to edit"))
      ->allow_extra_args(false)
      ->type_name(tr("FILE"));
  command
      .add_option("--from-review", arguments->from_review,
                  tr("Take the pairs of an edited .tsv review file that are marked with +"))
      ->type_name(tr("FILE"));
  command
      .add_option("--min-confidence", arguments->min_confidence,
                  tr("Keep pairs that are at least this sure, 0 to 1 (default: 0.5)"))
      ->check(CLI::Range(0.0, 1.0))
      ->type_name(tr("NUMBER"));
  command.add_flag("--no-lexicon", arguments->no_lexicon,
                   tr("Do not use the words that the memory knows"));
  add_memory_option(command, context);
  add_output_options(command, context);
}

}  // namespace punte::cli
