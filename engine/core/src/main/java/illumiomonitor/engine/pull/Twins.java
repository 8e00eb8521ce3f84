package illumiomonitor.engine.pull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;

/**
 * Keeps a connection that both agents report from counting twice: an outbound row counts until an
 * inbound row of the same connection and UTC day is there.
 */
final class Twins {

    private final Ledger ledger;
    private final Map<Long, Day> days = new HashMap<>();

    /** Connections of the new rows of a day, by direction. */
    private static final class Day {
        final LongSet inbound = new LongSet();
        final LongSet outbound = new LongSet();
        final LongSet answered = new LongSet();
    }

    /**
     * A row of the store that no longer counts.
     *
     * @param firstUntil end of its first increment, milliseconds since 1970
     * @param last newest activity, milliseconds since 1970
     */
    record Uncounted(Known known, long flowId, long firstUntil, long last) {}

    Twins(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * Marks the new outbound rows that do not count, and finds the known ones that no longer do.
     */
    List<Uncounted> settle(List<Observed> fresh) throws InterruptedException {
        fresh.forEach(this::note);
        List<Uncounted> uncounted = new ArrayList<>();
        for (Entry<Long, Day> day : days.entrySet()) {
            DayLedger known = ledger.day(day.getKey());
            known.forEach(row -> meet(row, known, day.getValue(), uncounted));
        }
        for (Observed row : fresh) {
            Day day = days.get(row.day());
            row.counted =
                    !row.isOutbound()
                            || day == null
                            || !(day.inbound.has(row.connection)
                                    || day.answered.has(row.connection));
        }
        return uncounted;
    }

    private void note(Observed row) {
        if (row.isInbound()) {
            days.computeIfAbsent(row.day(), d -> new Day()).inbound.add(row.connection);
        } else if (row.isOutbound()) {
            days.computeIfAbsent(row.day(), d -> new Day()).outbound.add(row.connection);
        }
    }

    private static void meet(Known known, DayLedger ledger, Day day, List<Uncounted> uncounted) {
        if (known.isInbound()) {
            if (day.outbound.has(known.connection)) {
                day.answered.add(known.connection);
            }
        } else if (known.isOutbound() && known.counted && day.inbound.has(known.connection)) {
            uncounted.add(
                    new Uncounted(
                            known,
                            ledger.flowId(known),
                            ledger.millis(known.firstUntil),
                            ledger.millis(known.last)));
        }
    }
}
