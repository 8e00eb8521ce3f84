package illumiomonitor.engine.rollup;

import illumiomonitor.db.Store;
import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.rule.FactSource;
import illumiomonitor.engine.rule.FlowWindows;
import illumiomonitor.engine.rule.HealthReader;
import illumiomonitor.engine.rule.Histories;
import java.time.ZoneId;
import java.util.List;

/** The stored past, and all that rules can learn from it. Thread-safe. */
public final class Memory {

    private final Edges edges;
    private final FlowWindows windows;
    private final Rollups rollups;
    private final List<FactSource<?>> facts;
    private final Histories histories;

    /**
     * @param zone the site's clock
     * @param health how the sources of data did
     */
    public Memory(
            Store store, Config.Pull pull, Config.Judge bounds, ZoneId zone, HealthReader health) {
        this(store, pull, bounds, zone, health, Edges.MOST);
    }

    /**
     * @param edgesAtMost edges of a PCE that are held
     */
    Memory(
            Store store,
            Config.Pull pull,
            Config.Judge bounds,
            ZoneId zone,
            HealthReader health,
            int edgesAtMost) {
        Sent sent = new Sent(store);
        DayShares dayShares = new DayShares();
        this.edges = new Edges(store, edgesAtMost);
        this.windows = new FlowWindows(store, pull.spreadAfter(), bounds.maxFacts(), edges);
        this.rollups =
                new Rollups(
                        store,
                        windows,
                        edges,
                        new EdgeDays(store, edges, sent, dayShares),
                        pull.spreadAfter(),
                        pull.settle());
        Present present = new Present(rollups::version);
        this.facts =
                List.of(
                        new Baselines(present),
                        new Silences(present, health),
                        new EdgeFacts(edges));
        this.histories = new StoredHistories(store, edges, sent, dayShares, zone);
    }

    /** Where flows are read; knows when edges were first seen. */
    public FlowWindows windows() {
        return windows;
    }

    /** Edges were deleted from the store: what is at hand of them goes too. */
    public void edgesDeleted() {
        edges.forget();
    }

    public Rollups rollups() {
        return rollups;
    }

    /** Sources of Baseline, Silence and Edge. */
    public List<FactSource<?>> facts() {
        return facts;
    }

    public Histories histories() {
        return histories;
    }
}
