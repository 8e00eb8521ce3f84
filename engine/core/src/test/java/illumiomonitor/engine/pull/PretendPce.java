package illumiomonitor.engine.pull;

import illumiomonitor.spi.Decision;
import illumiomonitor.spi.Direction;
import illumiomonitor.spi.Endpoint;
import illumiomonitor.spi.EventAnswer;
import illumiomonitor.spi.EventRow;
import illumiomonitor.spi.EventSource;
import illumiomonitor.spi.FlowAnswer;
import illumiomonitor.spi.FlowQuery;
import illumiomonitor.spi.FlowRow;
import illumiomonitor.spi.FlowSource;
import illumiomonitor.spi.SourceException;
import illumiomonitor.spi.SourceException.Problem;
import illumiomonitor.spi.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A PCE in memory: what agents report, when it arrives, and the rows it makes of that. */
final class PretendPce implements FlowSource, EventSource {

    /** What one agent says of one connection or more; arrives later than it happened. */
    record Report(
            Instant at,
            Instant arrives,
            String src,
            String dst,
            int port,
            int proto,
            String process,
            String state,
            Decision decision,
            Direction direction,
            long connections,
            long in,
            long out) {}

    private record Key(
            String src,
            String dst,
            int port,
            int proto,
            String process,
            String state,
            Decision decision,
            Direction direction,
            Instant part) {}

    final List<Report> reports = new ArrayList<>();
    final List<EventRow> events = new ArrayList<>();
    final List<TimeWindow> eventWindows = new ArrayList<>();
    String missingEvents = "";
    final List<FlowQuery> asked = new ArrayList<>();

    /** Rows beside those that reports amount to. */
    final List<FlowRow> extra = new ArrayList<>();

    /** Handed over whatever is asked, instead of what reports amount to. */
    @Nullable List<FlowRow> fixed;

    Instant now = Instant.EPOCH;
    boolean clipped;
    boolean midnight;
    boolean splitStates = true;
    boolean equalRows;
    boolean managed;
    Duration part = Duration.ofDays(1);
    Duration stale = Duration.ZERO;
    Duration offset = Duration.ZERO;
    String labelSuffix = "";
    String missing = "";
    int cap = Integer.MAX_VALUE;
    int failNext;

    /** A query for more rows than this does not end. */
    int killAbove = Integer.MAX_VALUE;

    /** So many answers are good yet. */
    int failAfter = Integer.MAX_VALUE;

    boolean interruptNext;
    Problem failure = Problem.UNREACHABLE;

    @Override
    public FlowAnswer flows(FlowQuery query, Consumer<FlowRow> rows)
            throws SourceException, InterruptedException {
        asked.add(query);
        if (interruptNext) {
            interruptNext = false;
            throw new InterruptedException("told to stop");
        }
        List<FlowRow> all = fixed != null ? fixed : rows(query);
        int most = Math.min(query.maxRows(), cap);
        int given = Math.min(most, all.size());
        if (all.size() > killAbove) {
            all.subList(0, given / 2).forEach(rows);
            throw new SourceException(Problem.QUERY_FAILED, "The query was killed", null);
        }
        if (failNext > 0 || failAfter-- <= 0) {
            failNext--;
            all.subList(0, given / 2).forEach(rows);
            throw new SourceException(failure, "The pretend PCE does not answer.", null);
        }
        all.subList(0, given).forEach(rows);
        return new FlowAnswer(
                given,
                all.size(),
                given < all.size(),
                missing,
                given * 100L,
                now.plus(offset),
                now.plus(offset));
    }

    @Override
    public EventAnswer events(TimeWindow window, Consumer<EventRow> taker) throws SourceException {
        eventWindows.add(window);
        long count = 0;
        for (EventRow event : events) {
            if (!event.at().isBefore(window.from()) && !event.at().isAfter(window.to())) {
                taker.accept(event);
                count++;
            }
        }
        if (failNext > 0) {
            failNext--;
            throw new SourceException(failure, "The pretend PCE does not answer.", null);
        }
        return new EventAnswer(count, missingEvents);
    }

    @Override
    public Duration clockOffset() {
        return offset;
    }

    @Override
    public void close() {}

    private List<FlowRow> rows(FlowQuery query) {
        Instant asOf = now.minus(stale);
        TimeWindow window = query.window();
        Map<Key, FlowRow> rows = new LinkedHashMap<>();
        reports.stream()
                .filter(report -> !report.arrives().isAfter(asOf))
                .filter(report -> !clipped || inside(report.at(), window))
                .sorted(Comparator.comparing(Report::at))
                .forEach(report -> rows.merge(key(report), row(report), PretendPce::plus));
        return Stream.concat(
                        rows.entrySet().stream()
                                .map(entry -> shown(entry.getKey(), entry.getValue())),
                        extra.stream())
                .filter(row -> inside(row.lastDetected(), window))
                .filter(row -> query.decisions().contains(row.decision()))
                .filter(row -> fits(query, row))
                .flatMap(row -> halves(row).stream())
                .toList();
    }

    private Key key(Report report) {
        long length = part.toSeconds();
        Instant start = Instant.ofEpochSecond(report.at().getEpochSecond() / length * length);
        return new Key(
                report.src(),
                report.dst(),
                report.port(),
                report.proto(),
                report.process(),
                splitStates ? report.state() : "",
                report.decision(),
                report.direction(),
                start);
    }

    private FlowRow shown(Key key, FlowRow row) {
        return midnight && !clipped
                ? with(row, key.part(), row.connections(), row.bytesIn(), row.bytesOut())
                : row;
    }

    private List<FlowRow> halves(FlowRow row) {
        if (!equalRows || row.connections() < 2) {
            return List.of(row);
        }
        long half = row.connections() / 2;
        return List.of(
                with(row, row.firstDetected(), half, row.bytesIn(), 0),
                with(row, row.firstDetected(), row.connections() - half, 0, row.bytesOut()));
    }

    private FlowRow row(Report report) {
        boolean icmp = report.proto() == 1;
        return new FlowRow(
                endpoint(report.src()),
                endpoint(report.dst()),
                icmp ? 0 : report.port(),
                report.proto(),
                icmp ? report.port() % 9 : -1,
                icmp ? 0 : -1,
                report.process(),
                "",
                "",
                report.direction(),
                report.state(),
                report.decision(),
                "unicast",
                "Corporate",
                "server",
                report.at(),
                report.at(),
                report.connections(),
                report.in(),
                report.out());
    }

    Endpoint endpoint(String ip) {
        return new Endpoint(
                ip,
                "/orgs/1/workloads/" + ip,
                "host-" + ip,
                managed,
                "full",
                Map.of("env", "prod" + labelSuffix, "app", "shop"),
                List.of(),
                "");
    }

    private static FlowRow plus(FlowRow before, FlowRow later) {
        return new FlowRow(
                later.src(),
                later.dst(),
                before.port(),
                before.proto(),
                before.icmpType(),
                before.icmpCode(),
                before.process(),
                before.user(),
                before.service(),
                before.direction(),
                later.state(),
                before.decision(),
                before.transmission(),
                before.network(),
                before.clientType(),
                before.firstDetected(),
                later.lastDetected(),
                before.connections() + later.connections(),
                before.bytesIn() + later.bytesIn(),
                before.bytesOut() + later.bytesOut());
    }

    static FlowRow with(FlowRow row, Instant first, long connections, long in, long out) {
        return new FlowRow(
                row.src(),
                row.dst(),
                row.port(),
                row.proto(),
                row.icmpType(),
                row.icmpCode(),
                row.process(),
                row.user(),
                row.service(),
                row.direction(),
                row.state(),
                row.decision(),
                row.transmission(),
                row.network(),
                row.clientType(),
                first,
                row.lastDetected(),
                connections,
                in,
                out);
    }

    private static boolean inside(Instant at, TimeWindow window) {
        return !at.isBefore(window.from()) && !at.isAfter(window.to());
    }

    private static boolean fits(FlowQuery query, FlowRow row) {
        boolean port =
                query.ports().isEmpty()
                        || query.ports().stream()
                                .anyMatch(
                                        range ->
                                                range.proto() == row.proto()
                                                        && range.from() <= row.port()
                                                        && row.port() <= range.to());
        boolean label =
                (query.srcLabel().isEmpty() && query.notSrcLabels().isEmpty())
                        || (query.srcLabel().isEmpty()
                                ? query.notSrcLabels().stream().noneMatch(one -> labelled(row, one))
                                : labelled(row, query.srcLabel())
                                        && query.notSrcLabels().stream()
                                                .noneMatch(one -> labelled(row, one)));
        return port && label;
    }

    /** A source carries the label that is named like the last byte of its address. */
    private static boolean labelled(FlowRow row, String label) {
        return row.src().ip().endsWith("." + label);
    }

    /** What was counted by who looked at every report once: connections, bytes in, bytes out. */
    long[] truth(Instant from) {
        record Connection(String src, String dst, int port, int proto, Instant day) {}
        Map<Connection, List<Report>> byConnection = new LinkedHashMap<>();
        for (Report report : reports) {
            if (!report.at().isBefore(from)) {
                byConnection
                        .computeIfAbsent(
                                new Connection(
                                        report.src(),
                                        report.dst(),
                                        report.proto() == 1 ? report.port() % 9 : report.port(),
                                        report.proto(),
                                        report.at().truncatedTo(ChronoUnit.DAYS)),
                                k -> new ArrayList<>())
                        .add(report);
            }
        }
        long[] sums = new long[3];
        for (List<Report> sides : byConnection.values()) {
            boolean inbound =
                    sides.stream().anyMatch(side -> side.direction() == Direction.INBOUND);
            for (Report side : sides) {
                if (side.direction() != Direction.OUTBOUND || !inbound) {
                    sums[0] += side.connections();
                    sums[1] += side.in();
                    sums[2] += side.out();
                }
            }
        }
        return sums;
    }
}
