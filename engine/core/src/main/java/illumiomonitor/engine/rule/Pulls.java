package illumiomonitor.engine.rule;

import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Finds the committed pulls whose increments may lie in a stretch. */
final class Pulls {

    /** A pull's increments are numbered from its id times this. */
    static final long INCREMENTS = 10_000_000L;

    /**
     * A committed pull.
     *
     * @param answeredAt microseconds since 1970
     * @param increments how many it wrote
     */
    record Pull(int pceId, long id, long answeredAt, long increments) {

        /** One of which nothing else is known, which may be large. */
        static Pull only(int pceId, long id, long answeredAt) {
            return new Pull(pceId, id, answeredAt, Long.MAX_VALUE);
        }
    }

    private Pulls() {}

    /** An increment never ends after its pull's tick, so older pulls need not be looked at. */
    static List<Pull> touching(Handle handle, int pceId, Stretch stretch) {
        return handle.createQuery(
                        """
                        select pull_id, coalesce(answered_at, tick) as answered_at, increments
                          from pull
                         where pce_id = :pce
                           and kind = 'TRAFFIC'
                           and tick > :from
                           and outcome in ('OK', 'PARTIAL')
                           and spans_to > :from
                           and spans_from <= :to
                         order by pull_id
                        """)
                .bind("pce", pceId)
                .bind("from", Micros.utc(Micros.instant(stretch.from())))
                .bind("to", Micros.utc(Micros.instant(stretch.to())))
                .map(
                        (rs, ctx) ->
                                new Pull(
                                        pceId,
                                        rs.getLong(1),
                                        Micros.of(rs.getObject(2, OffsetDateTime.class)),
                                        rs.getLong(3)))
                .list();
    }
}
