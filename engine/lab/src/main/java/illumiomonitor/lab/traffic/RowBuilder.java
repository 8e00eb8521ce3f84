package illumiomonitor.lab.traffic;

import illumiomonitor.lab.traffic.RowStyle.Counters;
import illumiomonitor.lab.traffic.RowStyle.FirstDetected;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Makes the rows that a PCE shows for a window, knowing what it knew at an instant. */
public final class RowBuilder {

    private final Traffic traffic;
    private final RowStyle style;
    private final Days days;

    public RowBuilder(Traffic traffic, RowStyle style) {
        this.traffic = traffic;
        this.style = style;
        this.days = new Days(traffic, style);
    }

    /**
     * Rows of a window.
     *
     * @param start inclusive
     * @param end inclusive
     * @param asOf only reports that had arrived by then
     */
    public List<Row> rows(Instant start, Instant end, Instant asOf) {
        List<Row> rows =
                style.counters() == Counters.CLIPPED
                        ? clipped(start, end, asOf)
                        : buckets(start, end, asOf);
        return style.equalRows() ? rows.stream().flatMap(RowBuilder::halves).toList() : rows;
    }

    /** Whole buckets from an instant on, each row once. */
    List<Row> standing(Instant from, Instant asOf) {
        return new ArrayList<>(totals(from, asOf, asOf).values());
    }

    private List<Row> clipped(Instant start, Instant end, Instant asOf) {
        return new ArrayList<>(totals(start, end, asOf).values());
    }

    private List<Row> buckets(Instant start, Instant end, Instant asOf) {
        List<Row> found = new ArrayList<>();
        boolean midnight = style.firstDetected() == FirstDetected.MIDNIGHT;
        Instant last = end.isBefore(asOf) ? end : asOf;
        Instant first = start.isBefore(traffic.begin()) ? traffic.begin() : start;
        Instant day = first.truncatedTo(ChronoUnit.DAYS);
        for (; !day.isAfter(last); day = day.plus(1, ChronoUnit.DAYS)) {
            for (Row row : days.rows(day, asOf)) {
                if (!row.last().isBefore(start) && !row.last().isAfter(end)) {
                    found.add(midnight ? row.first(row.key().bucket()) : row);
                }
            }
        }
        return found;
    }

    private Map<RowKey, Row> totals(Instant from, Instant to, Instant asOf) {
        Map<RowKey, Row> totals = new LinkedHashMap<>();
        Duration part = style.part();
        boolean splitStates = style.splitStates();
        traffic.forEach(
                from,
                to.isBefore(asOf) ? to : asOf,
                connection -> {
                    for (Report report : connection.reports()) {
                        if (!connection.visibleAt(report).isAfter(asOf)) {
                            count(totals, connection, report, part, splitStates);
                        }
                    }
                });
        return totals;
    }

    /** Adds a report to the row it belongs to. */
    static void count(
            Map<RowKey, Row> totals,
            Connection connection,
            Report report,
            Duration part,
            boolean splitStates) {
        RowKey key = RowKey.of(bucket(connection.at(), part), connection, report, splitStates);
        Row row = totals.get(key);
        totals.put(
                key, row == null ? Row.of(key, connection, report) : row.plus(connection, report));
    }

    static Instant bucket(Instant at, Duration part) {
        long seconds = part.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), seconds) * seconds);
    }

    private static Stream<Row> halves(Row row) {
        long some = row.connections() / 2;
        if (some == 0) {
            return Stream.of(row);
        }
        return Stream.of(
                row.counters(some, row.bytesIn() / 2, row.bytesOut() / 2),
                row.counters(
                        row.connections() - some,
                        row.bytesIn() - row.bytesIn() / 2,
                        row.bytesOut() - row.bytesOut() / 2));
    }
}
