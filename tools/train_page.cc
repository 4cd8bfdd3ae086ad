// Trains the model that tells body from chrome.
//
//   train_page DATA MODEL [--predict DIR] [--folds N]
//
// DATA holds mixed/gold.jsonl.gz, body/gold.jsonl and body/snippets.jsonl with their pages. With
// --predict no model is written for good: the sites are dealt into folds, each fold is judged by a
// model that saw none of its sites, and DIR/mixed and DIR/body get what it says of each page, a
// block a line, as `punte detect --jsonl` would. The same folder gives the same bytes.

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "exchange/stream.h"
#include "language/text.h"
#include "page/compact.h"
#include "page/decode.h"
#include "page/features.h"
#include "page/inference.h"
#include "tools/boosted_trees.h"

namespace punte::tools {
namespace {

namespace fs = std::filesystem;
using namespace page::internal;
using Json = nlohmann::json;

constexpr std::size_t kInnerFolds = 4;
constexpr double kTokenRate = 0.1;    // AdaGrad
constexpr double kTokenRidge = 2e-3;  // pulls weights of tokens to 0
constexpr int kTokenRounds = 12;
constexpr std::size_t kLeastSites = 3;  // that must have a token
constexpr std::size_t kMostAncestors = 8;
constexpr double kSnippetWeight = 0.03;
constexpr double kMostWeight = 0.3;
constexpr double kHalfBody = 0.6;  // of a block's word sequences must be in the body

enum class Label : std::uint8_t { kUnknown, kBody, kChrome };

struct Sample {
  std::string folder;  // "mixed", "body"
  std::string file;
  std::string site;
  Tree tree;
  std::unique_ptr<Evidence> evidence;
  std::vector<Label> labels;
  std::vector<float> weights;
};

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
      read_tree(compact(decoded->text, options.max_depth, options.max_attributes), decoded->text);
  sample.evidence = std::make_unique<Evidence>(sample.tree);
  sample.labels.assign(sample.tree.blocks.size(), Label::kUnknown);
  sample.weights.assign(sample.tree.blocks.size(), 0.0F);
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

using Pages = std::vector<const Sample*>;

/// Logistic regression over the words of class names on the way to the root.
std::vector<std::pair<std::uint32_t, float>> train_tokens(const Pages& pages) {
  struct Row {
    std::vector<std::uint32_t> tokens;
    double weight = 0;
    bool body = false;
  };
  std::vector<Row> rows;
  std::unordered_map<std::uint32_t, std::set<std::string_view>> sites;
  double total = 0;
  for (const Sample* page : pages) {
    for (std::size_t i = 0; i < page->labels.size(); ++i) {
      if (page->labels[i] == Label::kUnknown) continue;
      Row row;
      const RawBlock& block = page->tree.blocks[i];
      row.tokens = block.tokens;
      std::size_t level = 0;
      for (std::size_t e = block.element; level < kMostAncestors;
           e = page->tree.elements[e].parent, ++level) {
        const auto& own = page->tree.names[page->tree.elements[e].names].tokens;
        row.tokens.insert(row.tokens.end(), own.begin(), own.end());
        if (e == page->tree.elements[e].parent) break;
      }
      row.weight = static_cast<double>(page->weights[i]);
      row.body = page->labels[i] == Label::kBody;
      total += row.weight;
      for (const std::uint32_t token : row.tokens) sites[token].insert(page->site);
      rows.push_back(std::move(row));
    }
  }
  std::unordered_map<std::uint32_t, std::pair<double, double>> weights;  // weight, squares
  for (const auto& [token, where] : sites) {
    if (where.size() >= kLeastSites) weights[token] = {0, 0.1};
  }
  std::mt19937 random(7);
  const double mean = total / static_cast<double>(std::max<std::size_t>(rows.size(), 1));
  double start = 0;
  double start_squares = 0.1;
  for (int round = 0; round < kTokenRounds; ++round) {
    std::shuffle(rows.begin(), rows.end(), random);
    for (const Row& row : rows) {
      double score = start;
      for (const std::uint32_t token : row.tokens) {
        if (const auto at = weights.find(token); at != weights.end()) score += at->second.first;
      }
      const double error =
          (1 / (1 + std::exp(-score)) - (row.body ? 1 : 0)) * std::min(row.weight / mean, 20.0);
      const auto step = [&](double& weight, double& squares) {
        const double gradient = error + kTokenRidge * weight;
        squares += gradient * gradient;
        weight -= kTokenRate * gradient / std::sqrt(squares);
      };
      step(start, start_squares);
      for (const std::uint32_t token : row.tokens) {
        if (const auto at = weights.find(token); at != weights.end()) {
          step(at->second.first, at->second.second);
        }
      }
    }
  }
  std::vector<std::pair<std::uint32_t, float>> out;
  for (const auto& [token, weight] : weights) {
    if (std::abs(weight.first) >= 0.05) {
      out.emplace_back(token, static_cast<float>(std::clamp(weight.first, -3.9, 3.9)));
    }
  }
  std::sort(out.begin(), out.end());
  return out;
}

void append(Samples& samples, const Sample& page, const FeatureTable& table) {
  for (std::size_t i = 0; i < page.labels.size(); ++i) {
    if (page.labels[i] == Label::kUnknown) continue;
    const auto row = table.row(i);
    samples.values.insert(samples.values.end(), row.begin(), row.end());
    samples.label.push_back(page.labels[i] == Label::kBody ? 1 : 0);
    samples.weight.push_back(page.weights[i]);
  }
}

std::vector<float> judge(const Forest& forest, const FeatureTable& table, std::size_t rows) {
  std::vector<float> out(rows);
  for (std::size_t i = 0; i < rows; ++i) out[i] = forest.score(table.row(i));
  return out;
}

/// What later rounds learn from are answers on pages that the earlier rounds did not see.
RoleModel train(const Pages& pages, std::uint32_t salt) {
  Samples second;
  second.columns = kSecondFeatures;
  std::vector<RoleModel> inner(kInnerFolds);
  std::vector<Pages> held(kInnerFolds);
  for (std::size_t fold = 0; fold < kInnerFolds; ++fold) {
    Pages seen;
    for (const Sample* page : pages) {
      (fold_of(page->site, kInnerFolds, salt) == fold ? held[fold] : seen).push_back(page);
    }
    inner[fold].tokens = train_tokens(seen);
  }
  std::vector<Samples> first_of(kInnerFolds);
  for (std::size_t fold = 0; fold < kInnerFolds; ++fold) {
    first_of[fold].columns = kFirstFeatures;
    for (const Sample* page : held[fold]) {
      append(first_of[fold], *page, first_features(page->tree, inner[fold]));
    }
  }
  const auto join = [&](std::size_t without) {
    Samples all;
    all.columns = kFirstFeatures;
    for (std::size_t fold = 0; fold < kInnerFolds; ++fold) {
      if (fold == without) continue;
      const Samples& part = first_of[fold];
      all.values.insert(all.values.end(), part.values.begin(), part.values.end());
      all.label.insert(all.label.end(), part.label.begin(), part.label.end());
      all.weight.insert(all.weight.end(), part.weight.begin(), part.weight.end());
    }
    return all;
  };
  for (std::size_t fold = 0; fold < kInnerFolds; ++fold) {
    const Forest forest = boost(join(fold), {});
    for (const Sample* page : held[fold]) {
      const FeatureTable table = first_features(page->tree, inner[fold]);
      append(second, *page,
             second_features(page->tree, *page->evidence, table,
                             judge(forest, table, page->labels.size())));
    }
  }
  RoleModel model;
  model.tokens = train_tokens(pages);
  model.first = boost(join(kInnerFolds), {});
  model.second = boost(second, {});
  return model;
}

void write_predictions(const Sample& sample, const RoleModel& model, const fs::path& folder) {
  Tree tree = sample.tree;
  const page::Page page = infer(tree, {}, model);
  fs::create_directories(folder / sample.folder);
  std::ofstream out(folder / sample.folder / (sample.file + ".jsonl"));
  for (const page::Block& block : page.blocks) {
    out << Json{{"text", block.text.text},
                {"lang", block.language},
                {"role", page::role_name(block.role)},
                {"role_confidence", block.role_confidence}}
               .dump(-1, ' ', false, Json::error_handler_t::replace)
        << '\n';
  }
}

int run(const std::vector<std::string>& arguments) {
  fs::path predict;
  std::size_t folds = 5;
  for (std::size_t i = 2; i + 1 < arguments.size(); i += 2) {
    if (arguments[i] == "--predict") predict = arguments[i + 1];
    if (arguments[i] == "--folds") folds = std::max(2, std::atoi(arguments[i + 1].c_str()));
  }
  const std::vector<Sample> samples = read_samples(arguments[0]);
  std::set<std::string> sites;
  for (const Sample& sample : samples) sites.insert(sample.site);
  std::fprintf(stderr, "%zu pages of %zu sites\n", samples.size(), sites.size());
  if (!predict.empty()) {
    for (std::size_t fold = 0; fold < folds; ++fold) {
      Pages seen;
      for (const Sample& sample : samples) {
        if (fold_of(sample.site, folds, 0) != fold) seen.push_back(&sample);
      }
      const RoleModel model = train(seen, 1);
      for (const Sample& sample : samples) {
        if (fold_of(sample.site, folds, 0) == fold) write_predictions(sample, model, predict);
      }
      std::fprintf(stderr, "fold %zu\n", fold);
    }
    return 0;
  }
  Pages all;
  for (const Sample& sample : samples) all.push_back(&sample);
  std::ofstream(arguments[1], std::ios::binary) << train(all, 1).write();
  return 0;
}

}  // namespace
}  // namespace punte::tools

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: train_page DATA MODEL [--predict DIR] [--folds N]\n");
    return 2;
  }
  return punte::tools::run({argv + 1, argv + argc});
}
