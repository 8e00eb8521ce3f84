/** The store: opened, migrated, read by people through views, backed up. Knows no domain type. */
@NullMarked
package illumiomonitor.db;

import org.jspecify.annotations.NullMarked;
