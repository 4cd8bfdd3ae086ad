#include "page/role_model.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <utility>

#include "page/role_model_file.h"

extern "C" {
extern const char punte_role_model_begin[];
extern const char punte_role_model_end[];
extern const char punte_text_role_model_begin[];
extern const char punte_text_role_model_end[];
}

namespace punte::page::internal {
namespace {

using base::ErrorCode;

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

namespace {

RoleModel part_of_program(const char* begin, const char* end, ModelShape shape) {
  auto model = RoleModel::read({begin, static_cast<std::size_t>(end - begin)}, shape);
  assert(model);  // the file is a part of the program
  return model ? std::move(*model) : RoleModel();
}

}  // namespace

const RoleModel& RoleModel::of_html() {
  static const RoleModel kModel =
      part_of_program(punte_role_model_begin, punte_role_model_end, kHtmlModel);
  return kModel;
}

const RoleModel& RoleModel::of_text() {
  static const RoleModel kModel =
      part_of_program(punte_text_role_model_begin, punte_text_role_model_end, kTextModel);
  return kModel;
}

base::Result<RoleModel> RoleModel::read(std::string_view bytes, ModelShape shape) {
  if (bytes.size() < kModelHead + 4 || !bytes.starts_with(kModelMagic)) {
    return base::fail(ErrorCode::kSyntax, PUNTE_MSG("this is no model of roles"));
  }
  Reader reader(bytes.substr(kModelMagic.size()));
  if (reader.number() != kModelVersion) {
    return base::fail(ErrorCode::kTooNew,
                      PUNTE_MSG("the model of roles was made by a newer version"));
  }
  const auto corrupt = [] {
    return base::fail(ErrorCode::kCorrupt, PUNTE_MSG("the model of roles is damaged"));
  };
  if (reader.number() != model_checksum(bytes.substr(kModelHead))) return corrupt();
  RoleModel model;
  const std::size_t count = reader.number();
  if (reader.left() / 5 < count) return corrupt();
  model.tokens.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t token = reader.number();
    model.tokens.emplace_back(
        token, static_cast<float>(static_cast<std::int8_t>(reader.byte())) * kTokenStep);
  }
  if (!read_forest(reader, shape.first, model.first) ||
      !read_forest(reader, shape.second, model.second) || reader.left() != 0) {
    return corrupt();
  }
  return model;
}

}  // namespace punte::page::internal
