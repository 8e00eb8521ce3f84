package illumiomonitor.engine.pull;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.db.Store;
import illumiomonitor.engine.H2;
import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.journal.Outcome;
import illumiomonitor.engine.pce.LabPce;
import illumiomonitor.engine.pce.Pace;
import illumiomonitor.engine.pce.PceClient;
import illumiomonitor.engine.pce.PceRegister;
import illumiomonitor.engine.time.Grid;
import illumiomonitor.lab.Lab;
import illumiomonitor.lab.time.LabClock;
import illumiomonitor.lab.traffic.Knowledge;
import illumiomonitor.lab.traffic.RowStyle;
import illumiomonitor.lab.traffic.RowStyle.Counters;
import illumiomonitor.lab.traffic.RowStyle.FirstDetected;
import illumiomonitor.lab.traffic.Sum;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A night with the lab's company over HTTP, from the first pull to a restart the next day. */
class LabPullTest {

    private static final boolean LONG = System.getProperty("long") != null;
    private static final Duration STEP = Duration.ofMinutes(LONG ? 30 : 60);

    /** After the part of a day that begins at six. */
    private static final Instant DAY =
            Instant.parse(LONG ? "2026-07-02T12:00:00Z" : "2026-07-02T06:30:00Z");

    private static final Instant COVERAGE = Instant.parse("2026-06-30T00:00:00Z");

    @TempDir private Path folder;

    static Stream<Named<Consumer<RowStyle>>> styles() {
        return Stream.of(
                Named.of("days from midnight", style -> {}),
                Named.of(
                        "days from the first report",
                        style -> style.firstDetected(FirstDetected.EXACT)),
                Named.of("a row for all states", style -> style.splitStates(false)),
                Named.of("parts of days", style -> style.part(Duration.ofHours(6))),
                Named.of("equal rows", style -> style.equalRows(true)),
                Named.of("clipped", style -> style.counters(Counters.CLIPPED)));
    }

    @ParameterizedTest
    @MethodSource("styles")
    void everything_that_happened_is_counted_once(Consumer<RowStyle> style) throws Exception {
        LabClock clock = LabClock.at("2026-07-01T22:30:00Z");
        try (Lab lab = Lab.demo(7, clock).start();
                Store store = Store.open(H2.file(folder.resolve("monitor")))) {
            style.accept(lab.rowStyle().knowledge(Knowledge.OF_NOW));
            Watch watch = new Watch(lab, store, clock);
            Instant tick = Instant.parse("2026-07-01T22:30:00Z");
            while (tick.isBefore(Instant.parse("2026-07-02T01:30:00Z"))) {
                watch.pull(tick);
                tick = tick.plus(STEP);
            }
            watch = new Watch(lab, store, clock);
            watch.pull(DAY);

            Sum truth = lab.truth().total(COVERAGE, DAY);
            assertThat(watch.sums())
                    .containsExactly(
                            truth.connections() + truth.reports(),
                            truth.bytesIn(),
                            truth.bytesOut());
            assertThat(new Integrity(store).check()).isEmpty();
        }
    }

    private final class Watch {

        private final Store store;
        private final LabClock clock;
        private final Puller puller;

        Watch(Lab lab, Store store, LabClock clock) {
            this.store = store;
            this.clock = clock;
            int id = new PceRegister(store).idOf("lab", clock.instant());
            PceClient client =
                    new PceClient(
                            LabPce.of(lab),
                            Config.Pull.defaults(),
                            clock,
                            folder.resolve("spool"),
                            Pace.brisk());
            puller =
                    new Puller(
                            store,
                            id,
                            "lab",
                            client,
                            client,
                            Config.Pull.defaults(),
                            Config.Keep.defaults(),
                            Grid.every(Duration.ofMinutes(5)),
                            clock);
        }

        void pull(Instant tick) throws InterruptedException {
            clock.set(tick);
            PullReport report = puller.traffic(tick, 1, Journal.none());
            assertThat(report.outcome()).as(report.reason()).isEqualTo(Outcome.OK);
        }

        Long[] sums() {
            return store.jdbi()
                    .withHandle(
                            handle ->
                                    handle.createQuery(
                                                    """
                                                    select sum(connections), sum(bytes_in), sum(bytes_out)
                                                      from history.increments where counted
                                                    """)
                                            .map(
                                                    (row, ctx) ->
                                                            new Long[] {
                                                                row.getLong(1),
                                                                row.getLong(2),
                                                                row.getLong(3)
                                                            })
                                            .one());
        }
    }
}
