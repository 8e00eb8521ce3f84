package illumiomonitor.engine;

import illumiomonitor.db.Store;
import illumiomonitor.engine.alert.AlertBook;
import illumiomonitor.engine.alert.Exceptions;
import illumiomonitor.engine.beacon.Beacons;
import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.outbox.Composer;
import illumiomonitor.engine.outbox.Outbox;
import illumiomonitor.engine.pce.LabelRef;
import illumiomonitor.engine.pce.Origin;
import illumiomonitor.engine.pce.Pace;
import illumiomonitor.engine.pce.PceClient;
import illumiomonitor.engine.pce.PceRegister;
import illumiomonitor.engine.pce.Purpose;
import illumiomonitor.engine.plugin.Notifiers;
import illumiomonitor.engine.pull.Recovery;
import illumiomonitor.engine.pull.SourceHealths;
import illumiomonitor.engine.replay.Replays;
import illumiomonitor.engine.replay.StoredStretch;
import illumiomonitor.engine.retention.Retention;
import illumiomonitor.engine.rollup.Memory;
import illumiomonitor.engine.rule.FactSource;
import illumiomonitor.engine.rule.HealthReader;
import illumiomonitor.engine.rule.Judge;
import illumiomonitor.engine.rule.Knowledge;
import illumiomonitor.engine.rule.Rulebook;
import illumiomonitor.engine.run.Backfill;
import illumiomonitor.engine.run.Cycle;
import illumiomonitor.engine.run.RunLog;
import illumiomonitor.engine.run.RunOptions;
import illumiomonitor.engine.run.RunResult;
import illumiomonitor.engine.run.Runs;
import illumiomonitor.engine.schedule.Schedules;
import illumiomonitor.engine.time.Grid;
import illumiomonitor.engine.words.RuleWords;
import illumiomonitor.engine.words.Words;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The open store with every stage on it. Closed once; closing ends what runs. */
public final class Engine implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    /**
     * A tick that is this near counts as reached: answers tell the PCE's clock to within a second.
     * Of short steps it is a quarter, so that no tick is begun that is far from over.
     */
    private static final Duration NEAR = Duration.ofSeconds(2);

    /** How long a run that ends goes on to delete what has expired. */
    private static final Duration UPKEEP = Duration.ofSeconds(10);

    private final Config config;
    private final Clock clock;
    private final Store store;
    private final Origins origins;
    private final Grid grid;
    private final Runs runs;
    private final Rulebook rulebook;
    private final Memory memory;
    private final Judge judge;
    private final AlertBook alerts;
    private final Exceptions exceptions;
    private final Outbox outbox;
    private final Retention retention;
    private volatile boolean scheduled;
    private final List<Cycle> cycles = new ArrayList<>();
    private final Schedules schedules;
    private final Replays replays;
    private volatile String pages = "";

    private Engine(Config config, Clock clock, Pace pace, Store store) {
        this.config = config;
        this.clock = clock;
        this.store = store;
        this.origins = new Origins(config, store.folder(), clock, pace);
        this.grid = gridOf(config.schedule());
        this.runs = new Runs(store, clock);
        this.rulebook = new Rulebook(config.rules().dir(), store, clock, config.keep());
        HealthReader health = new SourceHealths(store)::asOf;
        this.memory =
                new Memory(store, config.pull(), config.judge(), config.display().zone(), health);
        this.judge =
                new Judge(
                        store,
                        rulebook,
                        new Knowledge(health, facts(), memory.histories()),
                        memory.windows(),
                        config.judge(),
                        config.hours(),
                        config.display(),
                        grid::step);
        this.exceptions =
                new Exceptions(
                        config.rules().dir().resolve("exceptions.yaml"),
                        config.display().zone(),
                        store,
                        clock);
        this.alerts = new AlertBook(store, exceptions, config.pull().settle(), clock);
        this.outbox =
                new Outbox(
                        store,
                        Notifiers.found().createAll(config.channels()),
                        new Composer(
                                Words.load(Composer.WORDS, config.display().language()),
                                RuleWords.onClassPath(),
                                config.display().zone(),
                                () -> pages),
                        clock);
        this.retention = new Retention(store, config.keep(), clock, memory::edgesDeleted);
        this.schedules = new Schedules(store);
        Map<Integer, String> names = new LinkedHashMap<>();
        PceRegister register = new PceRegister(store);
        Stages stages =
                new Stages(
                        config,
                        clock,
                        store,
                        grid,
                        runs,
                        memory.rollups(),
                        judge,
                        exceptions,
                        alerts,
                        outbox);
        for (Config.Pce pce : config.pces()) {
            int id = register.idOf(pce.name(), clock.instant());
            names.put(id, pce.name());
            register.spreadAfter(id, config.pull().spreadAfter());
            Origin client = origins.of(pce, register.clockOffsetOf(id));
            cycles.add(stages.cycle(pce, id, client));
        }
        this.replays =
                new Replays(
                        store,
                        rulebook,
                        judge,
                        exceptions,
                        new StoredStretch(store, config.keep(), grid, clock),
                        grid,
                        config.pull().settle(),
                        clock,
                        names);
    }

    /** What other stages than the rules' own make of the store. */
    private List<FactSource<?>> facts() {
        List<FactSource<?>> facts = new ArrayList<>(memory.facts());
        facts.add(new Beacons());
        return facts;
    }

    /**
     * Opens the store and puts the stages on it. Rows that a killed process left half-written are
     * removed first.
     *
     * @throws illumiomonitor.db.StoreException if the store is in use, newer than the program or
     *     broken
     */
    public static Engine open(Config config, Clock clock) {
        return open(config, clock, Pace.standard());
    }

    /**
     * The same with another patience towards the PCEs.
     *
     * @param pace how long a PCE is waited for
     */
    public static Engine open(Config config, Clock clock, Pace pace) {
        Store store = Store.open(config.storeUrl(), config.pull().minFreeDisk());
        try {
            Recovery.removeUnfinished(store);
            Engine engine = new Engine(config, clock, pace, store);
            engine.runs.endOrphans();
            return engine;
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    static Grid gridOf(Config.Schedule schedule) {
        return schedule.every() != null
                ? Grid.every(schedule.every())
                : Grid.cron(String.valueOf(schedule.cron()));
    }

    /**
     * What the schedule does beside the runs, for a process that only runs and ends: deletes some
     * of what has expired, and folds totals, so that the next one begins quickly. Nothing while the
     * schedule is on.
     *
     * @throws InterruptedException if the service is to stop; the next run goes on with it
     */
    public void upkeep() throws InterruptedException {
        if (!scheduled) {
            retention.runOnce(clock.instant().plus(UPKEEP));
        }
    }

    /** Begins the schedule: a run per PCE at every tick, deliveries, retention. */
    public void start() {
        scheduled = true;
        for (Cycle cycle : cycles) {
            cycle.pce().client().warnings().forEach(LOG::warn);
            RunLog told = new RunLog();
            schedules.atTicks(
                    "cycle-" + cycle.pce().name(),
                    grid,
                    cycle.pce().client()::clockOffset,
                    () -> {
                        RunResult run = runNow(cycle, RunOptions.SCHEDULED, Journal.none());
                        told.ended(run);
                        cycle.prepare(grid.next(run.tick()));
                    });
        }
        schedules.every("rollup", Duration.ofMinutes(5), this::sumUp);
        schedules.every("outbox", Duration.ofSeconds(2), outbox::kick);
        schedules.every(
                "retention",
                Duration.ofHours(1),
                () -> retention.run(clock.instant().plus(Duration.ofMinutes(10))));
        schedules.start();
    }

    /** What is over is summed up beside the runs, so that they need not. */
    private void sumUp() throws InterruptedException {
        for (Cycle cycle : cycles) {
            memory.rollups().make(cycle.pce().id(), cycle.pce().name(), presentTick(cycle));
        }
    }

    /** One run of one PCE at the present tick. */
    public RunResult runNow(Cycle cycle, RunOptions options, Journal journal)
            throws InterruptedException {
        // A process that has just begun knows only its own machine's clock, and a tick that the PCE
        // has not reached yet would count as judged when it does.
        cycle.pce().client().hearClock();
        return cycle.run(presentTick(cycle), options, journal);
    }

    /** The newest tick that the PCE's clock has reached. */
    public Instant presentTick(Cycle cycle) {
        Instant now = clock.instant().plus(cycle.pce().client().clockOffset());
        Duration quarter = grid.step(now).dividedBy(4);
        return grid.floor(now.plus(quarter.compareTo(NEAR) < 0 ? quarter : NEAR));
    }

    /** Where the pages are, for the links in messages; without a slash at its end. */
    public void pagesAt(String address) {
        pages = address;
    }

    public Config config() {
        return config;
    }

    public Clock clock() {
        return clock;
    }

    public Store store() {
        return store;
    }

    public Grid grid() {
        return grid;
    }

    public Runs runs() {
        return runs;
    }

    public Rulebook rulebook() {
        return rulebook;
    }

    /** The stored past: hourly sums and edges. */
    public Memory memory() {
        return memory;
    }

    public Judge judge() {
        return judge;
    }

    public AlertBook alerts() {
        return alerts;
    }

    public Exceptions exceptions() {
        return exceptions;
    }

    public Replays replays() {
        return replays;
    }

    public Outbox outbox() {
        return outbox;
    }

    public Retention retention() {
        return retention;
    }

    /**
     * Asks a PCE for the past with a client of its own, so that pulls go on beside it.
     *
     * @return to be closed by the caller
     */
    public PceClient clientForPast(Cycle cycle) {
        return origins.forPast(cycle.pce());
    }

    /**
     * Asks what a run pulls from, with a client of its own, so that runs go on beside it.
     *
     * @param purpose what it is asked for
     * @return to be closed by the caller
     */
    public Origin clientBeside(Cycle cycle, Purpose purpose) {
        return origins.beside(cycle.pce(), purpose);
    }

    /**
     * What a PCE knows of the time before coverage.
     *
     * @param client from {@link #clientForPast}
     */
    public Backfill backfill(Cycle cycle, Origin client) {
        return new Backfill(
                store,
                cycle.pce().id(),
                cycle.pce().name(),
                client,
                config.pull().maxResults(),
                config.pull().deadline(),
                () -> client.labels().stream().map(LabelRef::href).toList(),
                memory.rollups(),
                config.keep().rollups(),
                clock);
    }

    /** One per PCE, in the order of the configuration. */
    public List<Cycle> cycles() {
        return List.copyOf(cycles);
    }

    @Override
    public void close() {
        schedules.close();
        outbox.close();
        cycles.forEach(cycle -> cycle.pce().close());
        store.close();
    }
}
