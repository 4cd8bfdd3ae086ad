// Holds the parser of pages against tree-construction tests in the format of html5lib:
//   html5_trees FOLDER [--list]
// FOLDER has the *.dat files. Prints how many trees are as the standard wants them, in how many the
// text of the document is at least, and in how many the blocks of the page are the same whether it
// was compacted before it was parsed or not; --list names those that are not. Left out: fragments
// (pages are whole documents), doctypes and what only holds with scripts switched on.

#include <gumbo.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "page/compact.h"
#include "page/decode.h"
#include "page/tree.h"
#include "page/tree_reader.h"

namespace {

namespace fs = std::filesystem;
using punte::page::internal::Compact;

struct Case {
  std::string name;  ///< file and number
  std::string data;
  std::string tree;
  bool fragment = false;
  bool scripts = false;
};

std::vector<Case> cases_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  std::vector<Case> cases;
  std::string* part = nullptr;
  std::string ignored;
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    const std::string_view line = std::string_view(text).substr(start, end - start);
    start = end + 1;
    if (line == "#data" && (cases.empty() || part == nullptr || part != &cases.back().data)) {
      cases.push_back({path.filename().string() + ":" + std::to_string(cases.size() + 1), {}, {}});
      part = &cases.back().data;
    } else if (line == "#errors" || line == "#new-errors") {
      part = &ignored;
    } else if (line == "#document-fragment" && !cases.empty()) {
      cases.back().fragment = true;
      part = &ignored;
    } else if (line == "#script-on" && !cases.empty()) {
      cases.back().scripts = true;
    } else if (line == "#document" && !cases.empty()) {
      part = &cases.back().tree;
    } else if (part != nullptr) {
      *part += std::string(line) + "\n";
    }
  }
  for (Case& one : cases) {
    if (!one.data.empty()) one.data.pop_back();
    while (one.tree.ends_with("\n\n")) one.tree.pop_back();
  }
  return cases;
}

const char* space_of(GumboNamespaceEnum space) {
  return space == GUMBO_NAMESPACE_SVG ? "svg " : space == GUMBO_NAMESPACE_MATHML ? "math " : "";
}

std::string attribute_of(const GumboAttribute& attribute) {
  std::string_view name = attribute.name;
  const char* space = "";
  switch (attribute.attr_namespace) {
    case GUMBO_ATTR_NAMESPACE_NONE:
      break;
    case GUMBO_ATTR_NAMESPACE_XLINK:
      space = "xlink ";
      break;
    case GUMBO_ATTR_NAMESPACE_XML:
      space = "xml ";
      break;
    case GUMBO_ATTR_NAMESPACE_XMLNS:
      space = "xmlns ";
      break;
  }
  return std::string(space) + std::string(name) + "=\"" + attribute.value + "\"";
}

std::string name_of(const GumboElement& element) {
  std::string name;
  if (element.tag != GUMBO_TAG_UNKNOWN) {
    name = gumbo_normalized_tagname(element.tag);
    GumboStringPiece piece = element.original_tag;
    if (element.tag_namespace == GUMBO_NAMESPACE_SVG && piece.data != nullptr) {
      gumbo_tag_from_original_text(&piece);
      if (const char* const cased = gumbo_normalize_svg_tagname(&piece)) name = cased;
    }
    return name;
  }
  GumboStringPiece piece = element.original_tag;
  gumbo_tag_from_original_text(&piece);
  name.assign(piece.data, piece.length);
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  if (element.tag_namespace == GUMBO_NAMESPACE_SVG) {
    if (const char* const cased = gumbo_normalize_svg_tagname(&piece)) name = cased;
  }
  return name;
}

/// Writes the nodes in the form of the tests; the text alone into `text`.
void dump(const GumboVector& children, std::size_t depth, std::string& out, std::string& text) {
  const std::string indent = "| " + std::string(2 * depth, ' ');
  for (unsigned i = 0; i < children.length; ++i) {
    const GumboNode& node = *static_cast<const GumboNode*>(children.data[i]);
    switch (node.type) {
      case GUMBO_NODE_DOCUMENT:
        break;
      case GUMBO_NODE_TEXT:
      case GUMBO_NODE_WHITESPACE:
      case GUMBO_NODE_CDATA: {
        // What the parser gives in pieces is one node of the tree.
        std::string joined;
        for (;; ++i) {
          joined += static_cast<const GumboNode*>(children.data[i])->v.text.text;
          if (i + 1 == children.length) break;
          const auto type = static_cast<const GumboNode*>(children.data[i + 1])->type;
          if (type != GUMBO_NODE_TEXT && type != GUMBO_NODE_WHITESPACE &&
              type != GUMBO_NODE_CDATA) {
            break;
          }
        }
        out += indent + "\"" + joined + "\"\n";
        text += joined;
        break;
      }
      case GUMBO_NODE_COMMENT:
        out += indent + "<!-- " + node.v.text.text + " -->\n";
        break;
      case GUMBO_NODE_ELEMENT:
      case GUMBO_NODE_TEMPLATE: {
        const GumboElement& element = node.v.element;
        out += indent + "<" + space_of(element.tag_namespace) + name_of(element) + ">\n";
        std::vector<std::string> attributes;
        for (unsigned k = 0; k < element.attributes.length; ++k) {
          attributes.push_back(
              attribute_of(*static_cast<const GumboAttribute*>(element.attributes.data[k])));
        }
        std::sort(attributes.begin(), attributes.end());
        for (const std::string& attribute : attributes) out += indent + "  " + attribute + "\n";
        const bool holds = node.type == GUMBO_NODE_TEMPLATE;
        if (holds) out += indent + "  content\n";
        dump(element.children, depth + (holds ? 2 : 1), out, text);
        break;
      }
    }
  }
}

/// Without the doctype, which no page is read by.
std::string without_doctype(std::string tree) {
  const std::size_t start = tree.find("| <!DOCTYPE");
  if (start != std::string::npos) tree.erase(start, tree.find('\n', start) + 1 - start);
  return tree;
}

/// The text of a tree in the form of the tests: its lines in quotation marks.
std::string text_of(const std::string& tree) {
  std::string out;
  bool inside = false;
  for (std::size_t start = 0; start < tree.size();) {
    const std::size_t end = std::min(tree.find('\n', start), tree.size());
    std::string_view line = std::string_view(tree).substr(start, end - start);
    start = end + 1;
    if (!inside) {
      if (!line.starts_with("| ")) continue;
      line.remove_prefix(std::min(line.find_first_not_of(' ', 1), line.size()));
      if (!line.starts_with('"')) continue;
      line.remove_prefix(1);
    } else {
      out += '\n';
    }
    inside = !line.ends_with('"');
    if (!inside) line.remove_suffix(1);
    out += line;
  }
  return out;
}

std::vector<std::string> blocks_of(const Compact& compact, std::string_view page) {
  std::vector<std::string> out;
  for (const auto& block : punte::page::internal::read_tree(compact, page).blocks) {
    out.push_back(block.path + " " + block.text.text);
  }
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  const bool list = argc == 3 && std::string_view(argv[2]) == "--list";
  if (argc != 2 && !list) {
    std::fprintf(stderr, "usage: html5_trees FOLDER [--list]\n");
    return 2;
  }
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(argv[1])) {
    if (entry.path().extension() == ".dat") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  std::size_t all = 0;
  std::size_t left_out = 0;
  std::size_t same_tree = 0;
  std::size_t same_text = 0;
  std::size_t same_blocks = 0;
  for (const fs::path& file : files) {
    for (const Case& one : cases_of(file)) {
      if (one.fragment || one.scripts) {
        ++left_out;
        continue;
      }
      ++all;
      GumboOptions options = kGumboDefaultOptions;
      options.max_errors = 0;
      GumboOutput* const output =
          gumbo_parse_with_options(&options, one.data.c_str(), one.data.size());
      std::string tree;
      std::string text;
      dump(output->document->v.document.children, 0, tree, text);
      gumbo_destroy_output(&kGumboDefaultOptions, output);
      const bool tree_fits = tree == without_doctype(one.tree);
      const bool text_fits = tree_fits || text == text_of(one.tree);
      same_tree += tree_fits ? 1 : 0;
      same_text += text_fits ? 1 : 0;
      const auto decoded = punte::page::internal::decode(one.data);
      bool blocks_fit = true;
      if (decoded) {
        Compact plain;
        plain.html = decoded->text;
        plain.page_size = plain.html.size();
        plain.runs = {{0, 0, false}};
        const Compact compact = punte::page::internal::compact(decoded->text, {512, 256});
        blocks_fit = blocks_of(plain, decoded->text) == blocks_of(compact, decoded->text);
      }
      same_blocks += blocks_fit ? 1 : 0;
      if (list && !(tree_fits && blocks_fit)) {
        std::printf("%s%s%s\n%s\n", one.name.c_str(),
                    tree_fits   ? ""
                    : text_fits ? " tree"
                                : " text",
                    blocks_fit ? "" : " blocks", one.data.c_str());
      }
    }
  }
  std::printf(
      "%zu cases, %zu left out: %zu trees, %zu texts as the standard wants; blocks of %zu "
      "the same compacted\n",
      all, left_out, same_tree, same_text, same_blocks);
  return 0;
}
