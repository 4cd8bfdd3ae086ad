#include "page/inference.h"

#include <unordered_set>
#include <utility>

#include "page/constants.h"
#include "page/evidence.h"
#include "page/languages.h"
#include "page/roles.h"
#include "page/url.h"

namespace punte::page::internal {
namespace {

/// Those of texts that stand beside them: a picture's text in the article is no chrome.
void roles_of_attributes(const Tree& tree, const std::vector<Block>& blocks,
                         std::vector<Block>& attributes) {
  for (std::size_t i = 0; i < attributes.size(); ++i) {
    const RawAttribute& raw = tree.attributes[i];
    Block& attribute = attributes[i];
    attribute.role = raw.role;
    attribute.role_confidence = 0.9;
    if (raw.role != Role::kBody) continue;
    attribute.role = Role::kChrome;
    attribute.role_confidence = 0.5;
    for (const std::size_t near : {raw.before, raw.before - 1}) {
      if (near >= blocks.size() || tree.blocks[near].element != raw.block.element) continue;
      attribute.role = blocks[near].role == Role::kChrome ? Role::kChrome : Role::kOther;
      attribute.role_confidence = blocks[near].role_confidence;
      break;
    }
  }
}

void move_into(RawBlock& raw, Block& block) {
  block.text = std::move(raw.text);
  block.path = std::move(raw.path);
  block.pieces = std::move(raw.pieces);
  block.breaks = std::move(raw.breaks);
  block.kept = std::move(raw.kept);
  block.code_places = std::move(raw.code_places);
  block.tag = raw.tag;
  block.hidden = (raw.hints & kHidden) != 0;
  block.translatable = raw.translatable;
  block.syntax = raw.syntax;
}

/// Puts blocks of one group that follow one another under an element of their own: in a text those
/// are a block's neighbours, which share its language as a rule.
void group_text(Tree& tree, const std::vector<Block>& blocks) {
  const auto is_body = [&](std::size_t i) {
    return blocks[i].role == Role::kBody || blocks[i].role == Role::kTitle;
  };
  std::size_t parent = 0;
  std::size_t size = 0;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (size == 0 || size == kTextNeighbours || is_body(i) != is_body(i - 1)) {
      parent = tree.elements.size();
      tree.elements.push_back({0, "text", 0, 0, {}, 0, {}});
      size = 0;
    }
    ++size;
    tree.elements[tree.blocks[i].element].parent = parent;
  }
}

std::vector<Alternate> alternates_of(const PageHints& hints, const std::string& url) {
  const std::string base = hints.base.empty() ? url : resolve_url(hints.base, url);
  std::vector<Alternate> out;
  std::unordered_set<std::string> seen;
  for (const auto& [tag, written] : hints.versions) {
    const std::string_view reference = without_fragment(written);
    if (reference.empty()) continue;
    std::string address = resolve_url(reference, base);
    if (seen.insert(address).second) out.push_back({tag, std::move(address)});
  }
  return out;
}

}  // namespace

Page infer(Tree& tree, const ExtractOptions& options, const RoleModel& model) {
  Page page;
  page.title = tree.title;
  page.declared_language = tree.declared_language;
  page.address = options.url.empty() ? tree.hints.address : options.url;
  page.authors = tree.hints.authors;
  page.published = tree.hints.published;
  page.site = tree.hints.site;
  if (!tree.hints.descriptions.empty()) page.description = tree.hints.descriptions.front();
  page.alternates = alternates_of(tree.hints, options.url);
  page.line_width = tree.line_width;
  if (!options.attributes) tree.attributes.clear();
  std::vector<Block> blocks(tree.blocks.size());
  std::vector<Block> attributes(tree.attributes.size());
  const Evidence evidence(tree);
  if (tree.is_text) {
    infer_text_roles(tree, evidence, model, blocks);
    group_text(tree, blocks);
  } else {
    infer_roles(tree, evidence, model, blocks);
  }
  roles_of_attributes(tree, blocks, attributes);
  infer_languages(tree, evidence, options, blocks, attributes);
  page.blocks.reserve(blocks.size() + attributes.size());
  std::size_t next = 0;
  for (std::size_t i = 0; i <= blocks.size(); ++i) {
    for (; next < attributes.size() && (tree.attributes[next].before <= i || i == blocks.size());
         ++next) {
      attributes[next].attribute = std::move(tree.attributes[next].attribute);
      move_into(tree.attributes[next].block, attributes[next]);
      page.blocks.push_back(std::move(attributes[next]));
    }
    if (i == blocks.size()) break;
    move_into(tree.blocks[i], blocks[i]);
    page.blocks.push_back(std::move(blocks[i]));
  }
  return page;
}

}  // namespace punte::page::internal
