#ifndef PUNTE_TOOLS_IDENTIFY_MODEL_WRITER_H_
#define PUNTE_TOOLS_IDENTIFY_MODEL_WRITER_H_

#include <array>
#include <cstdint>
#include <string>
#include <vector>

// Writes the file of a model, for the trainer and for tests of its reader.
namespace punte::language::internal {

/// What a model is made of.
struct ModelSource {
  struct Language {
    std::string tag;
    float bias = 0;
    float prior = 0;
  };
  struct Script {
    std::vector<Language> languages;
    std::uint32_t order = 0;
    bool whole_words = false;
  };
  struct Weight {
    std::uint8_t language = 0;  ///< place among the languages of the script
    std::int8_t weight = 0;     ///< in steps, not 0
  };
  struct Sequence {
    std::uint64_t key = 0;
    std::uint32_t script = 0;
    std::vector<Weight> weights;  ///< by language
  };
  std::vector<Script> scripts;
  std::vector<Sequence> sequences;
  std::vector<std::uint16_t> page_of;
  std::vector<std::uint32_t> entries;
  float step = 0;
  std::array<float, 16> scales{};
};

/// Sixteen numbers, ascending, that stand for weights with the least squared error that Lloyd's
/// method finds; those themselves where there are no more. histogram[w + 128]: how often weight w
/// comes.
[[nodiscard]] std::array<std::int8_t, 16> find_levels(const std::array<double, 256>& histogram);
[[nodiscard]] unsigned nearest_level(const std::array<std::int8_t, 16>& levels, int weight);

/// The bytes of a model file.
[[nodiscard]] std::string write_identify_model(const ModelSource& source);

/// Puts the checksum of changed bytes into their header, so that tests can forge a model that only
/// the other checks can refuse. Bytes that are shorter than a header stay as they are.
void sign_identify_model(std::string& bytes);

}  // namespace punte::language::internal

#endif  // PUNTE_TOOLS_IDENTIFY_MODEL_WRITER_H_
