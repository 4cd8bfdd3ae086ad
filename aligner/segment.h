#ifndef PUNTE_ALIGNER_SEGMENT_H_
#define PUNTE_ALIGNER_SEGMENT_H_

#include <string>
#include <vector>

namespace punte::aligner {

/// A segment with what stands around it.
struct Segment {
  std::string text;
  /// Short names that mean the same on both sides: the element that it opens ("h2"), the kinds of
  /// its inline codes ("link"). They are evidence like words; how much it counts is learnt.
  std::vector<std::string> marks;
};

}  // namespace punte::aligner

#endif  // PUNTE_ALIGNER_SEGMENT_H_
