#include "job/work_ids.h"

#include <fmt/format.h>

#include <charconv>
#include <map>
#include <system_error>
#include <utility>

#include "base/hash.h"
#include "job/page_segments.h"

namespace punte::job::internal {

using language::CodeKind;
using language::InlineCode;
using language::MarkedText;

namespace {

/// Written into work files: do not change.
std::string fingerprint(std::string_view text) { return fmt::format("{:016x}", base::fnv1a(text)); }

}  // namespace

std::string WorkId::str() const { return fmt::format("{}{}.{}-{}", kind, block, number, text); }

std::optional<WorkId> WorkId::parse(std::string_view id) {
  WorkId out;
  const char* const end = id.data() + id.size();
  if (!id.starts_with('b') && !id.starts_with('a')) return std::nullopt;
  out.kind = id.front();
  const auto block = std::from_chars(id.data() + 1, end, out.block);
  if (block.ec != std::errc() || block.ptr == end || *block.ptr != '.') return std::nullopt;
  const auto number = std::from_chars(block.ptr + 1, end, out.number);
  if (number.ec != std::errc() || number.ptr == end || *number.ptr != '-') return std::nullopt;
  out.text.assign(number.ptr + 1, end);
  if (out.str() != id || out.text.size() != 16) return std::nullopt;
  return out;
}

std::vector<WorkId> block_ids(const page::Page& page) {
  std::vector<WorkId> out;
  std::size_t blocks = 0;
  std::size_t plain = 0;
  for (const page::Block& block : page.blocks) {
    WorkId id;
    if (is_plain(block)) {
      id = {'a', plain++, 0, fingerprint("@" + block.text.text)};
    } else {
      id = {'b', blocks++, 0, fingerprint(block.text.text)};
    }
    out.push_back(std::move(id));
  }
  return out;
}

std::string page_fingerprint(std::string_view bytes) { return "punte:" + fingerprint(bytes); }

void number_codes(MarkedText& text) {
  std::map<std::string, std::string> open;  // link of a pair, by its id
  std::size_t number = 0;
  for (InlineCode& code : text.codes) {
    const auto partner = open.find(code.id);
    if (code.kind == CodeKind::kClose && partner != open.end()) {
      code.link = partner->second;
      open.erase(partner);
      continue;
    }
    code.link = std::to_string(++number);
    if (code.kind == CodeKind::kOpen) open[code.id] = code.link;
  }
}

}  // namespace punte::job::internal
