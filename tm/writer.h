#ifndef PUNTE_TM_WRITER_H_
#define PUNTE_TM_WRITER_H_

#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>

#include "base/result.h"
#include "tm/unit.h"

namespace punte::tm {

/// What became of one unit given to a Writer.
enum class AddOutcome {
  kAdded,      ///< new
  kMerged,     ///< the same texts were there: dates, properties and notes were joined
  kUnchanged,  ///< nothing new in it
};

/// Changes units in one transaction, which is one change of the memory's history. All of it is
/// there after commit(), none of it before; a Writer that is destroyed without commit() leaves the
/// memory as it was. It must not outlive its memory, which must stay where it is meanwhile, and a
/// memory has one Writer at a time.
class Writer {
 public:
  /// What each kind of memory does in its own way; Writer says what is expected.
  class Work {
   public:
    virtual ~Work() = default;
    virtual base::Result<AddOutcome> add(const Unit& unit, std::string_view origin) = 0;
    virtual base::Result<bool> replace(const Unit& unit) = 0;
    virtual base::Result<bool> erase(std::int64_t id) = 0;
    virtual base::Result<void> commit() = 0;
    virtual std::int64_t change() const = 0;
    virtual std::int64_t last() const = 0;
  };

  /// For memories: see Memory::begin().
  explicit Writer(std::unique_ptr<Work> work) : work_(std::move(work)) {}

  /// `origin` names where the unit comes from (a file's name without folders).
  [[nodiscard]] base::Result<AddOutcome> add(const Unit& unit, std::string_view origin) {
    return work_->add(unit, origin);
  }

  /// The number of the unit that add() added last, or joined with what it was given; 0: none yet.
  [[nodiscard]] std::int64_t last() const { return work_->last(); }

  /// Puts `unit` in the place of the stored unit unit.id, whose origin stays. False: there is no
  /// such unit, or it is the same already.
  [[nodiscard]] base::Result<bool> replace(const Unit& unit) { return work_->replace(unit); }

  /// False: there is no such unit.
  [[nodiscard]] base::Result<bool> erase(std::int64_t id) { return work_->erase(id); }

  [[nodiscard]] base::Result<void> commit() { return work_->commit(); }

  /// The number in the memory's history; 0 before commit() and where nothing was changed.
  [[nodiscard]] std::int64_t change() const { return work_->change(); }

 private:
  std::unique_ptr<Work> work_;
};

}  // namespace punte::tm

#endif  // PUNTE_TM_WRITER_H_
