#ifndef PUNTE_TM_SITE_STORE_H_
#define PUNTE_TM_SITE_STORE_H_

#include <filesystem>
#include <optional>
#include <string>

#include "base/result.h"

namespace punte::tm {

/// What is known of the pages of a site, kept in the memory's file; page::SiteMemory reads the
/// bytes. nullopt: nothing. Errors: kNotFound (no memory), kBusy, kIo.
[[nodiscard]] base::Result<std::optional<std::string>> load_site(
    const std::filesystem::path& memory, const std::string& site);

/// In place of what was known. Makes the memory if there is none. Errors: kBusy, kIo.
[[nodiscard]] base::Result<void> save_site(const std::filesystem::path& memory,
                                           const std::string& site, const std::string& bytes);

}  // namespace punte::tm

#endif  // PUNTE_TM_SITE_STORE_H_
