#ifndef PUNTE_TM_STORE_UPGRADE_H_
#define PUNTE_TM_STORE_UPGRADE_H_

#include <SQLiteCpp/SQLiteCpp.h>

namespace punte::tm::internal {

/// Makes the tables of an empty file, or brings those of an older format up to date, in one
/// transaction, so that a crash leaves the old format whole. The connection must have the functions
/// of packed_text.h. SQLite's exceptions pass through.
void bring_up_to_date(SQLite::Database& database);

}  // namespace punte::tm::internal

#endif  // PUNTE_TM_STORE_UPGRADE_H_
