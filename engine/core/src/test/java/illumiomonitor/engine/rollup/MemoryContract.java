package illumiomonitor.engine.rollup;

import static illumiomonitor.engine.rule.Planted.PCE;
import static illumiomonitor.engine.rule.Planted.TEN;

import illumiomonitor.db.Store;
import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.rule.Planted;
import illumiomonitor.spi.SourceHealth;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An empty store of a kind, what is planted in it, and the memory over it. */
abstract class MemoryContract {

    Planted planted;
    Memory memory;

    abstract Store openEmpty() throws Exception;

    @BeforeEach
    void open() throws Exception {
        planted = new Planted(openEmpty());
        memory = memory(planted.store);
    }

    @AfterEach
    void close() {
        planted.close();
    }

    static Memory memory(Store store) {
        return memory(store, Edges.MOST);
    }

    static Memory memory(Store store, int edgesAtMost) {
        SourceHealth ok =
                new SourceHealth("hq", "TRAFFIC", "OK", 0, TEN, "", Duration.ZERO, Duration.ZERO);
        return new Memory(
                store,
                Config.Pull.defaults(),
                Config.Judge.defaults(),
                ZoneOffset.UTC,
                (pce, tick) -> List.of(ok),
                edgesAtMost);
    }

    void pulled(Instant tick) throws InterruptedException {
        memory.rollups().takeIn(PCE, "hq");
        memory.rollups().make(PCE, "hq", tick);
    }
}
