package illumiomonitor.engine.pull;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The slices of one PCE whose counters count the window that is asked. A slice is asked again at
 * every pull until it is old enough, and twice more much later for what was reported late.
 */
final class Slices {

    static final Duration SETTLES = Duration.ofMinutes(40);
    private static final Duration SHORT = Duration.ofMinutes(5);

    /**
     * What lies further back than this is caught up in hours: a first pull reaches back two days.
     */
    private static final Duration RECENT = Duration.ofHours(1);

    /** A slice that never came whole is not asked for ever; its gap stays. */
    private static final Duration GIVEN_UP = Duration.ofHours(30);

    private static final List<Duration> ONCE_MORE =
            List.of(Duration.ofHours(6), Duration.ofHours(27));

    private final Jdbi jdbi;
    private final int pceId;

    Slices(Jdbi jdbi, int pceId) {
        this.jdbi = jdbi;
        this.pceId = pceId;
    }

    /** The slices that a pull asks for, the oldest first. */
    List<Slice> due(Frame frame) {
        List<Slice> known = known();
        List<Slice> due = new ArrayList<>();
        Instant end = frame.floor();
        for (Slice slice : known) {
            if (slice.to().isAfter(end)) {
                end = slice.to();
            }
            if (!slice.to().isBefore(frame.floor()) && isDue(slice, frame)) {
                due.add(slice);
            }
        }
        due.addAll(cut(end, frame.tick()));
        return due;
    }

    private static boolean isDue(Slice slice, Frame frame) {
        boolean unsettled =
                !slice.settled() && !slice.to().plus(GIVEN_UP).isBefore(frame.covered());
        return !slice.from().isAfter(frame.tick())
                && (unsettled
                        || ONCE_MORE.stream().anyMatch(age -> frame.brings(slice.to().plus(age))));
    }

    /** New slices from where the last ended up to the tick; none crosses midnight. */
    static List<Slice> cut(Instant from, Instant tick) {
        List<Slice> slices = new ArrayList<>();
        Instant start = from;
        while (start.isBefore(tick)) {
            Duration length =
                    start.plus(RECENT).isBefore(tick.minus(RECENT)) ? Duration.ofHours(1) : SHORT;
            Instant end = aligned(start, length);
            slices.add(new Slice(0, start, end, false));
            start = end;
        }
        return slices;
    }

    private static Instant aligned(Instant start, Duration length) {
        long step = length.toSeconds();
        return Instant.ofEpochSecond((Math.floorDiv(start.getEpochSecond(), step) + 1) * step);
    }

    /** Writes the slices that were asked. Only a whole pull settles those that are old enough. */
    void asked(Handle handle, List<Slice> asked, Instant tick, boolean whole) {
        for (Slice slice : asked) {
            boolean settled = whole && !slice.to().plus(SETTLES).isAfter(tick);
            if (slice.isFresh()) {
                insert(handle, slice.from(), slice.to(), settled);
            } else if (settled && !slice.settled()) {
                handle.createUpdate("update slice set settled = true where slice_id = :id")
                        .bind("id", slice.id())
                        .execute();
            }
        }
    }

    /**
     * Makes the days that were asked whole until now slices, so that what comes next begins where
     * they end.
     *
     * @param from any instant of the first day
     * @param last the last instant that was asked for
     */
    void follow(Handle handle, Instant from, Instant last) {
        drop(handle, from);
        Instant end = last.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        for (Instant day = Times.startOfDay(from); day.isBefore(end); ) {
            Instant next = day.plus(1, ChronoUnit.DAYS);
            insert(handle, day, next.isBefore(end) ? next : end, false);
            day = next;
        }
    }

    /** Forgets the slices that end after this instant's day began. */
    private void drop(Handle handle, Instant from) {
        handle.createUpdate("delete from slice where pce_id = :pce and to_at > :from")
                .bind("pce", pceId)
                .bind("from", Times.utc(Times.startOfDay(from)))
                .execute();
    }

    private void insert(Handle handle, Instant from, Instant to, boolean settled) {
        handle.createUpdate(
                        """
                        insert into slice (pce_id, from_at, to_at, settled)
                        values (:pce, :from, :to, :settled)
                        """)
                .bind("pce", pceId)
                .bind("from", Times.utc(from))
                .bind("to", Times.utc(to))
                .bind("settled", settled)
                .execute();
    }

    private List<Slice> known() {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        select slice_id, from_at, to_at, settled
                                          from slice
                                         where pce_id = :pce
                                         order by from_at
                                        """)
                                .bind("pce", pceId)
                                .map(
                                        (row, ctx) ->
                                                new Slice(
                                                        row.getLong(1),
                                                        Times.instant(row, 2),
                                                        Times.instant(row, 3),
                                                        row.getBoolean(4)))
                                .list());
    }
}
