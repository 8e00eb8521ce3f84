package illumiomonitor.engine;

import illumiomonitor.db.Store;
import illumiomonitor.engine.alert.AlertBook;
import illumiomonitor.engine.alert.Exceptions;
import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.outbox.Outbox;
import illumiomonitor.engine.pce.LabelRef;
import illumiomonitor.engine.pce.Origin;
import illumiomonitor.engine.pull.Puller;
import illumiomonitor.engine.reference.Refresh;
import illumiomonitor.engine.rollup.Rollups;
import illumiomonitor.engine.rule.Judge;
import illumiomonitor.engine.run.Cycle;
import illumiomonitor.engine.run.DueTicks;
import illumiomonitor.engine.run.Health;
import illumiomonitor.engine.run.PatientSource;
import illumiomonitor.engine.run.Runs;
import illumiomonitor.engine.run.Watched;
import illumiomonitor.engine.time.Grid;
import java.time.Clock;
import java.time.Duration;

/** What the cycles of all PCEs share: the stages that the data of each goes through. */
record Stages(
        Config config,
        Clock clock,
        Store store,
        Grid grid,
        Runs runs,
        Rollups rollups,
        Judge judge,
        Exceptions exceptions,
        AlertBook alerts,
        Outbox outbox) {

    /** How long a PCE that refused the key is left alone. */
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    /**
     * The way of the data of one PCE.
     *
     * @param id of the PCE in the store
     * @param client what it pulls from
     */
    Cycle cycle(Config.Pce pce, int id, Origin client) {
        // What other sources hold are whole connections: none of them grows.
        Config.Pull pull = pce.feed() == null ? config.pull() : config.pull().counting("bucket");
        PatientSource patient = new PatientSource(client, client, clock, PATIENCE);
        Puller puller =
                new Puller(
                        store,
                        id,
                        pce.name(),
                        patient,
                        patient,
                        pull,
                        config.keep(),
                        grid,
                        clock,
                        store.folder().orElse(null),
                        () -> client.labels().stream().map(LabelRef::href).toList());
        Refresh refresh =
                new Refresh(
                        store,
                        id,
                        pce.name(),
                        client::each,
                        config.pull().reference(),
                        config.keep().events(),
                        client::now);
        return new Cycle(
                new Watched(id, pce.name(), client, puller),
                new Health(patient, clock),
                refresh,
                store,
                runs,
                rollups,
                new DueTicks(store, grid, config.pull().settle()),
                judge,
                exceptions,
                alerts,
                outbox,
                clock);
    }
}
