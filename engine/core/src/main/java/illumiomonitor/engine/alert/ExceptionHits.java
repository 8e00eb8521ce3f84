package illumiomonitor.engine.alert;

import illumiomonitor.db.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How often exceptions kept a finding silent. */
final class ExceptionHits {

    private static final Duration ABOUT = Duration.ofDays(30);

    private record Hit(long times, @Nullable Instant last) {}

    private static final Hit NONE = new Hit(0, null);

    private final Map<String, Hit> hits;

    ExceptionHits(Store store, Instant now) {
        this.hits =
                store.jdbi()
                        .withHandle(
                                handle ->
                                        handle.createQuery(
                                                        """
                                                        select exception_id, count(*), max(tick)
                                                          from finding
                                                         where tick > :from
                                                           and exception_id <> ''
                                                           and not withdrawn
                                                         group by exception_id
                                                        """)
                                                .bind(
                                                        "from",
                                                        now.minus(ABOUT).atOffset(ZoneOffset.UTC))
                                                .reduceRows(
                                                        new HashMap<String, Hit>(),
                                                        (all, row) -> {
                                                            all.put(
                                                                    row.getColumn(1, String.class),
                                                                    new Hit(
                                                                            row.getColumn(
                                                                                    2, Long.class),
                                                                            row.getColumn(
                                                                                            3,
                                                                                            OffsetDateTime
                                                                                                    .class)
                                                                                    .toInstant()));
                                                            return all;
                                                        }));
    }

    ExceptionLine of(ExceptionLine line) {
        Hit hit = hits.getOrDefault(line.id(), NONE);
        return line.hit(hit.times(), hit.last());
    }
}
