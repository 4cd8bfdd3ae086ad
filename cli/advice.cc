#include "cli/advice.h"

namespace punte::cli {

const char* advice_for(base::Remedy remedy) {
  using base::Remedy;
  switch (remedy) {
    case Remedy::kNone:
      break;
    case Remedy::kNameMemory:
      return PUNTE_MSG("name the memory's file with --tm");
    case Remedy::kMakeMemory:
      return PUNTE_MSG("“punte import” makes a memory");
    case Remedy::kUpdateMemory:
      return PUNTE_MSG("“punte tm optimize” brings it up to date");
    case Remedy::kRepairMemory:
      return PUNTE_MSG("“punte tm check --repair” saves what can be read");
    case Remedy::kNameLanguages:
      return PUNTE_MSG("name the languages with --from and --to");
    case Remedy::kNameFormat:
      return PUNTE_MSG("name the format with --format");
    case Remedy::kNameColumns:
      return PUNTE_MSG("name the columns with --columns");
    case Remedy::kRecover:
      return PUNTE_MSG("--recover reads what is whole and skips the rest");
    case Remedy::kAddFiles:
      return PUNTE_MSG("import it together with the files of the other languages");
    case Remedy::kMakeToken:
      return PUNTE_MSG("“punte token add” makes one");
    case Remedy::kRaiseLimit:
      return PUNTE_MSG("raise the limit with --max-size");
    case Remedy::kImport:
      return PUNTE_MSG("“punte import” reads it into a memory");
    case Remedy::kNameOtherFile:
      return PUNTE_MSG("name another file");
    case Remedy::kFetchPage:
      return PUNTE_MSG("load it first, as in: curl -sL {1} | punte detect -");
    case Remedy::kOpenMemory:
      return PUNTE_MSG("name it with --tm, or add its units to a memory with “punte tm merge”");
    case Remedy::kUseProposal:
      return PUNTE_MSG("did you mean “{1}”?");
  }
  return nullptr;
}

}  // namespace punte::cli
