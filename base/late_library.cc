#include "base/late_library.h"

#include <dlfcn.h>

namespace punte::base::internal {

void* load_library(const char* file) { return ::dlopen(file, RTLD_NOW | RTLD_LOCAL); }

void* find_symbol(void* library, const char* name) { return ::dlsym(library, name); }

}  // namespace punte::base::internal
