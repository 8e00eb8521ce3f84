package illumiomonitor.db;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/**
 * A process that answers one question and ends. It reads the question and the pieces of the store's
 * file that it needs, and writes the answer; nothing it does reaches the file.
 */
final class SqlProcess implements SqlRows {

    private static final String URL =
            "jdbc:h2:file:" + LentFiles.STORE + ";IFEXISTS=TRUE;NON_KEYWORDS=VALUE";

    /** Said to one that is started before its question. */
    static final String READY = "ready";

    /** For the one who ends it when its time is over. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final DataInputStream in;
    private final DataOutputStream out;

    private SqlProcess(DataInputStream in, DataOutputStream out) {
        this.in = in;
        this.out = out;
    }

    /** Ends without closing anything: there is nothing to save. */
    public static void main(String[] args) throws IOException {
        endFirst();
        DataOutputStream out =
                new DataOutputStream(
                        new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
        if (List.of(args).contains(READY)) {
            warm();
        }
        // What else is said would be taken for the answer.
        System.setOut(System.err);
        DataInputStream in = new DataInputStream(new FileInputStream(FileDescriptor.in));
        new SqlProcess(in, out).answer();
        Runtime.getRuntime().halt(0);
    }

    /** When the machine has no memory left, Linux takes it from here before it ends a service. */
    private static void endFirst() {
        try {
            Files.writeString(
                    Path.of("/proc/self/oom_score_adj"), "1000", StandardOpenOption.WRITE);
        } catch (IOException e) {
            // Elsewhere nobody asks which process is to end.
        }
    }

    /** Loads what every question needs, while nobody waits. */
    private static void warm() {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:");
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "select a.x, count(*) from system_range(1, 9) a join system_range(1, 9) b on b.x = a.x group by a.x order by 2");
        } catch (SQLException e) {
            // Then the question meets the same, and says it.
        }
    }

    private void answer() throws IOException {
        SqlWire.Question question = SqlWire.Question.read(in);
        endWith(ProcessHandle.current().parent(), question.left().plus(GRACE));
        LentFiles.register(question.size(), this::piece);
        try (SqlWatch watch = new SqlWatch()) {
            tell(SqlWire.Kind.END, place(question, watch).answer(question.sql(), this));
        } catch (SqlRefused e) {
            tell(SqlWire.Kind.REFUSED, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            tell(SqlWire.Kind.FAULT, e.toString());
        }
    }

    private static SqlHere place(SqlWire.Question question, SqlWatch watch) {
        ReaderLogin login =
                new ReaderLogin(
                        URL, "READER", question.password(), Map.of(), ReaderLogin.H2_SETTINGS);
        long start = System.nanoTime() - question.timeout().minus(question.left()).toNanos();
        return new SqlHere(
                new Door(login), watch, new SqlTerms(question.timeout(), start, question.limit()));
    }

    /** Never severed: whoever asked ends the whole process. */
    private record Door(ReaderLogin login) implements SqlDoor {

        @Override
        public Connection connect() throws SQLException {
            Connection connection = login.connect();
            LentFiles.settled();
            keepAll(connection);
            return connection;
        }

        /**
         * H2 tidies in the background what it takes for its own, and forgets parts of the file that
         * are older than its retention, whatever a question still reads there.
         */
        private static void keepAll(Connection connection) throws SQLException {
            MVStore store = H2Space.store(connection);
            store.setRetentionTime(Integer.MAX_VALUE);
            store.setAutoCommitDelay(0);
        }

        @Override
        public void sever(Connection connection) {}
    }

    /** It has no asker when that one has ended without a word, or its time is over for long. */
    private static void endWith(Optional<ProcessHandle> asker, Duration time) {
        asker.<CompletableFuture<?>>map(ProcessHandle::onExit)
                .orElseGet(CompletableFuture::new)
                .completeOnTimeout(null, time.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((ended, fault) -> Runtime.getRuntime().halt(1));
    }

    private synchronized byte[] piece(long position, int length, int most) throws IOException {
        SqlWire.kind(out, SqlWire.Kind.PIECE);
        out.writeLong(position);
        out.writeInt(length);
        out.writeInt(most);
        out.flush();
        return SqlWire.bytes(in, in.readInt());
    }

    private synchronized void tell(SqlWire.Kind kind, String sentence) throws IOException {
        SqlWire.kind(out, kind);
        SqlWire.text(out, sentence);
        out.flush();
    }

    @Override
    public synchronized void columns(List<String> names) {
        try {
            SqlWire.kind(out, SqlWire.Kind.COLUMNS);
            SqlWire.texts(out, names);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void row(List<@Nullable Object> values) {
        try {
            SqlWire.kind(out, SqlWire.Kind.ROW);
            SqlWire.values(out, values);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
