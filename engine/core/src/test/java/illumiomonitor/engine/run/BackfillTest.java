package illumiomonitor.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import illumiomonitor.db.Store;
import illumiomonitor.engine.H2;
import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.journal.Outcome;
import illumiomonitor.engine.pce.LabPce;
import illumiomonitor.engine.pce.LabelRef;
import illumiomonitor.engine.pce.Pace;
import illumiomonitor.engine.pce.PceClient;
import illumiomonitor.engine.pce.PceRegister;
import illumiomonitor.engine.pull.Puller;
import illumiomonitor.engine.rollup.Memory;
import illumiomonitor.engine.rule.FactSource;
import illumiomonitor.engine.time.Grid;
import illumiomonitor.lab.Lab;
import illumiomonitor.lab.time.LabClock;
import illumiomonitor.lab.traffic.Knowledge;
import illumiomonitor.lab.traffic.Sum;
import illumiomonitor.spi.Baseline;
import illumiomonitor.spi.Edge;
import illumiomonitor.spi.Flow;
import illumiomonitor.spi.FlowAnswer;
import illumiomonitor.spi.FlowQuery;
import illumiomonitor.spi.FlowRow;
import illumiomonitor.spi.FlowSource;
import illumiomonitor.spi.History;
import illumiomonitor.spi.SourceException;
import illumiomonitor.spi.Tick;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The days before coverage, asked of the lab's company over HTTP. */
class BackfillTest {

    private static final Instant NOW = Instant.parse("2026-07-01T02:00:00Z");
    private static final Instant COVERAGE = Instant.parse("2026-06-30T00:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final LocalDate LAST = LocalDate.parse("2026-06-29");

    @TempDir private Path folder;

    private Lab lab;
    private Store store;
    private PceClient client;
    private Memory memory;
    private int pceId;
    private final Asked source = new Asked();

    /** The lab, with what was asked, and a day that is not answered. */
    private final class Asked implements FlowSource {

        private final List<LocalDate> asked = new ArrayList<>();
        private LocalDate fails = LocalDate.MIN;
        private LocalDate stops = LocalDate.MIN;

        @Override
        public FlowAnswer flows(FlowQuery query, Consumer<FlowRow> rows)
                throws SourceException, InterruptedException {
            LocalDate day = LocalDate.ofInstant(query.window().from(), ZoneOffset.UTC);
            asked.add(day);
            if (day.equals(fails)) {
                throw new SourceException(
                        SourceException.Problem.UNREACHABLE, "The lab does not answer.", null);
            }
            if (day.equals(stops)) {
                throw new InterruptedException("told to stop");
            }
            return client.flows(query, rows);
        }

        @Override
        public Duration clockOffset() {
            return client.clockOffset();
        }
    }

    @BeforeEach
    void pullOnce() throws InterruptedException {
        LabClock clock = LabClock.at(NOW.toString());
        lab = Lab.demo(7, clock).start();
        lab.rowStyle().knowledge(Knowledge.OF_NOW);
        store = Store.open(H2.file(folder.resolve("monitor")));
        pceId = new PceRegister(store).idOf("lab", NOW);
        Config.Pce pce = LabPce.of(lab);
        client =
                PceClient.forPast(
                        pce, Config.Pull.defaults(), clock, folder.resolve("spool"), Pace.brisk());
        memory =
                new Memory(
                        store,
                        Config.Pull.defaults(),
                        Config.Judge.defaults(),
                        ZoneOffset.UTC,
                        (id, tick) -> List.of());
        Puller puller =
                new Puller(
                        store,
                        pceId,
                        "lab",
                        client,
                        client,
                        Config.Pull.defaults(),
                        Config.Keep.defaults(),
                        Grid.every(Duration.ofMinutes(5)),
                        clock);
        assertThat(puller.traffic(NOW, 1, Journal.none()).outcome()).isEqualTo(Outcome.OK);
        memory.rollups().takeIn(pceId, "lab");
        memory.rollups().make(pceId, "lab", NOW);
    }

    @AfterEach
    void close() {
        client.close();
        store.close();
        lab.close();
    }

    private Backfill backfill(Duration keep) {
        return new Backfill(
                store,
                pceId,
                "lab",
                source,
                200_000,
                Duration.ofMinutes(15),
                () -> client.labels().stream().map(LabelRef::href).toList(),
                memory.rollups(),
                keep,
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private List<Backfill.Day> run(int days) throws InterruptedException {
        Backfill backfill = backfill(Duration.ofDays(90));
        return backfill.run(backfill.plan(days), Journal.none());
    }

    @Test
    void edges_and_sums_of_the_days_before_are_known_afterwards() throws Exception {
        List<Backfill.Day> days = run(2);

        assertThat(days).extracting(Backfill.Day::day).containsExactly(LAST, LAST.minusDays(1));
        assertThat(days).allMatch(day -> day.outcome() == Outcome.OK);
        assertThat(days.get(0).edges()).isPositive();
        Instant from = COVERAGE.minus(Duration.ofDays(2));
        Sum all = lab.truth().total(from, NOW);
        Sum since = lab.truth().total(COVERAGE, NOW);
        assertThat(number("select sum(bytes_in) from edge_day where learned"))
                .isEqualTo(all.bytesIn() - since.bytesIn());
        assertThat(number("select sum(connections) from edge_day where learned"))
                .isEqualTo(all.connections() - since.connections());
        Edge old =
                facts(Edge.class).stream()
                        .map(Edge.class::cast)
                        .filter(edge -> edge.firstSeen().isBefore(COVERAGE))
                        .findFirst()
                        .orElseThrow();
        assertThat(old.isNew()).isFalse();
        assertThat(old.daysBefore()).isPositive();
        History atCoverage =
                memory.histories()
                        .of(
                                pceId,
                                "lab",
                                new Tick(
                                        COVERAGE.plus(HOUR),
                                        COVERAGE.plusSeconds(60),
                                        ZoneOffset.UTC,
                                        true),
                                memory.windows());
        assertThat(atCoverage.lastSeen(old.srcIp(), old.dstIp(), old.port(), old.proto()))
                .isBetween(COVERAGE.minus(Duration.ofDays(2)), COVERAGE);
    }

    @Test
    void nothing_that_has_an_hour_learns_from_a_day() throws Exception {
        List<?> baselines = facts(Baseline.class);
        List<String> windows = windows();
        long flows = number("select count(*) from flow");
        long increments = number("select count(*) from increment");
        long endpoints = number("select count(*) from endpoint");
        String hours =
                text(
                        "select listagg(entity || hours) within group (order by rollup_id) from rollup");
        assertThat(baselines).isNotEmpty();
        assertThat(windows).isNotEmpty();

        run(3);

        assertThat(facts(Baseline.class)).isEqualTo(baselines);
        assertThat(windows()).isEqualTo(windows);
        assertThat(number("select count(*) from flow")).isEqualTo(flows);
        assertThat(number("select count(*) from increment")).isEqualTo(increments);
        assertThat(number("select count(*) from endpoint")).isEqualTo(endpoints);
        assertThat(
                        text(
                                "select listagg(entity || hours) within group (order by rollup_id) from rollup"))
                .isEqualTo(hours);
    }

    @Test
    void a_day_that_fails_is_told_and_asked_for_again() throws Exception {
        source.fails = LAST.minusDays(1);
        List<Backfill.Day> first = run(3);
        source.fails = LocalDate.MIN;
        source.asked.clear();

        List<Backfill.Day> again = run(3);

        assertThat(first)
                .extracting(Backfill.Day::outcome)
                .containsExactly(Outcome.OK, Outcome.FAILED, Outcome.OK);
        assertThat(first.get(1).reason()).isEqualTo("The lab does not answer.");
        assertThat(source.asked).containsExactly(LAST.minusDays(1));
        assertThat(again).extracting(Backfill.Day::outcome).containsExactly(Outcome.OK);
        assertThat(run(3)).isEmpty();
    }

    @Test
    void one_that_is_stopped_goes_on_where_it_stopped() throws Exception {
        source.stops = LAST.minusDays(1);
        assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> run(2));
        source.stops = LocalDate.MIN;

        assertThat(run(2)).extracting(Backfill.Day::day).containsExactly(LAST.minusDays(1));
    }

    @Test
    void days_that_would_be_deleted_at_once_are_refused_with_the_figure_to_set() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> backfill(Duration.ofDays(7)).plan(30))
                .withMessage(
                        "30 days before 2026-06-30 would be deleted again at once: set keep: {rollups: 31d}, now 7d, or ask for --days 6 at most");
        assertThat(backfill(Duration.ofDays(7)).plan(6).due()).hasSize(6);
    }

    private List<?> facts(Class<?> type) throws InterruptedException {
        FactSource<?> facts =
                memory.facts().stream().filter(one -> one.type() == type).findFirst().orElseThrow();
        try (Handle handle = store.jdbi().open()) {
            Instant from = NOW.minus(HOUR);
            List<Flow> flows = List.copyOf(memory.windows().between(pceId, "lab", from, NOW));
            Tick tick = new Tick(NOW, from, ZoneOffset.UTC, true);
            return facts
                    .facts(
                            new FactSource.Window(
                                    handle,
                                    pceId,
                                    "lab",
                                    tick,
                                    flows,
                                    memory.windows(),
                                    rule -> HOUR))
                    .stream()
                    .sorted(Comparator.comparing(Object::toString))
                    .toList();
        }
    }

    private List<String> windows() throws InterruptedException {
        return memory
                .windows()
                .between(pceId, "lab", COVERAGE.minus(Duration.ofDays(9)), NOW)
                .stream()
                .map(flow -> flow.id() + " " + flow.connections() + " " + flow.bytesIn())
                .sorted()
                .toList();
    }

    private long number(String sql) {
        return store.jdbi().withHandle(handle -> handle.createQuery(sql).mapTo(long.class).one());
    }

    private String text(String sql) {
        return store.jdbi().withHandle(handle -> handle.createQuery(sql).mapTo(String.class).one());
    }
}
