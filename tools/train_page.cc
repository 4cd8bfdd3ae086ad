// Trains the models that tell body from chrome: that of HTML, and with --text that of texts.
//
//   train_page DATA MODEL [--predict DIR] [--folds N] [--text] [--half tune|check]
//
// DATA holds mixed/gold.jsonl.gz, body/gold.jsonl and body/snippets.jsonl with their pages. With
// --predict no model is written for good: the sites are dealt into folds, each fold is judged by a
// model that saw none of its sites, and DIR/mixed and DIR/body get what it says of each page, a
// block a line, as `punte detect --jsonl` would. Texts are read from DATA/text-*/FILE.txt, as
// make_text.py writes them, and judged by the model that has not seen their sites; the answers are
// in DIR/text-*. With --half the sites are dealt in two: with "tune" only the one half is used, by
// folds, with "check" the other is judged by a model of the first. The same folder gives the same
// bytes.

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
#include "page/text_features.h"
#include "page/text_reader.h"
#include "tools/boosted_trees.h"
#include "tools/page_samples.h"
#include "tools/role_model_writer.h"
#include "tools/text_samples.h"

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

FeatureTable first_of(const Sample& page, const RoleModel& model) {
  return page.tree.is_text ? first_text_features(page.tree) : first_features(page.tree, model);
}

FeatureTable second_of(const Sample& page, const FeatureTable& first,
                       const std::vector<float>& judgement) {
  return page.tree.is_text ? second_text_features(page.tree, *page.evidence, first, judgement)
                           : second_features(page.tree, *page.evidence, first, judgement);
}

/// What later rounds learn from are answers on pages that the earlier rounds did not see.
RoleModel train(const Pages& pages, std::uint32_t salt) {
  const bool is_text = pages.front()->tree.is_text;
  const ModelShape shape = is_text ? kTextModel : kHtmlModel;
  Samples second;
  second.columns = shape.second;
  std::vector<RoleModel> inner(kInnerFolds);
  std::vector<Pages> held(kInnerFolds);
  for (std::size_t fold = 0; fold < kInnerFolds; ++fold) {
    Pages seen;
    for (const Sample* page : pages) {
      (fold_of(page->site, kInnerFolds, salt) == fold ? held[fold] : seen).push_back(page);
    }
    if (!is_text) inner[fold].tokens = train_tokens(seen);
  }
  std::vector<Samples> first(kInnerFolds);
  for (std::size_t fold = 0; fold < kInnerFolds; ++fold) {
    first[fold].columns = shape.first;
    for (const Sample* page : held[fold]) append(first[fold], *page, first_of(*page, inner[fold]));
  }
  const auto join = [&](std::size_t without) {
    Samples all;
    all.columns = shape.first;
    for (std::size_t fold = 0; fold < kInnerFolds; ++fold) {
      if (fold == without) continue;
      const Samples& part = first[fold];
      all.values.insert(all.values.end(), part.values.begin(), part.values.end());
      all.label.insert(all.label.end(), part.label.begin(), part.label.end());
      all.weight.insert(all.weight.end(), part.weight.begin(), part.weight.end());
    }
    return all;
  };
  for (std::size_t fold = 0; fold < kInnerFolds; ++fold) {
    const Forest forest = boost(join(fold), {});
    for (const Sample* page : held[fold]) {
      const FeatureTable table = first_of(*page, inner[fold]);
      append(second, *page, second_of(*page, table, judge(forest, table, page->labels.size())));
    }
  }
  RoleModel model;
  if (!is_text) model.tokens = train_tokens(pages);
  model.first = boost(join(kInnerFolds), {});
  model.second = boost(second, {});
  return model;
}

void write_page(const page::Page& page, const fs::path& file) {
  fs::create_directories(file.parent_path());
  std::ofstream out(file);
  for (const page::Block& block : page.blocks) {
    out << Json{{"text", block.text.text},
                {"lang", block.language},
                {"role", page::role_name(block.role)},
                {"role_confidence", block.role_confidence}}
               .dump(-1, ' ', false, Json::error_handler_t::replace)
        << '\n';
  }
}

/// All that were made of a page by make_text.py.
void predict_texts(const Sample& sample, const RoleModel& model, const fs::path& data,
                   const fs::path& folder) {
  for (const auto& entry : fs::directory_iterator(data)) {
    const fs::path name = entry.path().filename();
    const fs::path file = entry.path() / (sample.file + ".txt");
    if (!name.string().starts_with("text-") || !fs::exists(file)) continue;
    std::ifstream in(file, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    Tree tree = read_text(text, false);
    write_page(infer(tree, {}, model), folder / name / (sample.file + ".jsonl"));
  }
}

void predict(const Sample& sample, const RoleModel& model, const fs::path& data,
             const fs::path& folder) {
  if (sample.tree.is_text) {
    predict_texts(sample, model, data, folder);
    return;
  }
  Tree tree = sample.tree;
  write_page(infer(tree, {}, model), folder / sample.folder / (sample.file + ".jsonl"));
}

constexpr std::uint32_t kHalvesSalt = 540;

/// Judges each page by a model that saw nothing of its site.
void cross_validate(const std::vector<Sample>& samples, std::size_t folds, const fs::path& data,
                    const fs::path& folder) {
  for (std::size_t fold = 0; fold < folds; ++fold) {
    Pages seen;
    for (const Sample& sample : samples) {
      if (fold_of(sample.site, folds, 0) != fold) seen.push_back(&sample);
    }
    const RoleModel model = train(seen, 1);
    for (const Sample& sample : samples) {
      if (fold_of(sample.site, folds, 0) == fold) predict(sample, model, data, folder);
    }
    std::fprintf(stderr, "fold %zu\n", fold);
  }
}

int run(const std::vector<std::string>& arguments) {
  fs::path folder;
  std::size_t folds = 5;
  bool text = false;
  std::string half;
  for (std::size_t i = 2; i < arguments.size(); ++i) {
    const std::string next = i + 1 < arguments.size() ? arguments[i + 1] : "";
    if (arguments[i] == "--predict") folder = next;
    if (arguments[i] == "--folds") folds = std::max(2, std::atoi(next.c_str()));
    if (arguments[i] == "--half") half = next;
    if (arguments[i] == "--text") text = true;
  }
  const fs::path data = arguments[0];
  std::vector<Sample> samples = read_samples(data);
  if (text) samples = text_samples(samples);
  std::vector<Sample> checked;
  if (!half.empty()) {
    std::vector<Sample> tuned;
    for (Sample& sample : samples) {
      (fold_of(sample.site, 2, kHalvesSalt) == 0 ? tuned : checked).push_back(std::move(sample));
    }
    samples = std::move(tuned);
  }
  std::set<std::string> sites;
  for (const Sample& sample : samples) sites.insert(sample.site);
  std::fprintf(stderr, "%zu pages of %zu sites\n", samples.size(), sites.size());
  if (!folder.empty() && half != "check") {
    cross_validate(samples, folds, data, folder);
    return 0;
  }
  Pages all;
  for (const Sample& sample : samples) all.push_back(&sample);
  const RoleModel model = train(all, 1);
  for (const Sample& sample : checked) predict(sample, model, data, folder);
  if (half.empty()) std::ofstream(arguments[1], std::ios::binary) << write_role_model(model);
  return 0;
}

}  // namespace
}  // namespace punte::tools

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr,
                 "usage: train_page DATA MODEL [--predict DIR] [--folds N] [--text] "
                 "[--half tune|check]\n");
    return 2;
  }
  return punte::tools::run({argv + 1, argv + argc});
}
