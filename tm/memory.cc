#include "tm/memory.h"

namespace punte::tm {

Result<void> Memory::for_each(
    const UnitFilter& filter,
    const std::function<Result<void>(const Unit&, std::string_view)>& visit) const {
  return for_each(filter, UnitVisitor([&](const Unit& unit, std::string_view origin) {
                    return visit(unit, origin).map([] { return true; });
                  }));
}

Result<void> Memory::for_each(const UnitFilter& filter,
                              const std::function<Result<void>(const Unit&)>& visit) const {
  return for_each(filter, UnitVisitor([&](const Unit& unit, std::string_view) {
                    return visit(unit).map([] { return true; });
                  }));
}

}  // namespace punte::tm
