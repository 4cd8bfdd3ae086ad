#include "page/role_model.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <limits>

#include "page/features.h"

extern "C" {
extern const char punte_role_model_begin[];
extern const char punte_role_model_end[];
}

namespace punte::page::internal {
namespace {

using base::ErrorCode;

// On disk: do not change without a new version. Numbers are little-endian.
constexpr std::string_view kMagic = "PunteRol";
constexpr std::uint32_t kVersion = 1;
constexpr std::size_t kHead = 16;  // magic, version, checksum of the rest
constexpr float kTokenStep = 1.0F / 32;

std::uint32_t checksum(std::string_view bytes) {
  std::uint32_t hash = 2166136261U;
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  return hash;
}

void put(std::string& out, std::uint32_t value) {
  for (int shift = 0; shift < 32; shift += 8) out += static_cast<char>(value >> shift & 0xFF);
}
void put(std::string& out, float value) { put(out, std::bit_cast<std::uint32_t>(value)); }

class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}
  [[nodiscard]] std::size_t left() const { return bytes_.size(); }
  std::uint8_t byte() {
    const auto value = static_cast<std::uint8_t>(bytes_.front());
    bytes_.remove_prefix(1);
    return value;
  }
  std::uint32_t number() {
    std::uint32_t value = 0;
    for (int shift = 0; shift < 32; shift += 8) value |= std::uint32_t{byte()} << shift;
    return value;
  }
  float real() { return std::bit_cast<float>(number()); }

 private:
  std::string_view bytes_;
};

void write(const Forest& forest, std::string& out) {
  put(out, forest.start);
  put(out, static_cast<std::uint32_t>(forest.trees.size()));
  for (const Forest::DecisionTree& tree : forest.trees) {
    for (const std::uint8_t feature : tree.feature) out += static_cast<char>(feature);
    for (const float limit : tree.limit) put(out, limit);
    for (const float leaf : tree.leaf) put(out, leaf);
  }
}

bool read_forest(Reader& reader, std::size_t features, Forest& forest) {
  constexpr std::size_t kTreeBytes = Forest::kNodes * 5 + Forest::kLeaves * 4;
  if (reader.left() < 8) return false;
  forest.start = reader.real();
  const std::size_t count = reader.number();
  if (reader.left() / kTreeBytes < count) return false;
  forest.trees.resize(count);
  for (Forest::DecisionTree& tree : forest.trees) {
    for (std::uint8_t& feature : tree.feature) {
      feature = reader.byte();
      if (feature >= features) return false;
    }
    for (float& limit : tree.limit) limit = reader.real();
    for (float& leaf : tree.leaf) leaf = reader.real();
  }
  return true;
}

}  // namespace

float Forest::score(std::span<const float> row) const {
  float sum = start;
  for (const DecisionTree& tree : trees) {
    std::size_t node = 0;
    while (node < kNodes) node = 2 * node + (row[tree.feature[node]] <= tree.limit[node] ? 1 : 2);
    sum += tree.leaf[node - kNodes];
  }
  return sum;
}

float RoleModel::token_weight(std::uint32_t token) const {
  const auto at = std::lower_bound(
      tokens.begin(), tokens.end(), token,
      [](const auto& entry, std::uint32_t wanted) { return entry.first < wanted; });
  return at != tokens.end() && at->first == token ? at->second : 0;
}

const RoleModel& RoleModel::built_in() {
  static const RoleModel kModel = [] {
    const std::string_view bytes(
        punte_role_model_begin,
        static_cast<std::size_t>(punte_role_model_end - punte_role_model_begin));
    auto model = read(bytes);
    assert(model);  // the file is a part of the program
    return model ? std::move(*model) : RoleModel();
  }();
  return kModel;
}

base::Result<RoleModel> RoleModel::read(std::string_view bytes) {
  if (bytes.size() < kHead + 4 || !bytes.starts_with(kMagic)) {
    return base::fail(ErrorCode::kSyntax, PUNTE_MSG("this is no model of roles"));
  }
  Reader reader(bytes.substr(kMagic.size()));
  if (reader.number() != kVersion) {
    return base::fail(ErrorCode::kTooNew,
                      PUNTE_MSG("the model of roles was made by a newer version"));
  }
  const auto corrupt = [] {
    return base::fail(ErrorCode::kCorrupt, PUNTE_MSG("the model of roles is damaged"));
  };
  if (reader.number() != checksum(bytes.substr(kHead))) return corrupt();
  RoleModel model;
  const std::size_t count = reader.number();
  if (reader.left() / 5 < count) return corrupt();
  model.tokens.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t token = reader.number();
    model.tokens.emplace_back(
        token, static_cast<float>(static_cast<std::int8_t>(reader.byte())) * kTokenStep);
  }
  if (!read_forest(reader, kFirstFeatures, model.first) ||
      !read_forest(reader, kSecondFeatures, model.second) || reader.left() != 0) {
    return corrupt();
  }
  return model;
}

std::string RoleModel::write() const {
  std::string body;
  put(body, static_cast<std::uint32_t>(tokens.size()));
  for (const auto& [token, weight] : tokens) {
    put(body, token);
    const float steps = std::clamp(weight / kTokenStep, -127.0F, 127.0F);
    body += static_cast<char>(static_cast<std::int8_t>(steps));
  }
  internal::write(first, body);
  internal::write(second, body);
  std::string out(kMagic);
  put(out, kVersion);
  put(out, checksum(body));
  return out + body;
}

}  // namespace punte::page::internal
