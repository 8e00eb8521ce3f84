package illumiomonitor.engine.rule;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The time of which a PCE's data is stored. Gaps are left out, also those that were covered later:
 * what came of them came without its time, and a rule learns nothing from it.
 *
 * @param since first instant that is covered, null while nothing was pulled
 * @param gaps in the order of their beginnings
 * @param learned of how many days right before that a backfill told the edges and sums
 */
record Coverage(@Nullable Instant since, List<Gap> gaps, int learned) {

    /**
     * A stretch that is missing.
     *
     * @param events whether events are missing, else traffic
     */
    record Gap(boolean events, Instant from, Instant to) {}

    static Coverage read(Handle handle, int pceId) {
        Optional<Instant> since =
                handle.createQuery(
                                """
                                select coverage_from
                                  from pce
                                 where pce_id = ?
                                   and coverage_from is not null
                                """)
                        .bind(0, pceId)
                        .map((row, ctx) -> row.getObject(1, OffsetDateTime.class).toInstant())
                        .findFirst();
        List<Gap> gaps =
                handle.createQuery(
                                """
                                select kind, from_at, to_at
                                  from gap
                                 where pce_id = ?
                                   and kind in ('TRAFFIC', 'EVENTS')
                                   and to_at > from_at
                                 order by from_at, to_at
                                """)
                        .bind(0, pceId)
                        .map(
                                (row, ctx) ->
                                        new Gap(
                                                row.getString(1).equals("EVENTS"),
                                                row.getObject(2, OffsetDateTime.class).toInstant(),
                                                row.getObject(3, OffsetDateTime.class).toInstant()))
                        .list();
        return new Coverage(
                since.orElse(null),
                gaps,
                since.map(first -> learned(handle, pceId, first)).orElse(0));
    }

    /** The whole days right before the first that is covered; a day that is missing ends them. */
    private static int learned(Handle handle, int pceId, Instant since) {
        long day = Math.floorDiv(since.getEpochSecond(), Duration.ofDays(1).toSeconds());
        Set<Long> days =
                handle.createQuery(
                                """
                                select utc_day
                                  from backfill_day
                                 where pce_id = ?
                                   and complete
                                """)
                        .bind(0, pceId)
                        .mapTo(Long.class)
                        .set();
        int learned = 0;
        while (days.contains(day - 1 - learned)) {
            learned++;
        }
        return learned;
    }

    private Duration before(Reach reach) {
        return reach.days() ? Duration.ofDays(learned) : Duration.ZERO;
    }

    /** When so much is covered of what a rule reads, if no gap is still to come. */
    Optional<Instant> enough(Reach reach, Duration needed) {
        if (since == null) {
            return Optional.empty();
        }
        Instant end = since.plus(needed).minus(before(reach));
        for (Gap gap : without(reach)) {
            if (gap.from().isBefore(end)) {
                end = end.plus(Duration.between(gap.from(), gap.to()));
            }
        }
        return Optional.of(end);
    }

    /** How much of what a rule reads is covered at an instant. */
    Duration covered(Reach reach, Instant at) {
        if (since == null || at.isBefore(since)) {
            return Duration.ZERO;
        }
        Duration covered = Duration.between(since, at).plus(before(reach));
        for (Gap gap : without(reach)) {
            if (gap.from().isBefore(at)) {
                Instant to = gap.to().isBefore(at) ? gap.to() : at;
                covered = covered.minus(Duration.between(gap.from(), to));
            }
        }
        return covered;
    }

    /** How much of what a rule reads is missing since the first pull. */
    Duration missed(Reach reach, Instant at) {
        return since == null || at.isBefore(since)
                ? Duration.ZERO
                : Duration.between(since, at).plus(before(reach)).minus(covered(reach, at));
    }

    /** What of the covered time a rule misses, without overlaps. */
    private List<Gap> without(Reach reach) {
        boolean events = reach.events();
        boolean traffic = reach.rollups() || reach.flows() || !events;
        List<Gap> missed = new ArrayList<>();
        Instant end = since == null ? Instant.MAX : since;
        for (Gap gap : gaps) {
            boolean matters = gap.events() ? events : traffic;
            if (matters && gap.to().isAfter(end)) {
                Instant from = gap.from().isBefore(end) ? end : gap.from();
                missed.add(new Gap(gap.events(), from, gap.to()));
                end = gap.to();
            }
        }
        return missed;
    }
}
