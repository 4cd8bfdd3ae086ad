#ifndef PUNTE_JOB_ALTERNATES_H_
#define PUNTE_JOB_ALTERNATES_H_

#include <string>
#include <string_view>
#include <vector>

namespace punte::job {

/// The pages that a page names as its versions in other languages (elements with hreflang and
/// href), resolved against `base`, its own path or URL. Any bytes; at most 1000; cost: linear.
[[nodiscard]] std::vector<std::string> alternates_of(std::string_view html,
                                                     const std::string& base);

/// A reference resolved against a URL or path: dots are followed, query and fragment of paths cut.
[[nodiscard]] std::string resolve(std::string_view reference, std::string_view base);

}  // namespace punte::job

#endif  // PUNTE_JOB_ALTERNATES_H_
