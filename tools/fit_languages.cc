// Fits the weights that decide the languages of a page's blocks.
//
//   fit_languages DATA [--roles DIR] [--predict DIR] [--folds N]
//
// DATA is that of train_page; DIR of --roles holds what train_page --predict wrote, so that the
// roles are those that unseen pages would have (else: those of the shipped model). Without
// --predict the weights fitted to all sites are printed. With it the sites are dealt into folds,
// each is judged with weights that were fitted to the others, and DIR/mixed gets what they say.
//
// The aim is the mean of the confidences in right answers less those in wrong ones, each page
// weighing as the root of its blocks; the search walks along one weight at a time.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "language/language_tag.h"
#include "page/languages.h"
#include "page/roles.h"
#include "tools/page_samples.h"

namespace punte::tools {
namespace {

namespace fs = std::filesystem;
using namespace page::internal;
using Json = nlohmann::json;
using page::Block;

struct Field {
  const char* name;
  float LanguageWeights::*value;
  float least;
  float most;
};

// Bounds keep hints hints: most of the pages were made of two, so what their heads say of the rest
// is true more often than on the web, and languages that nobody speaks there are spoken elsewhere.
// LanguageWeights::own_name is not fitted: nearly all pages with such names are of one site.
constexpr std::array<Field, 16> kFields = {{
    {"declared_for_body", &LanguageWeights::declared_for_body, 0.1F, 2},
    {"declared_for_chrome", &LanguageWeights::declared_for_chrome, 0.1F, 12},
    {"locale_for_body", &LanguageWeights::locale_for_body, 0.01F, 2},
    {"locale_for_chrome", &LanguageWeights::locale_for_chrome, 0.01F, 6},
    {"domain_for_body", &LanguageWeights::domain_for_body, 0.01F, 2},
    {"domain_for_chrome", &LanguageWeights::domain_for_chrome, 0.01F, 6},
    {"alternate", &LanguageWeights::alternate, 0.01F, 2},
    {"each_language", &LanguageWeights::each_language, 0.001F, 1},
    {"of_other_group", &LanguageWeights::of_other_group, 0.05F, 10},
    {"own_attribute", &LanguageWeights::own_attribute, 1, 4},
    {"link", &LanguageWeights::link, 1, 4},
    {"sharpness", &LanguageWeights::sharpness, 0.3F, 1},
    {"letters_of_doubt", &LanguageWeights::letters_of_doubt, 0.01F, 20},
    {"least", &LanguageWeights::least, 1e-9F, 0.01F},
    {"neighbour_share", &LanguageWeights::neighbour_share, 0.05F, 0.95F},
    {"neighbour_doubt", &LanguageWeights::neighbour_doubt, 0.5F, 20},
}};

/// A page with the roles of its blocks.
struct Judged {
  const Sample* sample = nullptr;
  std::vector<Block> blocks;
};
using Pages = std::vector<const Judged*>;

std::vector<Block> decide(const Judged& page, const LanguageWeights& weights) {
  std::vector<Block> blocks = page.blocks;
  std::vector<Block> none;
  infer_languages(page.sample->tree, *page.sample->evidence, {}, blocks, none, weights);
  return blocks;
}

double worth(const Pages& pages, const LanguageWeights& weights) {
  double sum = 0;
  double all = 0;
  for (const Judged* page : pages) {
    const std::vector<Block> blocks = decide(*page, weights);
    double right = 0;
    double count = 0;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      const std::string& wanted = page->sample->languages[i];
      if (wanted.empty() || blocks[i].confidence == 0) continue;
      right += language::same_language(blocks[i].language, wanted) ? blocks[i].confidence
                                                                   : -blocks[i].confidence;
      count += 1;
    }
    if (count == 0) continue;
    sum += right / std::sqrt(count);
    all += std::sqrt(count);
  }
  return sum / all;
}

LanguageWeights fit(const Pages& pages) {
  constexpr std::array<float, 4> kSteps = {4.0F, 2.0F, 2.0F, 1.4F};
  LanguageWeights best;
  double most = worth(pages, best);
  for (const float step : kSteps) {
    for (const Field& field : kFields) {
      for (const float factor : {step, 1 / step}) {
        while (true) {
          LanguageWeights next = best;
          next.*field.value = std::clamp(best.*field.value * factor, field.least, field.most);
          const double value = worth(pages, next);
          if (value <= most + 1e-6) break;
          most = value;
          best = next;
        }
      }
    }
    std::fprintf(stderr, "step %.1f: %.5f\n", static_cast<double>(step), most);
  }
  return best;
}

std::vector<Judged> read_roles(const std::vector<Sample>& samples, const fs::path& folder) {
  std::vector<Judged> pages;
  for (const Sample& sample : samples) {
    if (sample.folder != "mixed") continue;
    Judged page{&sample, std::vector<Block>(sample.tree.blocks.size())};
    if (folder.empty()) {
      infer_roles(sample.tree, *sample.evidence, RoleModel::of_html(), page.blocks);
    } else {
      std::ifstream lines(folder / sample.folder / (sample.file + ".jsonl"));
      std::string line;
      for (Block& block : page.blocks) {
        if (!std::getline(lines, line)) {
          std::fprintf(stderr, "%s: other blocks\n", sample.file.c_str());
          std::exit(2);
        }
        const std::string role = Json::parse(line)["role"].get<std::string>();
        for (const page::Role one :
             {page::Role::kBody, page::Role::kChrome, page::Role::kTitle, page::Role::kOther}) {
          if (page::role_name(one) == role) block.role = one;
        }
      }
    }
    pages.push_back(std::move(page));
  }
  return pages;
}

void write(const Judged& page, const LanguageWeights& weights, const fs::path& folder) {
  const std::vector<Block> blocks = decide(page, weights);
  fs::create_directories(folder / page.sample->folder);
  std::ofstream out(folder / page.sample->folder / (page.sample->file + ".jsonl"));
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    out << Json{{"text", page.sample->tree.blocks[i].text.text},
                {"lang", blocks[i].language},
                {"role", page::role_name(blocks[i].role)},
                {"confidence", blocks[i].confidence}}
               .dump(-1, ' ', false, Json::error_handler_t::replace)
        << '\n';
  }
}

int run(const std::vector<std::string>& arguments) {
  fs::path roles;
  fs::path predict;
  std::size_t folds = 5;
  for (std::size_t i = 1; i + 1 < arguments.size(); i += 2) {
    if (arguments[i] == "--roles") roles = arguments[i + 1];
    if (arguments[i] == "--predict") predict = arguments[i + 1];
    if (arguments[i] == "--folds") folds = std::max(2, std::atoi(arguments[i + 1].c_str()));
  }
  const std::vector<Sample> samples = read_samples(arguments[0]);
  const std::vector<Judged> pages = read_roles(samples, roles);
  const auto show = [](const LanguageWeights& weights) {
    for (const Field& field : kFields) {
      std::printf("%s = %.4g\n", field.name, static_cast<double>(weights.*field.value));
    }
  };
  if (predict.empty()) {
    Pages all;
    for (const Judged& page : pages) all.push_back(&page);
    show(fit(all));
    return 0;
  }
  for (std::size_t fold = 0; fold < folds; ++fold) {
    Pages seen;
    Pages held;
    for (const Judged& page : pages) {
      (fold_of(page.sample->site, folds, 0) == fold ? held : seen).push_back(&page);
    }
    const LanguageWeights weights = fit(seen);
    std::printf("fold %zu: %.5f, unfitted %.5f\n", fold, worth(held, weights), worth(held, {}));
    show(weights);
    for (const Judged* page : held) write(*page, weights, predict);
  }
  return 0;
}

}  // namespace
}  // namespace punte::tools

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: fit_languages DATA [--roles DIR] [--predict DIR] [--folds N]\n");
    return 2;
  }
  return punte::tools::run({argv + 1, argv + argc});
}
