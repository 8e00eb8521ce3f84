package illumiomonitor.db;

import org.jspecify.annotations.Nullable;

/**
 * A question in SQL that is not answered. The message is one whole sentence for the one who asked.
 */
public final class SqlRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SqlRefused(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
