#ifndef PUNTE_EXCHANGE_LATE_LIBRARY_H_
#define PUNTE_EXCHANGE_LATE_LIBRARY_H_

#include <dlfcn.h>

namespace punte::exchange {

/// A shared library that is loaded when it is first needed and stays: libarchive, libxlsxwriter and
/// what hangs on them take as long to load as all the rest, and most commands need neither.
class LateLibrary {
 public:
  explicit LateLibrary(const char* file) : handle_(::dlopen(file, RTLD_NOW | RTLD_LOCAL)) {}

  /// Sets `function` to the library's function of that name, or leaves it.
  template <typename Function>
  void bind(Function*& function, const char* name) {
    void* const address = handle_ == nullptr ? nullptr : ::dlsym(handle_, name);
    if (address == nullptr) {
      complete_ = false;
    } else {
      function = reinterpret_cast<Function*>(address);
    }
  }
  /// False: the library is not there, or is another one.
  [[nodiscard]] bool complete() const { return complete_; }

 private:
  void* handle_;
  bool complete_ = true;
};

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_LATE_LIBRARY_H_
