package illumiomonitor.engine.pull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * How long good pulls brought no row.
 *
 * @param now up to the tick
 * @param longest in the 14 days before that
 */
record Quiet(Duration now, Duration longest) {

    private static final Duration LOOK_BACK = Duration.ofDays(14);

    private record Pulled(Instant tick, boolean brought) {}

    static Quiet asOf(Handle handle, int pceId, String kind, Instant tick) {
        List<Pulled> pulls =
                handle.createQuery(
                                """
                                select tick, row_count
                                  from pull
                                 where pce_id = :pce and kind = :kind and outcome = 'OK'
                                   and tick > :from and tick <= :tick
                                 order by tick, pull_id
                                """)
                        .bind("pce", pceId)
                        .bind("kind", kind)
                        .bind("from", Times.utc(tick.minus(LOOK_BACK)))
                        .bind("tick", Times.utc(tick))
                        .map((row, ctx) -> new Pulled(Times.instant(row, 1), row.getLong(2) > 0))
                        .list();
        // Logs of a sensor hold no events at all: nothing fell quiet there.
        boolean never = pulls.stream().noneMatch(Pulled::brought);
        return never && kind.equals(PullBook.EVENTS)
                ? new Quiet(Duration.ZERO, Duration.ZERO)
                : of(pulls, tick);
    }

    private static Quiet of(List<Pulled> pulls, Instant tick) {
        Duration longest = Duration.ZERO;
        Instant last = null;
        for (Pulled pull : pulls) {
            if (last == null || pull.brought()) {
                if (last != null) {
                    Duration run = Duration.between(last, pull.tick());
                    longest = run.compareTo(longest) > 0 ? run : longest;
                }
                last = pull.tick();
            }
        }
        return last == null
                ? new Quiet(Duration.ZERO, longest)
                : new Quiet(Duration.between(last, tick), longest);
    }
}
