#ifndef PUNTE_BASE_LATE_LIBRARY_H_
#define PUNTE_BASE_LATE_LIBRARY_H_

#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace punte::base {

/// A shared library that is loaded when it is first needed and then stays. For what few commands
/// need: the dynamic linker takes as long for libarchive, libxlsxwriter and what they bring along
/// as for all the rest. `Api` is a struct of pointers to the functions that are used, of the types
/// that the library's headers declare:
///
///     using Archive = LateLibrary<ArchiveApi>;
///     constexpr std::array kFunctions = {
///         Archive::symbol<&ArchiveApi::read_new>("archive_read_new"), ...};
///     constexpr Archive kArchive("libarchive.so.13", kFunctions);
///     static const std::unique_ptr<const ArchiveApi> api = kArchive.load();
///
/// Linking checks nothing of it, so each needs a test that nothing is missing().
template <typename Api>
class LateLibrary {
 public:
  struct Symbol {
    const char* name;
    void (*set)(Api&, void*);
  };
  /// The function called `name` goes into `member`.
  template <auto member>
  [[nodiscard]] static constexpr Symbol symbol(const char* name) {
    return {name, [](Api& api, void* address) { assign(api.*member, address); }};
  }

  /// `file` as the dynamic linker knows it; both must outlive the object.
  constexpr LateLibrary(const char* file, std::span<const Symbol> symbols)
      : file_(file), symbols_(symbols) {}

  [[nodiscard]] const char* file() const { return file_; }

  /// Loads the library. Null: it is not there, or lacks a function.
  /// Cost: some milliseconds at the first call. Any thread.
  [[nodiscard]] std::unique_ptr<Api> load() const {
    auto api = std::make_unique<Api>();
    return bind(*api).empty() ? std::move(api) : nullptr;
  }

  /// The file if it cannot be loaded, else the functions that it lacks.
  [[nodiscard]] std::vector<std::string> missing() const {
    Api api;
    return bind(api);
  }

 private:
  template <typename Function>
  static void assign(Function*& function, void* address) {
    function = reinterpret_cast<Function*>(address);
  }
  [[nodiscard]] std::vector<std::string> bind(Api& api) const;

  const char* file_;
  std::span<const Symbol> symbols_;
};

namespace internal {
/// dlopen() and dlsym(); null where there is no such thing.
[[nodiscard]] void* load_library(const char* file);
[[nodiscard]] void* find_symbol(void* library, const char* name);
}  // namespace internal

template <typename Api>
std::vector<std::string> LateLibrary<Api>::bind(Api& api) const {
  void* const library = internal::load_library(file_);
  if (library == nullptr) return {file_};
  std::vector<std::string> out;
  for (const Symbol& symbol : symbols_) {
    void* const address = internal::find_symbol(library, symbol.name);
    if (address == nullptr) {
      out.emplace_back(symbol.name);
    } else {
      symbol.set(api, address);
    }
  }
  return out;
}

}  // namespace punte::base

#endif  // PUNTE_BASE_LATE_LIBRARY_H_
