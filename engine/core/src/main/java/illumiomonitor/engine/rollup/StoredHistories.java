package illumiomonitor.engine.rollup;

import illumiomonitor.db.Store;
import illumiomonitor.engine.rule.FlowWindows;
import illumiomonitor.engine.rule.Histories;
import illumiomonitor.spi.History;
import illumiomonitor.spi.Tick;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The past as the store has it. Thread-safe, but for those of one tick. */
final class StoredHistories implements Histories {

    private final Store store;
    private final Edges edges;
    private final Sent sent;
    private final DayShares dayShares;
    private final ZoneId zone;

    /**
     * @param zone the site's clock
     */
    StoredHistories(Store store, Edges edges, Sent sent, DayShares dayShares, ZoneId zone) {
        this.store = store;
        this.edges = edges;
        this.sent = sent;
        this.dayShares = dayShares;
        this.zone = zone;
    }

    @Override
    public History of(int pceId, String pce, Tick tick, FlowWindows windows) {
        return of(pceId, pce, tick, windows, new Answers());
    }

    private History of(int pceId, String pce, Tick tick, FlowWindows windows, Answers answers) {
        return new StoredHistory(
                store, windows, edges, sent, dayShares, zone, pceId, pce, tick, answers);
    }

    @Override
    public Histories atOneTick() {
        Map<List<Object>, Answers> known = new HashMap<>();
        return new Histories() {
            @Override
            public History of(int pceId, String pce, Tick tick, FlowWindows windows) {
                Answers answers =
                        known.computeIfAbsent(List.of(pceId, tick.at()), fresh -> new Answers());
                return StoredHistories.this.of(pceId, pce, tick, windows, answers);
            }

            @Override
            public Histories atOneTick() {
                return StoredHistories.this.atOneTick();
            }
        };
    }
}
