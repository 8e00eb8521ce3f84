package illumiomonitor.db;

/** Where H2 and PostgreSQL differ. The only place that may ask which of them it is. */
public enum Dialect {
    H2,
    POSTGRESQL;

    static Dialect of(String url) {
        return url.startsWith("jdbc:postgresql:") ? POSTGRESQL : H2;
    }
}
