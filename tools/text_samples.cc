#include "tools/text_samples.h"

#include <memory>
#include <string>
#include <utility>

#include "page/block_measures.h"

namespace punte::tools {
namespace {

using namespace page::internal;

bool is_in_markdown(const std::string& name) {
  return is_heading(name) || name == "li" || name == "td" || name == "th" || name == "blockquote";
}

Sample as_text(const Sample& page, bool markdown) {
  Sample text;
  text.folder = page.folder;
  text.file = page.file;
  text.site = page.site;
  text.labels = page.labels;
  text.weights = page.weights;
  text.languages = page.languages;
  text.tree.is_text = true;
  text.tree.names.emplace_back();
  text.tree.elements.push_back({0, "text", 0, 0, {}, 0, {}});
  for (const RawBlock& block : page.tree.blocks) {
    RawBlock line;
    line.text = block.text;
    line.element = text.tree.elements.size();
    line.name = markdown && is_in_markdown(block.name) ? block.name : "p";
    if (markdown) line.link_bytes = block.link_bytes;
    text.tree.elements.push_back({0, "p", 0, 0, {}, 0, {}});
    text.tree.blocks.push_back(std::move(line));
  }
  text.evidence = std::make_unique<Evidence>(text.tree);
  return text;
}

}  // namespace

std::vector<Sample> text_samples(const std::vector<Sample>& pages) {
  std::vector<Sample> texts;
  texts.reserve(2 * pages.size());
  for (const Sample& page : pages) {
    texts.push_back(as_text(page, false));
    texts.push_back(as_text(page, true));
  }
  return texts;
}

}  // namespace punte::tools
