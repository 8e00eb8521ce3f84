package illumiomonitor.lab.traffic;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Totals of whole UTC days. A day's totals move on with the instants that are asked for, so that
 * going through a day tick by tick costs each report once; asking backwards begins again.
 * Thread-safe.
 */
final class Days {

    private static final int KEPT = 2;

    private final Traffic traffic;
    private final RowStyle style;
    private final Map<Instant, Day> days = new LinkedHashMap<>();

    Days(Traffic traffic, RowStyle style) {
        this.traffic = traffic;
        this.style = style;
    }

    /** Rows of a day with the reports that were there at an instant. */
    synchronized Collection<Row> rows(Instant start, Instant asOf) {
        Day day = days.get(start);
        if (day == null || !day.isUsable(asOf)) {
            day = new Day(start);
            days.put(start, day);
            if (days.size() > KEPT) {
                days.remove(days.keySet().iterator().next());
            }
        }
        day.moveTo(asOf);
        return List.copyOf(day.totals.values());
    }

    /** A report and the instant from which on it is shown. */
    private record Shown(Instant at, Connection connection, Report report) {}

    private final class Day {

        private final long version = traffic.version();
        private final Duration part = style.part();
        private final boolean splitStates = style.splitStates();
        private final List<Shown> reports = new ArrayList<>();
        private final Map<RowKey, Row> totals = new LinkedHashMap<>();
        private int next;
        private Instant reached = Instant.MIN;

        Day(Instant start) {
            traffic.forEach(
                    start,
                    start.plus(1, ChronoUnit.DAYS).minusMillis(1),
                    connection -> {
                        for (Report report : connection.reports()) {
                            Instant at = connection.visibleAt(report);
                            reports.add(new Shown(at, connection, report));
                        }
                    });
            reports.sort(Comparator.comparing(Shown::at));
        }

        boolean isUsable(Instant asOf) {
            return !asOf.isBefore(reached)
                    && version == traffic.version()
                    && part.equals(style.part())
                    && splitStates == style.splitStates();
        }

        void moveTo(Instant asOf) {
            while (next < reports.size() && !reports.get(next).at().isAfter(asOf)) {
                Shown shown = reports.get(next++);
                RowBuilder.count(totals, shown.connection(), shown.report(), part, splitStates);
            }
            reached = asOf;
        }
    }
}
