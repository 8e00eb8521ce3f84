package illumiomonitor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.config.ConfigFile;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.pce.Pace;
import illumiomonitor.engine.run.Cycle;
import illumiomonitor.engine.run.RunOptions;
import illumiomonitor.engine.run.RunResult;
import illumiomonitor.lab.Lab;
import illumiomonitor.lab.time.LabClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A whole installation in a test's folder: configuration, rules, file store, lab PCEs, a clock that
 * only the test moves.
 */
final class Installation implements AutoCloseable {

    private final Path folder;
    private final LabClock clock;
    private final List<String> pces = new ArrayList<>();
    private String channels = "[]";
    private boolean draft;
    private String spreadAfter = "30m";
    private Engine engine;

    Installation(Path folder, LabClock clock) throws IOException {
        this.folder = folder;
        this.clock = clock;
        Files.createDirectories(folder.resolve("rules"));
    }

    Installation watches(String name, Lab lab) {
        pces.add(
                "  - {name: %s, url: \"%s\", org: %d, key: \"%s\", secret: \"%s\"}"
                        .formatted(name, lab.url(), lab.org(), lab.key(), lab.secret()));
        return this;
    }

    /** Watches logs of Zeek instead of a PCE. */
    Installation watchesLogs(String name, Path logs) {
        return watchesAny("{name: %s, type: zeek, path: \"%s\"}".formatted(name, logs));
    }

    /** Watches a source as the configuration writes it. */
    Installation watchesAny(String source) {
        pces.add("  - " + source);
        return this;
    }

    /** Tells a channel as the configuration writes it. */
    Installation tellsAny(String channel) {
        channels = "[" + channel + "]";
        return this;
    }

    Installation tells(String url) {
        channels = "[{name: soc, type: webhook, url: \"%s\", secret: lab-hook}]".formatted(url);
        return this;
    }

    /** Whether draft decisions are asked for. */
    Installation draft(boolean asked) {
        draft = asked;
        return this;
    }

    /** Beyond which span an increment is shared out, as the configuration writes it. */
    Installation spreadAfter(String span) {
        spreadAfter = span;
        return this;
    }

    Installation rule(String name, String body) throws IOException {
        Files.writeString(
                folder.resolve("rules").resolve(name + ".drl"),
                "package illumiomonitor.rules."
                        + name.replace("-", "")
                        + "\n"
                        + "import illumiomonitor.spi.*\nglobal illumiomonitor.spi.Findings findings\n"
                        + body);
        return this;
    }

    Installation open() throws IOException {
        H2.file(folder.resolve("store/monitor"));
        Path file = folder.resolve("monitor.yaml");
        Files.writeString(
                file,
                """
                pce:
                %s
                store: {url: "jdbc:h2:file:./store/monitor"}
                schedule: {every: 5m}
                pull: {requests-per-minute: 100000, first-run: 1h, draft: %s, spread-after: %s}
                rules: {dir: rules}
                channels: %s
                """
                        .formatted(String.join("\n", pces), draft, spreadAfter, channels));
        Config config = ConfigFile.load(file, Map.of());
        engine = Engine.open(config, clock, Pace.brisk());
        return this;
    }

    /** As a crash and a start would: nothing in memory is left. */
    Installation reopen() throws IOException {
        engine.close();
        return open();
    }

    Engine engine() {
        return engine;
    }

    /** One cycle of every PCE at the clock's tick. */
    List<RunResult> run() throws InterruptedException {
        List<RunResult> results = new ArrayList<>();
        for (Cycle cycle : engine.cycles()) {
            results.add(engine.runNow(cycle, RunOptions.MANUAL, Journal.none()));
        }
        results.forEach(Installation::noRuleBroke);
        return results;
    }

    private static void noRuleBroke(RunResult result) {
        result.judgements()
                .forEach(
                        judgement ->
                                assertThat(judgement.results())
                                        .allSatisfy(rule -> assertThat(rule.error()).isNull()));
    }

    /** Cycles at every tick until the clock stands there. */
    void runUntil(Instant end) throws InterruptedException {
        while (!clock.instant().isAfter(end)) {
            run();
            clock.advance(java.time.Duration.ofMinutes(5));
        }
    }

    <T> List<T> ask(String sql, Class<T> type) {
        return engine.store()
                .jdbi()
                .withHandle(handle -> handle.createQuery(sql).mapTo(type).list());
    }

    long number(String sql) {
        return ask("select coalesce(" + sql, Long.class).get(0);
    }

    @Override
    public void close() {
        engine.close();
    }

    /** Whom the rules of some runs found, sorted, each once. */
    static List<String> subjects(List<RunResult> runs) {
        return runs.stream()
                .flatMap(run -> run.judgements().stream())
                .flatMap(judged -> judged.results().stream())
                .flatMap(result -> result.findings().stream())
                .map(finding -> finding.subject())
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * A rule called "one".
     *
     * @param then what {@code findings.add} is given
     */
    static String one(String when, String then) {
        return """
                rule "one"
                    @title("One")
                    @severity(LOW)
                when
                    %s
                then
                    findings.add( %s );
                end
                """
                .formatted(when, then);
    }
}
