package illumiomonitor.plugins.zeek;

import illumiomonitor.spi.FlowAnswer;
import illumiomonitor.spi.FlowQuery;
import illumiomonitor.spi.FlowRow;
import illumiomonitor.spi.FlowSource;
import illumiomonitor.spi.SourceException;
import illumiomonitor.spi.SourceException.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connection logs of Zeek as traffic: a file, or the connection logs of a folder and those below
 * it, in the order of their names. A connection is in the window in which it ended, which is when
 * Zeek wrote it down. Lines that are no connection are counted and logged by file and line.
 */
public final class ZeekSource implements FlowSource {

    private static final Logger LOG = LoggerFactory.getLogger(ZeekSource.class);
    private static final int NAMED = 20;

    /** What a file that has not changed since holds. */
    private record Span(FileTime changed, long size, Instant from, Instant to) {}

    private final Path path;
    private final Map<Path, Span> spans = new HashMap<>();
    private final Map<Path, Long> malformed = new TreeMap<>();
    private final Map<Path, String> firstFault = new HashMap<>();
    private boolean nothing;

    /**
     * @param path of a log, or of a folder with logs
     */
    public ZeekSource(Path path) {
        this.path = path;
    }

    /** Lines so far that were no connections, each counted once. */
    public long malformed() {
        return malformed.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public List<String> warnings() {
        if (nothing) {
            return List.of(
                    "%s holds no connection log: none of its files is called like conn.log"
                            .formatted(path));
        }
        return malformed.entrySet().stream()
                .filter(file -> file.getValue() > 0)
                .map(
                        file ->
                                "%s: %,d lines are no connections and are left out; the first is %s"
                                        .formatted(
                                                file.getKey(),
                                                file.getValue(),
                                                firstFault.getOrDefault(file.getKey(), "")))
                .toList();
    }

    @Override
    public Duration clockOffset() {
        return Duration.ZERO;
    }

    @Override
    public FlowAnswer flows(FlowQuery query, Consumer<FlowRow> rows)
            throws SourceException, InterruptedException {
        Instant asked = query.window().to();
        long[] found = new long[1];
        List<Path> logs = files();
        nothing = logs.isEmpty();
        for (Path file : logs) {
            read(
                    file,
                    query,
                    row -> {
                        if (++found[0] <= query.maxRows()) {
                            rows.accept(row);
                        }
                    });
        }
        long given = Math.min(found[0], query.maxRows());
        return new FlowAnswer(given, found[0], given < found[0], "", 0, asked, asked);
    }

    private List<Path> files() throws SourceException {
        try {
            return Logs.of(path);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private void read(Path file, FlowQuery query, Consumer<FlowRow> rows)
            throws SourceException, InterruptedException {
        try {
            FileTime changed = Files.getLastModifiedTime(file);
            long size = Files.size(file);
            Span known = spans.get(file);
            boolean same = known != null && known.changed.equals(changed) && known.size == size;
            if (known != null && same && outside(known, query)) {
                return;
            }
            Reading reading = new Reading(file, query, rows);
            new ConnFile(file).read(reading);
            spans.put(file, new Span(changed, size, reading.from, reading.to));
            malformed.put(file, reading.bad);
            firstFault.put(file, reading.fault);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static boolean outside(Span span, FlowQuery query) {
        return span.to.isBefore(query.window().from()) || span.from.isAfter(query.window().to());
    }

    private static SourceException unreadable(Path file, IOException cause) {
        return new SourceException(
                Problem.UNREADABLE_ANSWER,
                "The log %s could not be read: %s".formatted(file, cause.getMessage()),
                cause);
    }

    /** One reading of one file. */
    private final class Reading implements ConnFile.Taker {

        private final Path file;
        private final FlowQuery query;
        private final Consumer<FlowRow> rows;
        private final long before;
        private Instant from = Instant.MAX;
        private Instant to = Instant.MIN;
        private long bad;
        private String fault = "";

        Reading(Path file, FlowQuery query, Consumer<FlowRow> rows) {
            this.file = file;
            this.query = query;
            this.rows = rows;
            this.before = malformed.getOrDefault(file, 0L);
        }

        @Override
        public void row(FlowRow row, Fields fields) throws InterruptedException {
            if (Thread.interrupted()) {
                throw new InterruptedException("stopped while reading " + file);
            }
            Instant end = row.lastDetected();
            from = end.isBefore(from) ? end : from;
            to = end.isAfter(to) ? end : to;
            boolean wanted =
                    !end.isBefore(query.window().from())
                            && !end.isAfter(query.window().to())
                            && query.decisions().contains(row.decision())
                            && query.srcLabel().isEmpty()
                            && (query.ports().isEmpty()
                                    || query.ports().stream().anyMatch(ports -> in(ports, row)));
            if (wanted) {
                rows.accept(row);
            }
        }

        private static boolean in(FlowQuery.PortRange ports, FlowRow row) {
            return ports.proto() < 0
                    || ports.proto() == row.proto()
                            && ports.from() <= row.port()
                            && row.port() <= ports.to();
        }

        @Override
        public void malformed(long number, String why) {
            bad++;
            fault = fault.isEmpty() ? "line " + number + ": " + why : fault;
            if (bad > before && bad <= NAMED) {
                LOG.warn("{}, line {}, is left out: {}", file, number, why);
            } else if (bad > before && bad == NAMED + 1) {
                LOG.warn("{}: more such lines are counted only", file);
            }
        }
    }
}
