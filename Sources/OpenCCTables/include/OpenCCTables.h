#ifndef OPENCC_TABLES_H
#define OPENCC_TABLES_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/// One entry of a dictionary: in which step it stands (0 is the segmentation, 1 the first conversion), in which
/// dictionary of that step, and what it turns into what (UTF-8).
typedef void (*opencc_tables_entry)(
    void *context, size_t step, size_t dictionary, const char *key, size_t key_length, const char *value,
    size_t value_length);

/// Opens a configuration of libopencc by its name (`hk2s.json`) or path, and hands out all entries of its dictionaries.
/// Returns 0, or 1 where it cannot be opened; then `message` holds what libopencc said of it.
int opencc_tables_read(
    const char *configuration, opencc_tables_entry entry, void *context, char *message, size_t message_length);

#ifdef __cplusplus
}
#endif

#endif
