#ifndef PUNTE_LANGUAGE_IDENTIFY_MODEL_H_
#define PUNTE_LANGUAGE_IDENTIFY_MODEL_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "language/identify_words.h"

namespace punte::language::internal {

struct ModelHeader;  // identify_format.h
struct ModelLayout;

inline constexpr std::uint32_t kModelVersion = 3;
inline constexpr std::size_t kMaxModelBytes = std::size_t{64} << 20;

/// Languages that share a script compete with each other only. They stand side by side.
struct ModelScript {
  std::uint32_t first_language = 0;
  std::uint32_t language_count = 0;
  std::uint32_t order = 0;  ///< longest letter sequence that the model holds for this script
  bool whole_words = false;
};

/// A trained model, mapped into memory; docs/identify.md gives the format of the file.
/// Immutable after opening: any number of threads may use one.
class IdentifyModel {
 public:
  /// The model that Punte was built with.
  static std::shared_ptr<const IdentifyModel> built_in();

  /// Reads and checks a file.
  static base::Result<std::shared_ptr<const IdentifyModel>> open(const std::filesystem::path& path);

  /// Reads a model from memory that the caller keeps, 64-byte aligned. With `check`, damage is
  /// found; without, the bytes must be what the trainer wrote.
  static base::Result<std::shared_ptr<const IdentifyModel>> from_bytes(std::string_view bytes,
                                                                       bool check);

  ~IdentifyModel();
  IdentifyModel(const IdentifyModel&) = delete;
  IdentifyModel& operator=(const IdentifyModel&) = delete;

  [[nodiscard]] const std::vector<std::string>& languages() const { return languages_; }
  [[nodiscard]] const std::vector<float>& biases() const { return biases_; }
  /// Logarithms of how common the languages are among each other, for texts that may be in any.
  [[nodiscard]] const std::vector<float>& priors() const { return priors_; }
  [[nodiscard]] const std::vector<ModelScript>& scripts() const { return scripts_; }
  [[nodiscard]] const CodePointTable& code_points() const { return code_points_; }

  /// Adds the word's weights to `sums`, one for each language of the word's script, in units of
  /// step(). `sums` must have room for kSumRoom numbers. The script must be one of the model's;
  /// `whole_key` is whole_word_key(word), which callers have at hand.
  void add_word(const Word& word, std::uint64_t whole_key, std::int16_t* sums) const;
  static constexpr std::size_t kSumRoom = 256;

  /// A number that no other model of this process has.
  [[nodiscard]] std::uint64_t serial() const { return serial_; }

  [[nodiscard]] float step() const { return step_; }

  /// What scores of a text with so many letters are multiplied by, so that they are calibrated.
  [[nodiscard]] float scale(std::size_t letters) const;

 private:
  IdentifyModel();
  base::Result<void> read(std::string_view bytes, bool check);
  base::Result<void> read_languages(const ModelHeader& header, const std::uint8_t* data,
                                    const ModelLayout& at);
  [[nodiscard]] base::Result<void> check_tables(const ModelHeader& header) const;
  [[nodiscard]] const std::uint8_t* bucket_at(std::uint64_t key) const;
  /// What the table has for a key.
  struct Entry {
    const std::uint8_t* bytes;  ///< null: nothing
    unsigned size;
  };
  [[nodiscard]] Entry find_key(std::uint64_t key) const;
  void add_entry(const Entry& entry, const ModelScript& script, std::int16_t* sums) const;

  std::vector<std::string> languages_;
  std::vector<float> biases_;
  std::vector<float> priors_;
  std::vector<ModelScript> scripts_;  // [class - 1]
  CodePointTable code_points_;
  const std::uint8_t* buckets_ = nullptr;
  std::uint64_t bucket_count_ = 0;
  const std::uint8_t* lists_ = nullptr;
  std::array<std::int16_t, 16> levels_{};
  std::uint64_t serial_ = 0;
  float step_ = 0;
  std::array<float, 16> scales_{};
  void* mapping_ = nullptr;
  std::size_t mapping_size_ = 0;
};

}  // namespace punte::language::internal

#endif  // PUNTE_LANGUAGE_IDENTIFY_MODEL_H_
