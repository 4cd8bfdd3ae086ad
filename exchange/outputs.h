#ifndef PUNTE_EXCHANGE_OUTPUTS_H_
#define PUNTE_EXCHANGE_OUTPUTS_H_

#include <cstdint>
#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "exchange/stream.h"

namespace punte::exchange {

/// The files of one run or request, and the only way to write any. Never overwritten are a file
/// that is read, one in a folder that is read, the memory in use, a file that another result goes
/// to, and any database, which may be a memory. It is one file whatever names it: another spelling,
/// a symbolic link or a second hard link. Devices and pipes can be read and written at will.
/// Cost: some calls of the system a file, however many there are. Threads: one.
class Outputs {
 public:
  /// Notes a file or folder that is read. Errors: kInvalidArgument where a result goes to it.
  [[nodiscard]] base::Result<void> reads(const std::filesystem::path& path);

  /// Notes the memory in use, whether it is there yet or not. Errors: kInvalidArgument where a
  /// result goes to it.
  [[nodiscard]] base::Result<void> uses_memory(const std::filesystem::path& path);

  /// Notes a file that will be written, before any work is done. Errors: kInvalidArgument where it
  /// must not be.
  [[nodiscard]] base::Result<void> will_write(const std::filesystem::path& path);

  /// Opens a file to be written, once; whether will_write() was told of it before or not, what it
  /// says holds. What is written is packed where the name ends so (.gz, .xz, .bz2, .zst, .zip), but
  /// not into devices. Nothing is seen of it before ByteSink::commit(). Errors: kInvalidArgument;
  /// kNotFound (the folder), kIo, kUnsupported (a directory).
  [[nodiscard]] base::Result<std::unique_ptr<ByteSink>> create(const std::filesystem::path& path);

 private:
  /// A file whatever it is called. What is not there yet is known by its path alone.
  struct Key {
    std::pair<std::uint64_t, std::uint64_t> file = {};  ///< device and number; 0: not there
    std::string path;                                   ///< absolute, links followed
  };
  class Keys {
   public:
    void add(const Key& key);
    [[nodiscard]] bool has(const Key& key) const;

   private:
    std::set<std::pair<std::uint64_t, std::uint64_t>> files_;
    std::set<std::string> paths_;
  };
  [[nodiscard]] static Key key_of(const std::filesystem::path& path);
  [[nodiscard]] static bool is_below(const Key& file, const Key& folder);
  [[nodiscard]] base::Result<void> check(const std::filesystem::path& path, const Key& key) const;

  Keys inputs_;
  std::vector<Key> input_folders_;
  Keys memories_;
  Keys outputs_;
  std::vector<std::pair<std::filesystem::path, Key>> output_list_;
  std::set<std::string> created_;  // of the outputs, by path
};

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_OUTPUTS_H_
