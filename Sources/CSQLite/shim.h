#include <sqlite3.h>

/// The byte of the statement at which the last error is, -1 where it is at none; always -1 before SQLite 3.38.
static inline int gazette_sqlite_error_offset(sqlite3 *database) {
#if SQLITE_VERSION_NUMBER >= 3038000
    return sqlite3_error_offset(database);
#else
    (void)database;
    return -1;
#endif
}
