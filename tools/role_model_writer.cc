#include "tools/role_model_writer.h"

#include <algorithm>
#include <bit>
#include <cstdint>

#include "page/role_model_file.h"

namespace punte::tools {
namespace {

using namespace page::internal;

void put(std::string& out, std::uint32_t value) {
  for (int shift = 0; shift < 32; shift += 8) out += static_cast<char>(value >> shift & 0xFF);
}
void put(std::string& out, float value) { put(out, std::bit_cast<std::uint32_t>(value)); }

void write(const Forest& forest, std::string& out) {
  put(out, forest.start);
  put(out, static_cast<std::uint32_t>(forest.trees.size()));
  for (const Forest::DecisionTree& tree : forest.trees) {
    for (const std::uint8_t feature : tree.feature) out += static_cast<char>(feature);
    for (const float limit : tree.limit) put(out, limit);
    for (const float leaf : tree.leaf) put(out, leaf);
  }
}

}  // namespace

std::string write_role_model(const RoleModel& model) {
  std::string body;
  put(body, static_cast<std::uint32_t>(model.tokens.size()));
  for (const auto& [token, weight] : model.tokens) {
    put(body, token);
    const float steps = std::clamp(weight / kTokenStep, -127.0F, 127.0F);
    body += static_cast<char>(static_cast<std::int8_t>(steps));
  }
  write(model.first, body);
  write(model.second, body);
  std::string out(kModelMagic);
  put(out, kModelVersion);
  put(out, model_checksum(body));
  return out + body;
}

}  // namespace punte::tools
