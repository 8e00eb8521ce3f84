package illumiomonitor.engine.rule;

import illumiomonitor.spi.OpenAlert;
import illumiomonitor.spi.Severity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Which subjects rules have been finding, read from the settled findings of earlier ticks. */
final class OpenAlerts {

    private static final Duration SHORTEST = Duration.ofHours(24);

    /**
     * A confirmed finding of an earlier tick.
     *
     * @param told whether nothing kept it from telling people
     */
    record Row(String rule, String subject, Severity severity, Instant tick, boolean told) {}

    /** Findings that were not written into the store, or not yet. */
    @FunctionalInterface
    interface Earlier {
        /**
         * @param stored what the store has in [from, tick), by tick, rule and subject
         * @return what holds instead, in the same order
         */
        List<Row> instead(int pceId, Instant from, Instant tick, List<Row> stored);
    }

    private OpenAlerts() {}

    /**
     * @param earlier what holds instead of the stored findings
     */
    static List<OpenAlert> asOf(FactSource.Window window, Earlier earlier) {
        Instant tick = window.tick().at();
        FactSource.Quiets quiet = window.quiet();
        Map<List<String>, OpenAlert> runs = new LinkedHashMap<>();
        Duration longest = quiet.longest();
        Instant from = tick.minus(longest.compareTo(SHORTEST) > 0 ? longest : SHORTEST);
        for (Row row : rows(window, from, earlier)) {
            runs.merge(
                    List.of(row.rule(), row.subject()),
                    new OpenAlert(
                            window.pce(),
                            row.rule(),
                            row.subject(),
                            row.severity(),
                            row.tick(),
                            row.tick()),
                    (run, next) -> joined(run, next, quiet.of(row.rule())));
        }
        return runs.values().stream()
                .filter(run -> !run.lastTick().plus(quiet.of(run.rule())).isBefore(tick))
                .toList();
    }

    private static OpenAlert joined(OpenAlert run, OpenAlert next, Duration quiet) {
        boolean goesOn = !run.lastTick().plus(quiet).isBefore(next.lastTick());
        return new OpenAlert(
                next.pce(),
                next.rule(),
                next.subject(),
                next.severity(),
                goesOn ? run.firstTick() : next.firstTick(),
                next.lastTick());
    }

    /** What holds from an instant up to the tick, by tick, rule and subject. */
    static List<Row> rows(FactSource.Window window, Instant from, Earlier earlier) {
        int pceId = window.pceId();
        Instant tick = window.tick().at();
        return earlier.instead(pceId, from, tick, rows(window.handle(), pceId, from, tick));
    }

    private static List<Row> rows(Handle handle, int pceId, Instant from, Instant tick) {
        return handle.createQuery(
                        """
                        select rule, subject, severity, tick, held
                          from finding
                         where pce_id = :pce
                           and tick >= :from
                           and tick < :tick
                           and confirmed
                         order by tick, rule, subject
                        """)
                .bind("pce", pceId)
                .bind("from", Micros.utc(from))
                .bind("tick", Micros.utc(tick))
                .map((row, ctx) -> row(row))
                .list();
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getString(1),
                row.getString(2),
                Severity.valueOf(row.getString(3)),
                row.getObject(4, OffsetDateTime.class).toInstant(),
                row.getString(5).isEmpty());
    }
}
