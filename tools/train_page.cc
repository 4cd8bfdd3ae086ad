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
#include <nlohmann/json.hpp>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "page/features.h"
#include "page/inference.h"
#include "tools/boosted_trees.h"
#include "tools/page_samples.h"

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
