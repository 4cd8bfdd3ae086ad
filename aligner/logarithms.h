#ifndef PUNTE_ALIGNER_LOGARITHMS_H_
#define PUNTE_ALIGNER_LOGARITHMS_H_

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "aligner/weights.h"

// Logarithms by table, for the innermost loops. Evidence of words is kept in steps of kLogStep.
namespace punte::aligner::internal {

/// log(e^a + e^b). In double: the sums of a long text are too large for a float to tell its paths
/// apart. By a table of log(1 + e^-x), straight between its points: 5e-7 off at most.
inline double log_add(double a, double b) {
  constexpr double kPoints = 256;  // for each unit of x
  constexpr double kFar = 18;      // where the smaller number no longer counts
  static const auto kMore = [] {
    std::array<double, static_cast<std::size_t>(kPoints * kFar) + 2> more{};
    for (std::size_t i = 0; i < more.size(); ++i) {
      more[i] = std::log1p(std::exp(-static_cast<double>(i) / kPoints));
    }
    return more;
  }();
  if (a < b) std::swap(a, b);
  const double apart = a - b;
  if (!(apart < kFar)) return a;
  const double point = apart * kPoints;
  const auto at = static_cast<std::size_t>(point);
  return a + kMore[at] + (point - static_cast<double>(at)) * (kMore[at + 1] - kMore[at]);
}

/// log(e^a + e^b) of numbers in kLogStep.
inline int add_steps(int a, int b) {
  static const std::array<std::int8_t, 64> kMore = [] {
    std::array<std::int8_t, 64> more{};
    for (std::size_t d = 0; d < more.size(); ++d) {
      more[d] = static_cast<std::int8_t>(std::lround(
          std::log1p(std::exp(-static_cast<double>(kLogStep) * static_cast<double>(d))) /
          static_cast<double>(kLogStep)));
    }
    return more;
  }();
  const int high = std::max(a, b);
  const int apart = high - std::min(a, b);
  return apart < 64 ? high + kMore[static_cast<std::size_t>(apart)] : high;
}

/// log(x) in kLogStep, rounded, of a positive number. By the exponent and the first eight bits of
/// the mantissa, which is exact to a thirtieth of a step.
inline std::int8_t log_steps(double x) {
  constexpr int kLeast = 127 - 24;  // biased exponents of what fits
  constexpr int kExponents = 48;
  static const std::array<std::int8_t, std::size_t{kExponents}* 256> kLogs = [] {
    std::array<std::int8_t, std::size_t{kExponents} * 256> logs{};
    for (std::size_t i = 0; i < logs.size(); ++i) {
      const double middle = std::ldexp(1 + (static_cast<double>(i % 256) + 0.5) / 256,
                                       static_cast<int>(i / 256) + kLeast - 127);
      logs[i] = static_cast<std::int8_t>(
          std::clamp(std::lround(std::log(middle) / static_cast<double>(kLogStep)), -127L, 127L));
    }
    return logs;
  }();
  const auto bits = static_cast<std::int32_t>(std::bit_cast<std::uint32_t>(static_cast<float>(x)));
  const std::int32_t at = (bits >> 15) - kLeast * 256;
  return kLogs[static_cast<std::size_t>(std::clamp(at, 0, kExponents * 256 - 1))];
}

/// log(count) of 0 (taken for 1) to kMostRun segments, in kLogStep.
inline constexpr std::array<int, kMostRun + 1> kLogOf = {0, 0, 6, 9, 11};

}  // namespace punte::aligner::internal

#endif  // PUNTE_ALIGNER_LOGARITHMS_H_
