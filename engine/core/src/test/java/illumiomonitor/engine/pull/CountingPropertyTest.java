package illumiomonitor.engine.pull;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.db.Store;
import illumiomonitor.engine.time.Grid;
import illumiomonitor.spi.Decision;
import illumiomonitor.spi.Direction;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens between the PCE and the store, what is counted is what happened. */
class CountingPropertyTest {

    private static final Instant DAY = Instant.parse("2026-07-01T00:00:00Z");
    private static final int SCHEDULES = System.getProperty("long") == null ? 20 : 400;

    private Store store;

    @BeforeEach
    void open() {
        store = Fixture.memory();
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** As kill -9 does it: nothing of the program runs afterwards. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void the_increments_add_up_to_the_truth(int block) throws Exception {
        for (int i = 0; i < SCHEDULES; i++) {
            long seed = block * 1000L + i;
            new Schedule(new Random(seed), new Fixture(store), "seed " + seed).play();
        }
    }

    /** Plays the schedules of these seeds and names those that do not add up. */
    public static void main(String[] args) throws Exception {
        int failed = 0;
        try (Store store = Fixture.memory()) {
            for (int seed = Integer.parseInt(args[0]); seed < Integer.parseInt(args[1]); seed++) {
                try {
                    new Schedule(new Random(seed), new Fixture(store), "seed " + seed).play();
                } catch (AssertionError e) {
                    failed++;
                    System.out.println(String.valueOf(e.getMessage()).replace('\n', ' '));
                }
            }
        }
        System.out.println(failed + " failed");
    }

    /** One random life of a PCE and of the program that watches it. */
    private static final class Schedule {

        private final Random random;
        private final Fixture fixture;
        private final PretendPce pce;
        private final String name;
        private final Instant start;
        private String journal = "";

        Schedule(Random random, Fixture fixture, String name) {
            this.random = random;
            this.fixture = fixture;
            this.pce = fixture.pce;
            this.start = DAY.plus(random.nextInt(48), ChronoUnit.HOURS);
            style();
            this.name = name + " " + journal;
        }

        private void style() {
            pce.clipped = random.nextInt(3) == 0;
            pce.midnight = random.nextBoolean();
            pce.splitStates = random.nextInt(3) > 0;
            pce.equalRows = random.nextInt(4) == 0;
            pce.managed = random.nextBoolean();
            if (!pce.clipped && random.nextInt(4) == 0) {
                pce.part = Duration.ofHours(6);
            }
            if (random.nextInt(4) == 0) {
                pce.cap = 12 + random.nextInt(8);
            }
            fixture.grid =
                    Grid.every(Duration.ofMinutes(new int[] {5, 20, 30, 60}[random.nextInt(4)]));
            String mode = random.nextBoolean() ? "auto" : pce.clipped ? "clipped" : "bucket";
            fixture.counters(mode);
            fixture.labels = () -> List.of("1", "2", "3");
            journal =
                    "clipped=%s midnight=%s split=%s equal=%s part=%s cap=%d mode=%s start=%s"
                            .formatted(
                                    pce.clipped,
                                    pce.midnight,
                                    pce.splitStates,
                                    pce.equalRows,
                                    pce.part,
                                    pce.cap,
                                    mode,
                                    start);
        }

        void play() throws Exception {
            Instant first = fixture.grid.next(start);
            Instant coverage = first.minus(24, ChronoUnit.HOURS).truncatedTo(ChronoUnit.DAYS);
            reports(coverage);
            Instant tick = first;
            Instant end = start.plus(10, ChronoUnit.HOURS);
            while (tick.isBefore(end)) {
                run(tick);
                tick = fixture.grid.next(tick.plus(Duration.ofMinutes(random.nextInt(50))));
            }
            settle(tick);
            assertThat(fixture.sums()).as(name).isEqualTo(pce.truth(coverage));
            soundness();
            rebuilt(tick, coverage);
        }

        /** A ledger that is read from the store knows what the one in memory knew. */
        private void rebuilt(Instant last, Instant coverage) throws InterruptedException {
            fixture.restart();
            Instant tick = fixture.grid.next(last);
            pce.now = tick;
            PullReport report = fixture.pull(tick);
            assertThat(report.increments()).as(name).isZero();
            assertThat(fixture.sums()).as(name).isEqualTo(pce.truth(coverage));
            assertThat(new Integrity(fixture.store).check()).as(name).isEmpty();
        }

        /** No faults any more; everything arrives and is asked for. */
        private void settle(Instant from) throws InterruptedException {
            pce.stale = Duration.ZERO;
            pce.failNext = 0;
            pce.missing = "";
            fixture.betweenChunks = () -> {};
            Instant tick = from;
            Instant end = from.plus(31, ChronoUnit.HOURS);
            while (tick.isBefore(end)) {
                pce.now = tick.plusSeconds(30);
                fixture.pull(tick);
                tick = fixture.grid.next(tick.plus(Duration.ofMinutes(115)));
            }
            pce.now = tick;
            fixture.pull(tick);
        }

        private void run(Instant tick) throws InterruptedException {
            pce.now = tick.plusSeconds(random.nextInt(120));
            pce.stale =
                    random.nextInt(6) == 0 ? Duration.ofMinutes(random.nextInt(40)) : Duration.ZERO;
            pce.failNext = random.nextInt(8) == 0 ? 1 : 0;
            pce.missing = random.nextInt(12) == 0 ? "region two" : "";
            pce.interruptNext = random.nextInt(20) == 0;
            pce.labelSuffix = String.valueOf(random.nextInt(3));
            int lives = random.nextInt(8) == 0 ? random.nextInt(3) : -1;
            int[] left = {lives};
            fixture.betweenChunks =
                    () -> {
                        if (left[0] >= 0 && left[0]-- == 0) {
                            throw new Killed();
                        }
                    };
            try {
                fixture.pull(tick);
            } catch (Killed e) {
                fixture.restart();
            } catch (InterruptedException e) {
                assertThat(e).hasMessage("told to stop");
            }
            if (random.nextInt(10) == 0) {
                fixture.store.totals().fold();
            }
            if (random.nextInt(10) == 0) {
                fixture.restart();
            }
        }

        private void reports(Instant coverage) {
            int flows = 3 + random.nextInt(6);
            for (int flow = 0; flow < flows; flow++) {
                int count = 1 + random.nextInt(25);
                String src = "10.0.0." + (1 + random.nextInt(3));
                String dst = "10.0.1." + (1 + random.nextInt(3));
                int proto = new int[] {6, 6, 17, 1}[random.nextInt(4)];
                int port = proto == 1 ? random.nextInt(2) : 440 + random.nextInt(4);
                Decision decision = Decision.values()[random.nextInt(4)];
                int sides = random.nextInt(4);
                Duration lag = Duration.ofMinutes(random.nextInt(25));
                for (int i = 0; i < count; i++) {
                    Instant at = moment(coverage);
                    String state = random.nextInt(3) == 0 ? "active" : "closed";
                    if (sides != 1) {
                        report(at, lag, src, dst, port, proto, decision, Direction.INBOUND, state);
                    }
                    if (sides != 0) {
                        report(at, lag, src, dst, port, proto, decision, Direction.OUTBOUND, state);
                    }
                }
            }
        }

        private Instant moment(Instant coverage) {
            Instant from = random.nextInt(4) == 0 ? coverage : start.minusSeconds(3600);
            long span = Duration.between(from, start.plus(10, ChronoUnit.HOURS)).toSeconds();
            return from.plusSeconds((long) (random.nextDouble() * span));
        }

        private void report(
                Instant at,
                Duration lag,
                String src,
                String dst,
                int port,
                int proto,
                Decision decision,
                Direction direction,
                String state) {
            Duration late = random.nextInt(8) == 0 ? Duration.ofMinutes(random.nextInt(300)) : lag;
            pce.reports.add(
                    new PretendPce.Report(
                            at,
                            at.plus(late).plusSeconds(random.nextInt(600)),
                            src,
                            dst,
                            port,
                            proto,
                            direction == Direction.INBOUND ? "server" : "client",
                            state,
                            decision,
                            direction,
                            1 + random.nextInt(9),
                            random.nextInt(1000),
                            random.nextInt(5) == 0 ? 0 : random.nextInt(1000)));
        }

        private void soundness() {
            assertThat(fixture.increments())
                    .as(name)
                    .allMatch(increment -> increment.connections() >= 0 && increment.in() >= 0)
                    .allMatch(increment -> !increment.since().isAfter(increment.until()));
        }
    }
}
