package illumiomonitor.db;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Where H2 and PostgreSQL differ. The only place that may ask which of them it is. */
public enum Dialect {
    H2 {
        @Override
        String complete(String url) {
            StringBuilder complete = new StringBuilder(interruptible(url));
            for (String option : H2_OPTIONS) {
                String name = option.substring(0, option.indexOf('=') + 1);
                if (!url.toUpperCase(Locale.ROOT).contains(";" + name)) {
                    complete.append(';').append(option);
                }
            }
            return complete.toString();
        }

        @Override
        Optional<Path> file(String url) {
            return path(url).map(path -> Path.of(path + ".mv.db").toAbsolutePath().normalize());
        }
    },

    POSTGRESQL {
        @Override
        String complete(String url) {
            return url;
        }

        @Override
        Optional<Path> file(String url) {
            return Optional.empty();
        }
    };

    private static final String H2_PREFIX = "jdbc:h2:";
    private static final String STEADY = "file:" + SteadyFiles.SCHEME + ":";

    private static final String[] H2_OPTIONS = {
        // Committed is committed: the default loses up to half a second of it at kill -9.
        "WRITE_DELAY=0",
        // Columns are called value.
        "NON_KEYWORDS=VALUE",
        // KB; leaves most of a 512 MB heap to the work.
        "CACHE_SIZE=32768",
        // Milliseconds. A waiting transaction may still end within the 10 s of a shutdown.
        "LOCK_TIMEOUT=8000",
        // A close only closes; the file is tidied while it is used, in steps.
        "MAX_COMPACT_TIME=0",
        // Whoever opened it closes it, after the last transaction.
        "DB_CLOSE_ON_EXIT=FALSE",
        // Errors are ours to report; a trace file would hold values.
        "TRACE_LEVEL_FILE=0"
    };

    static Dialect of(String url) {
        return url.startsWith("jdbc:postgresql:") ? POSTGRESQL : H2;
    }

    /**
     * The URL with everything set that keeps the store sound. What the operator set himself stays.
     */
    abstract String complete(String url);

    /** The file that holds the store; empty when it has none on this machine. */
    abstract Optional<Path> file(String url);

    /**
     * An interrupted thread must not take the store with it: Java closes a plain file channel under
     * any thread that is interrupted while it reads or writes, and H2 then closes the database.
     */
    private static String interruptible(String url) {
        SteadyFiles.register();
        return path(url)
                .map(path -> H2_PREFIX + STEADY + absolute(path) + options(url))
                .orElse(url);
    }

    private static String absolute(String path) {
        return Path.of(path).toAbsolutePath().normalize().toString();
    }

    /**
     * Path without the extension; empty for a store in memory, on a server, or on a file system of
     * its own.
     */
    private static Optional<String> path(String url) {
        String rest = url.substring(H2_PREFIX.length(), url.length() - options(url).length());
        rest = without("file:", rest);
        rest = without("async:", without(SteadyFiles.SCHEME + ":", rest));
        if (rest.startsWith("~")) {
            rest = System.getProperty("user.home") + rest.substring(1);
        }
        boolean other = rest.matches("[a-zA-Z]{2,}:.*");
        return other || rest.isEmpty() ? Optional.empty() : Optional.of(rest);
    }

    private static String without(String prefix, String text) {
        return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
    }

    private static String options(String url) {
        int first = url.indexOf(';');
        return first < 0 ? "" : url.substring(first);
    }
}
