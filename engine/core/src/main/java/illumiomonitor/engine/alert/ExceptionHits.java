package illumiomonitor.engine.alert;

import illumiomonitor.db.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** How often exceptions kept a finding silent. */
final class ExceptionHits {

    private static final Duration ABOUT = Duration.ofDays(30);

    private record Hit(String rule, String held, long times, Instant last) {}

    private final List<Hit> hits;

    ExceptionHits(Store store, Instant now) {
        this.hits =
                store.jdbi()
                        .withHandle(
                                handle ->
                                        handle.createQuery(
                                                        """
                                                        select rule, held, count(*), max(tick)
                                                          from finding
                                                         where tick > :from
                                                           and held like 'exception: %'
                                                           and not withdrawn
                                                         group by rule, held
                                                        """)
                                                .bind(
                                                        "from",
                                                        now.minus(ABOUT).atOffset(ZoneOffset.UTC))
                                                .map(
                                                        (row, ctx) ->
                                                                new Hit(
                                                                        row.getString(1),
                                                                        row.getString(2),
                                                                        row.getLong(3),
                                                                        row.getObject(
                                                                                        4,
                                                                                        OffsetDateTime
                                                                                                .class)
                                                                                .toInstant()))
                                                .list());
    }

    ExceptionLine of(ExceptionLine line) {
        long times = 0;
        Instant last = null;
        String held = Clip.to(255, "exception: " + line.reason());
        for (Hit hit : hits) {
            if (hit.held().equals(held) && Exemption.fits(line.rule(), hit.rule())) {
                times += hit.times();
                last = last == null || hit.last().isAfter(last) ? hit.last() : last;
            }
        }
        return line.hit(times, last);
    }
}
