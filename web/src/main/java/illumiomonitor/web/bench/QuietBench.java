package illumiomonitor.web.bench;

import static java.util.Objects.requireNonNull;

import illumiomonitor.engine.Engine;
import illumiomonitor.engine.config.ConfigFile;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.run.Cycle;
import illumiomonitor.engine.run.RunOptions;
import illumiomonitor.engine.run.RunResult;
import illumiomonitor.lab.Lab;
import illumiomonitor.lab.time.LabClock;
import illumiomonitor.rules.Pack;
import illumiomonitor.web.service.Application.Benchmark;
import illumiomonitor.web.service.Application.Figure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the shipped rules say of days on which nothing happens: the lab's estate without a story, a
 * run every five minutes, on a clock that does not wait. A rule that is live and would say more
 * than {@link #MOST} things on the last of them is too loud to ship so.
 */
final class QuietBench implements Benchmark {

    /** Alerts of one rule on one day. */
    static final int MOST = 20;

    /** A working day in the lab's office. */
    private static final Instant START = Instant.parse("2026-07-01T16:00:00Z");

    private static final Duration EVERY = Duration.ofMinutes(5);

    /**
     * What a rule said on a day.
     *
     * @param mode LIVE, SHADOW or OFF
     * @param alerts how often a subject came up, each stretch of ticks in a row once
     * @param held whether it was still learning
     */
    record Said(String rule, String mode, int alerts, boolean held) {

        boolean isTooLoud() {
            return mode.equals("LIVE") && alerts > MOST;
        }
    }

    @Override
    public String name() {
        return "quiet";
    }

    @Override
    public String title() {
        return "what the shipped rules say on a quiet day of the lab, the last of three (--rows N: of N): at most 20 alerts a live rule";
    }

    @Override
    public List<Figure> measure(@Nullable Integer wanted, Journal journal)
            throws InterruptedException {
        int days = wanted == null ? 3 : wanted;
        List<Figure> figures = new ArrayList<>();
        long all = 0;
        for (Said said : said(days, (int) (Duration.ofDays(1).toMinutes() / EVERY.toMinutes()))) {
            if (said.mode.equals("LIVE") && !said.held) {
                all += said.alerts;
            }
            figures.add(
                    new Figure(
                            said.rule,
                            "%d alerts, %s%s"
                                    .formatted(
                                            said.alerts,
                                            said.mode.toLowerCase(Locale.ROOT),
                                            said.held ? ", still learning" : ""),
                            said.mode.equals("LIVE") ? "20" : ""));
        }
        figures.add(new Figure("all that anybody is told of", all + " alerts", ""));
        return figures;
    }

    /**
     * Lives through some days.
     *
     * @param ticks of each; the last day's are counted
     */
    static List<Said> said(int days, int ticks) throws InterruptedException {
        LabClock clock = new LabClock(START);
        try (Folder folder = new Folder();
                Lab lab = Lab.quiet(20260701, clock).start()) {
            Pack.install(folder.path.resolve("rules"));
            Path file = folder.path.resolve("monitor.yaml");
            Files.writeString(file, yaml(lab));
            try (Engine engine = Engine.open(ConfigFile.load(file, Map.of()), clock)) {
                Cycle cycle = engine.cycles().get(0);
                for (int n = 1; n < days * ticks; n++) {
                    run(cycle, clock);
                    clock.advance(EVERY);
                }
                run(cycle, clock);
                Instant end = clock.instant();
                return counted(engine, end.minus(EVERY.multipliedBy(ticks)), end);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String yaml(Lab lab) {
        return """
                pce:
                  - {name: lab, url: "%s", org: %d, key: "%s", secret: "%s"}
                store: {url: "jdbc:h2:file:./store/monitor"}
                schedule: {every: %dm}
                pull: {requests-per-minute: 100000}
                rules: {dir: rules}
                channels: []
                display: {zone: Asia/Taipei}
                """
                .formatted(lab.url(), lab.org(), lab.key(), lab.secret(), EVERY.toMinutes());
    }

    private static void run(Cycle cycle, LabClock clock) throws InterruptedException {
        RunResult result = cycle.run(clock.instant(), RunOptions.SCHEDULED, Journal.none());
        if (!result.result().equals("OK")) {
            throw new IllegalStateException(
                    "the run at %s ended %s: %s"
                            .formatted(clock.instant(), result.result(), result.reason()));
        }
    }

    private static List<Said> counted(Engine engine, Instant from, Instant to) {
        Map<String, String> modes = new TreeMap<>();
        Pack.rules().forEach(rule -> modes.put(rule.name(), rule.mode()));
        Map<String, int[]> counts = new TreeMap<>();
        Map<String, Instant> last = new TreeMap<>();
        engine.store()
                .jdbi()
                .useHandle(
                        handle ->
                                handle.createQuery(
                                                """
                                                select rule, subject, tick, held
                                                  from finding
                                                 where not withdrawn
                                                   and tick > :from
                                                   and tick <= :to
                                                 order by rule, subject, tick
                                                """)
                                        .bind("from", from.atOffset(ZoneOffset.UTC))
                                        .bind("to", to.atOffset(ZoneOffset.UTC))
                                        .mapToMap()
                                        .forEach(row -> count(row, counts, last)));
        List<Said> said = new ArrayList<>();
        counts.forEach(
                (rule, count) ->
                        said.add(
                                new Said(
                                        rule,
                                        modes.getOrDefault(rule, "LIVE"),
                                        count[0],
                                        count[1] > 0)));
        said.sort(Comparator.comparingInt(Said::alerts).reversed().thenComparing(Said::rule));
        return said;
    }

    /** A subject that is silent for an hour and comes up again is told of again. */
    private static void count(
            Map<String, Object> row, Map<String, int[]> counts, Map<String, Instant> last) {
        String rule = (String) row.get("rule");
        Instant tick = requireNonNull((OffsetDateTime) row.get("tick")).toInstant();
        Instant before = last.put(rule + "\n" + row.get("subject"), tick);
        int[] count = counts.computeIfAbsent(rule, name -> new int[2]);
        if (before == null || before.plus(Duration.ofHours(1)).isBefore(tick)) {
            count[0]++;
        }
        if ("learning".equals(row.get("held"))) {
            count[1]++;
        }
    }

    /** A folder that is gone afterwards. */
    private static final class Folder implements AutoCloseable {

        private final Path path;

        Folder() throws IOException {
            path = Files.createTempDirectory("monitor-quiet");
        }

        @Override
        public void close() throws IOException {
            try (Stream<Path> files = Files.walk(path)) {
                files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
            }
        }
    }
}
