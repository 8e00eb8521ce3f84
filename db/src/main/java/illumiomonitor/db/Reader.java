package illumiomonitor.db;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The role that may read the {@code history} views and nothing else. Its password is made anew at
 * each start and is never written down.
 */
abstract class Reader implements SqlDoor {

    private static final Logger log = LoggerFactory.getLogger(Reader.class);

    private final Jdbi owner;
    private @Nullable String password;

    private Reader(Jdbi owner) {
        this.owner = owner;
    }

    static Reader of(Dialect dialect, String url, Jdbi owner) {
        return dialect == Dialect.H2 ? new H2(url, owner) : new Postgres(url, owner);
    }

    @Override
    public final Connection connect() throws SQLException {
        return login().connect();
    }

    /** What a connection is made with. */
    final ReaderLogin login() {
        return new ReaderLogin(url(), name(), password(), limits(), settings());
    }

    @Override
    public final void sever(Connection connection) {
        try {
            if (!connection.isClosed()) {
                cut(connection);
            }
        } catch (SQLException e) {
            log.warn("A question in SQL could not be taken off the store", e);
        }
    }

    private synchronized String password() {
        if (password == null) {
            byte[] random = new byte[24];
            new SecureRandom().nextBytes(random);
            String fresh = HexFormat.of().formatHex(random);
            try {
                owner.useTransaction(handle -> grants(fresh).forEach(handle::execute));
            } catch (JdbiException e) {
                throw new SqlRefused(
                        "the role that answers SQL cannot be set up: " + H2Error.firstLine(e), e);
            }
            password = fresh;
        }
        return password;
    }

    Jdbi owner() {
        return owner;
    }

    abstract Dialect dialect();

    abstract String name();

    abstract String url();

    abstract List<String> grants(String password);

    abstract List<String> settings();

    abstract void cut(Connection connection) throws SQLException;

    /** What its driver is told beside the URL. */
    abstract Map<String, String> limits();

    private static final class H2 extends Reader {

        private final String url;

        H2(String url, Jdbi owner) {
            super(owner);
            this.url = url.replaceAll(";.*", "") + ";IFEXISTS=TRUE;NON_KEYWORDS=VALUE";
        }

        @Override
        Dialect dialect() {
            return Dialect.H2;
        }

        @Override
        String name() {
            return "READER";
        }

        @Override
        String url() {
            return url;
        }

        @Override
        List<String> grants(String password) {
            return List.of(
                    "create user if not exists reader password '" + password + "'",
                    "alter user reader set password '" + password + "'",
                    "grant select on schema history to reader");
        }

        @Override
        List<String> settings() {
            return ReaderLogin.H2_SETTINGS;
        }

        /** Not the connection, whose close waits for its statement. */
        @Override
        void cut(Connection connection) throws SQLException {
            H2Space.session(connection).close();
        }

        @Override
        Map<String, String> limits() {
            return Map.of();
        }
    }

    private static final class Postgres extends Reader {

        private final String url;

        Postgres(String url, Jdbi owner) {
            super(owner);
            this.url = url.replaceAll("([?&])(user|password)=[^&]*", "$1");
        }

        @Override
        Dialect dialect() {
            return Dialect.POSTGRESQL;
        }

        /** Roles belong to a whole server, so each database has its own. */
        @Override
        String name() {
            String database =
                    owner().withHandle(
                                    handle ->
                                            handle.createQuery("select current_database()")
                                                    .mapTo(String.class)
                                                    .one());
            return "history_reader_"
                    + database.replaceAll("[^a-zA-Z0-9_]", "_").toLowerCase(Locale.ROOT);
        }

        @Override
        String url() {
            return url;
        }

        @Override
        List<String> grants(String password) {
            String role = '"' + name() + '"';
            return List.of(
                    "do $$ begin if not exists (select 1 from pg_roles where rolname = '"
                            + name()
                            + "') then create role "
                            + role
                            + "; end if; end $$",
                    "alter role "
                            + role
                            + " login nosuperuser nocreatedb nocreaterole password '"
                            + password
                            + "'",
                    "alter role " + role + " set default_transaction_read_only = on",
                    "alter role " + role + " set statement_timeout = '30s'",
                    "alter role " + role + " set search_path = history",
                    "grant usage on schema history to " + role,
                    "grant select on all tables in schema history to " + role);
        }

        @Override
        List<String> settings() {
            // The console has its own time limit, which people may raise.
            return List.of("set statement_timeout = 0", "set timezone = 'UTC'");
        }

        @Override
        void cut(Connection connection) throws SQLException {
            connection.abort(Runnable::run);
        }

        /** A single value there may be larger than all the memory here. */
        @Override
        Map<String, String> limits() {
            return Map.of("maxResultBuffer", "64M");
        }
    }
}
