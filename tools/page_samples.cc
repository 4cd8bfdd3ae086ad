#include "tools/page_samples.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <string_view>
#include <utility>

#include "exchange/stream.h"
#include "language/text.h"
#include "page/block_measures.h"
#include "page/compact.h"
#include "page/decode.h"
#include "page/page.h"
#include "page/tree_reader.h"

namespace punte::tools {
namespace {

namespace fs = std::filesystem;
using namespace page::internal;
using Json = nlohmann::json;

constexpr double kSnippetWeight = 0.03;
constexpr double kMostWeight = 0.3;
constexpr double kHalfBody = 0.6;  // of a block's word sequences must be in the body

std::string read_all(const fs::path& path) {
  auto source = exchange::open_source(path);
  if (!source) {
    std::fprintf(stderr, "%s: cannot be read\n", path.c_str());
    std::exit(2);
  }
  std::string out;
  std::vector<char> buffer(1 << 16);
  while (true) {
    const auto got = (*source)->read(buffer);
    if (!got || *got == 0) return out;
    out.append(buffer.data(), *got);
  }
}

std::vector<Json> read_lines(const fs::path& path) {
  std::vector<Json> out;
  std::istringstream lines(read_all(path));
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty()) out.push_back(Json::parse(line));
  }
  return out;
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return text;
}

/// "https://www.kleinezeitung.at/x" and the publisher "at/KleineZeitung_2025_06_30" are one site.
std::string site_of(const Json& page) {
  const auto text = [&](const char* key) {
    return page.contains(key) && page[key].is_string() ? page[key].get<std::string>()
                                                       : std::string();
  };
  std::string name = text("url");
  if (name.empty()) name = text("template");
  if (name.empty()) name = text("id");
  if (name.starts_with("creativecommons") || name.starts_with("w3c/")) {
    return name.substr(0, name.find('/'));
  }
  if (name.starts_with("trafilatura tests ")) name = name.substr(18);
  if (name.starts_with("fundus:")) name = name.substr(7);
  if (name.starts_with("recipe-scrapers:")) name = "http://" + name.substr(16);
  if (const std::size_t at = name.find("://"); at != std::string::npos) {
    std::string host = name.substr(at + 3);
    host = host.substr(0, host.find('/'));
    // The label before the public suffix, well enough.
    std::vector<std::string> labels;
    std::istringstream parts(host);
    for (std::string part; std::getline(parts, part, '.');) labels.push_back(part);
    std::size_t at_label = labels.size() < 2 ? 0 : labels.size() - 2;
    if (at_label > 0 && labels[at_label].size() <= 3) --at_label;
    return labels.empty() ? host : lower(labels[at_label]);
  }
  if (const std::size_t slash = name.find('/'); slash != std::string::npos) {
    name = name.substr(slash + 1);
    return lower(name.substr(0, name.find('_')));
  }
  // "echte-demokratie-jetzt.de.blog.html"
  return lower(name.substr(0, name.find('.')));
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  const auto flush = [&] {
    if (!word.empty()) words.push_back(std::exchange(word, {}));
  };
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t start = i;
    const char32_t c = language::next_code_point(text, i);
    const std::string_view piece = text.substr(start, i - start);
    if (c >= 0x3040 && c < 0xFB00 && !(c >= 0xAC00 && c < 0xD7A4)) {
      flush();
      words.emplace_back(piece);
    } else if (!skeleton(piece).empty()) {
      word += piece;
    } else if (c != 0xAD && c != 0x200B) {
      flush();
    }
  }
  flush();
  return words;
}

bool load(const fs::path& data, Sample& sample) {
  auto decoded = decode(read_all(data / sample.folder / sample.file));
  if (!decoded) return false;
  const page::ExtractOptions options;
  sample.tree =
      read_tree(compact(decoded->text, {options.max_depth, options.max_attributes}), decoded->text);
  sample.evidence = std::make_unique<Evidence>(sample.tree);
  sample.labels.assign(sample.tree.blocks.size(), Label::kUnknown);
  sample.weights.assign(sample.tree.blocks.size(), 0.0F);
  sample.languages.assign(sample.tree.blocks.size(), {});
  return true;
}

/// Blocks of the gold in the order of ours: the longest common subsequence of equal texts.
void label_mixed(const Json& gold, Sample& sample) {
  const auto& theirs = gold["blocks"];
  std::vector<std::string> a;
  std::vector<std::string> b;
  for (const auto& block : theirs) a.push_back(skeleton(block["text"].get<std::string>()));
  for (const auto& block : sample.tree.blocks) b.push_back(skeleton(block.text.text));
  std::vector<std::vector<std::uint16_t>> longest(a.size() + 1,
                                                  std::vector<std::uint16_t>(b.size() + 1, 0));
  for (std::size_t i = a.size(); i-- > 0;) {
    for (std::size_t j = b.size(); j-- > 0;) {
      longest[i][j] = a[i] == b[j] ? static_cast<std::uint16_t>(longest[i + 1][j + 1] + 1)
                                   : std::max(longest[i + 1][j], longest[i][j + 1]);
    }
  }
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a[i] == b[j]) {
      const auto& role = theirs[i]["role"];
      if (role == "body") sample.labels[j] = Label::kBody;
      if (role == "chrome") sample.labels[j] = Label::kChrome;
      const std::string language = theirs[i]["lang"].get<std::string>();
      if (language != "und") sample.languages[j] = language;
      ++i;
      ++j;
    } else if (longest[i + 1][j] >= longest[i][j + 1]) {
      ++i;
    } else {
      ++j;
    }
  }
}

std::set<std::string> sequences_of(const std::vector<std::string>& words, std::size_t length) {
  std::set<std::string> out;
  for (std::size_t i = 0; i + length <= words.size(); ++i) {
    std::string sequence;
    for (std::size_t k = i; k < i + length; ++k) sequence += words[k] + ' ';
    out.insert(std::move(sequence));
  }
  return out;
}

void label_body(const Json& gold, Sample& sample) {
  constexpr std::size_t kLength = 4;
  const std::string body = gold["body"].get<std::string>();
  const std::set<std::string> known = sequences_of(words_of(body), kLength);
  std::set<std::string> lines;
  std::istringstream stream(body);
  for (std::string line; std::getline(stream, line);) lines.insert(skeleton(line));
  for (std::size_t i = 0; i < sample.tree.blocks.size(); ++i) {
    const std::string& text = sample.tree.blocks[i].text.text;
    const std::set<std::string> mine = sequences_of(words_of(text), kLength);
    bool is_body = lines.count(skeleton(text)) != 0;
    if (!mine.empty()) {
      const auto found = std::count_if(mine.begin(), mine.end(),
                                       [&](const auto& one) { return known.count(one) != 0; });
      is_body = static_cast<double>(found) >= kHalfBody * static_cast<double>(mine.size());
    }
    sample.labels[i] = is_body ? Label::kBody : Label::kChrome;
  }
}

void label_snippets(const Json& gold, Sample& sample) {
  for (const auto& [key, label] :
       {std::pair{"without", Label::kChrome}, std::pair{"with", Label::kBody}}) {
    for (const auto& snippet : gold[key]) {
      const std::string wanted = skeleton(snippet.get<std::string>());
      if (wanted.empty()) continue;
      for (std::size_t i = 0; i < sample.tree.blocks.size(); ++i) {
        if (skeleton(sample.tree.blocks[i].text.text).find(wanted) == std::string::npos) continue;
        sample.labels[i] = label;
        sample.weights[i] = static_cast<float>(kSnippetWeight);
      }
    }
  }
}

/// A block weighs what its words are of the page's body, for that is what a wrong answer costs.
void weigh(Sample& sample) {
  double body = 0;
  std::vector<double> size;
  for (std::size_t i = 0; i < sample.labels.size(); ++i) {
    size.push_back(static_cast<double>(letters_in(sample.tree.blocks[i].text.text)));
    if (sample.labels[i] == Label::kBody) body += size[i];
  }
  for (std::size_t i = 0; i < sample.labels.size(); ++i) {
    if (sample.labels[i] == Label::kUnknown) continue;
    sample.weights[i] = static_cast<float>(std::min((size[i] + 10) / (body + 300), kMostWeight));
  }
}

}  // namespace

std::vector<Sample> read_samples(const fs::path& data) {
  std::vector<Sample> samples;
  const auto add = [&](const char* folder, const Json& gold, auto&& label) {
    Sample sample;
    sample.folder = folder;
    sample.file = gold["file"].get<std::string>();
    sample.site = site_of(gold);
    if (!load(data, sample)) return;
    label(gold, sample);
    samples.push_back(std::move(sample));
  };
  for (const Json& gold : read_lines(data / "mixed/gold.jsonl.gz")) {
    add("mixed", gold, [](const Json& page, Sample& sample) {
      label_mixed(page, sample);
      weigh(sample);
    });
  }
  for (const Json& gold : read_lines(data / "body/gold.jsonl")) {
    add("body", gold, [](const Json& page, Sample& sample) {
      label_body(page, sample);
      weigh(sample);
    });
  }
  for (const Json& gold : read_lines(data / "body/snippets.jsonl")) {
    add("body", gold, label_snippets);
  }
  return samples;
}

std::size_t fold_of(const std::string& site, std::size_t folds, std::uint32_t salt) {
  const std::uint32_t hash = token_hash(site + std::to_string(salt)) * 2654435761U;
  return (hash >> 8) % folds;
}

}  // namespace punte::tools
