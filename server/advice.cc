#include "server/advice.h"

namespace punte::server {

const char* advice_for(base::Remedy remedy) {
  using base::Remedy;
  switch (remedy) {
    case Remedy::kNameMemory:
      return PUNTE_MSG("name it as “memory”");
    case Remedy::kNameLanguages:
      return PUNTE_MSG("name the languages as “from” and “to”");
    case Remedy::kNameFormat:
      return PUNTE_MSG("name the format as “format”");
    case Remedy::kRecover:
      return PUNTE_MSG("with “recover=true” what is whole is read, and the rest left out");
    case Remedy::kAddFiles:
      return PUNTE_MSG("“punte import” reads such files, all languages together");
    case Remedy::kUpdateMemory:
      return PUNTE_MSG("“punte tm optimize” brings it up to date");
    case Remedy::kRepairMemory:
      return PUNTE_MSG("“punte tm check --repair” saves what can be read");
    case Remedy::kUseProposal:
      return PUNTE_MSG("did you mean “{1}”?");
    case Remedy::kNone:
    case Remedy::kMakeMemory:
    case Remedy::kNameColumns:
    case Remedy::kRaiseLimit:
    case Remedy::kImport:
    case Remedy::kMakeToken:
    case Remedy::kNameOtherFile:
    case Remedy::kFetchPage:
    case Remedy::kOpenMemory:
      break;
  }
  return nullptr;
}

}  // namespace punte::server
