#include "cli/learn_abbreviations.h"

#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

#include "cli/files.h"
#include "cli/messages.h"
#include "cli/terminal.h"
#include "exchange/stream.h"
#include "exchange/tmx_reader.h"
#include "language/abbreviations.h"
#include "view/json.h"

namespace punte::cli {

using view::Json;
using view::json_document;
using view::json_line;
using view::to_json;
namespace {

using base::ErrorCode;
using base::Result;
using language::AbbreviationCandidate;
using language::AbbreviationLearner;

constexpr std::size_t kMaxLine = std::size_t{1} << 20;  // longer ones are taken in parts

std::string_view primary(std::string_view tag) { return tag.substr(0, tag.find('-')); }

Result<void> stopped() {
  return base::fail(ErrorCode::kCancelled, PUNTE_MSG("stopped; nothing was changed"));
}

Result<void> add_tmx(exchange::ByteSource& source, const std::string& tag,
                     AbbreviationLearner& learner) {
  Progress progress;
  std::size_t seen = 0;
  const auto sink = [&](language::Unit&& unit) -> Result<void> {
    if ((++seen & 0xFF) == 0) {
      progress.show(tr("Reading {1}", {source.name()}), source.consumed(), source.total());
      if (interrupted()) return stopped();
    }
    for (const language::Variant& variant : unit.variants) {
      if (tag.empty() || primary(variant.language) == primary(tag)) learner.add(variant.text.text);
    }
    return {};
  };
  const auto report = exchange::read_tmx(source, sink);
  if (!report) return tl::unexpected(report.error());
  return {};
}

Result<void> add_text(exchange::ByteSource& source, AbbreviationLearner& learner) {
  Progress progress;
  std::string line;
  std::array<char, 1 << 16> buffer;
  while (true) {
    const auto read = source.read(buffer);
    if (!read) return tl::unexpected(read.error());
    if (*read == 0) break;
    progress.show(tr("Reading {1}", {source.name()}), source.consumed(), source.total());
    if (interrupted()) return stopped();
    std::string_view rest(buffer.data(), *read);
    while (!rest.empty()) {
      const std::size_t end = rest.find('\n');
      line += rest.substr(0, end);
      if (end != std::string_view::npos || line.size() >= kMaxLine) {
        learner.add(line);
        line.clear();
      }
      rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    }
  }
  learner.add(line);
  return {};
}

Result<void> add_file(const std::string& file, const std::string& tag,
                      AbbreviationLearner& learner) {
  auto source = open_input(file);
  if (!source) return tl::unexpected(source.error());
  const bool tmx = file.find(".tmx") != std::string::npos || file.find(".TMX") != std::string::npos;
  return tmx ? add_tmx(**source, tag, learner) : add_text(**source, learner);
}

Json to_json(const AbbreviationCandidate& candidate) {
  return {{"word", candidate.word},
          {"with_dot", candidate.with_dot},
          {"without_dot", candidate.without_dot},
          {"goes_on", candidate.goes_on},
          {"score", candidate.score},
          {"example", candidate.example}};
}

}  // namespace

int learn_abbreviations(const Context& context, const std::string& tag,
                        const std::vector<std::string>& files) {
  AbbreviationLearner learner;
  for (const std::string& file : files) {
    const auto added = add_file(file, tag, learner);
    if (!added) return report(added.error());
  }
  const std::vector<AbbreviationCandidate> found = learner.candidates(tag.empty() ? "und" : tag);
  if (context.output() == Output::kJson) {
    Json out = Json::array();
    for (const AbbreviationCandidate& candidate : found) out.push_back(to_json(candidate));
    print(json_document(out));
    return found.empty() ? kNothingFound : kDone;
  }
  for (const AbbreviationCandidate& candidate : found) {
    const std::string line =
        context.output() == Output::kJsonLines
            ? json_line(to_json(candidate))
            : fmt::format("{}\t# {}\n", candidate.word,
                          tr("with a dot {1}, without {2}, goes on {3}; score {4}: {5}",
                             {number(candidate.with_dot), number(candidate.without_dot),
                              number(candidate.goes_on), fmt::format("{:.1f}", candidate.score),
                              candidate.example}));
    if (!print(line)) break;
  }
  return found.empty() ? kNothingFound : kDone;
}

}  // namespace punte::cli
