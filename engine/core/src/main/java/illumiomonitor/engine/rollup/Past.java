package illumiomonitor.engine.rollup;

import illumiomonitor.spi.Metric;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What was done in the whole hours of 30 days before an hour, as far as the ticks of one hour ask.
 * Only rows of these days are read, so a tick is judged alike whatever came after it. Thread-safe
 * once it is read.
 *
 * <p>Those ticks ask for two hours of the week, so that of a series what is usual at these is all
 * that is kept; of who did not talk in the last of the hours all are, for the length of its
 * silence.
 */
final class Past {

    static final int HOURS = 30 * Hours.PER_DAY;

    /** The hour of the week that the past ends at, and the one after it. */
    static final int ASKED = 2;

    /** What tells whether an address talks. */
    static final Set<Metric> TALK = Set.of(Metric.OPENED, Metric.ACCEPTED);

    private final PastHours hours;
    private final Map<Metric, Long> firstKept;
    private final Map<String, KeptEntity> entities;
    private final BitSet heard;

    /**
     * @param firstKept first hours of metrics that were not kept from the first sums on
     * @param heard hours, from the first on, in which anybody opened a connection
     */
    Past(
            PastHours hours,
            Map<Metric, Long> firstKept,
            Map<String, KeptEntity> entities,
            BitSet heard) {
        this.hours = hours;
        this.firstKept = firstKept;
        this.entities = entities;
        this.heard = heard;
    }

    /**
     * Costs a walk over the sums of five weeks.
     *
     * @param to first hour that does not belong to the past any more
     */
    static Past read(Handle handle, int pceId, long to, GapHours gaps) {
        PastHours hours = new PastHours(to, gaps);
        PastReading reading = new PastReading(hours, RollupTable.firstKept(handle));
        RollupTable.read(handle, pceId, hours.firstWeek(), Hours.week(to - 1), reading::take);
        return reading.past();
    }

    static GapHours gaps(Handle handle, int pceId, long to) {
        return GapHours.read(handle, pceId, to - HOURS, Hours.start(to));
    }

    /** Whether it is the past of a tick, with these gaps. */
    boolean is(Instant tick, GapHours known) {
        return hours.to() == Hours.of(tick.minus(Present.HOUR)) && hours.gaps().alike(known);
    }

    /** The entities of which anything is stored. */
    Set<String> entities() {
        return entities.keySet();
    }

    boolean has(Series series) {
        return kept(series) != null;
    }

    /**
     * What is usual at an hour of the week: the same hours when there are four, else all.
     *
     * @param hourOfWeek the one that the past ends at or the one after it; any, for whether an
     *     address talks that did not in the last hour
     */
    Usual usual(Series series, int hourOfWeek) {
        KeptEntity.Kept kept = kept(series);
        if (kept == null) {
            return hours.none(first(series), hourOfWeek);
        }
        int asked = Math.floorMod(hourOfWeek - Hours.ofWeek(hours.to()), Hours.PER_WEEK);
        Usual known = asked < ASKED ? kept.usual[asked] : null;
        if (known != null) {
            return known;
        }
        PackedHours all = kept.all;
        if (all == null) {
            throw new IllegalStateException(
                    "hour " + hourOfWeek + " of the week is not kept of " + series);
        }
        return hours.of(all, first(series), hourOfWeek);
    }

    private KeptEntity.@Nullable Kept kept(Series series) {
        KeptEntity entity = entities.get(series.entity());
        return entity == null ? null : entity.of(series.metric());
    }

    private long first(Series series) {
        KeptEntity entity = entities.get(series.entity());
        return entity == null ? hours.to() : entity.first(series.metric(), hours.to(), firstKept);
    }

    /** The newest hour in which an entity talked; {@link Long#MIN_VALUE} when there is none. */
    long lastTalked(String entity) {
        KeptEntity known = entities.get(entity);
        return known == null ? Long.MIN_VALUE : known.last;
    }

    /** The hours from this one to the end of the past in which anybody was heard of at all. */
    Set<Long> heard(long since) {
        Set<Long> known = new HashSet<>();
        int begin = (int) Math.max(0, since - hours.from());
        for (int at = heard.nextSetBit(begin); at >= 0; at = heard.nextSetBit(at + 1)) {
            known.add(hours.from() + at);
        }
        return known;
    }
}
