package illumiomonitor.web.bench;

import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.run.RunOptions;
import illumiomonitor.engine.run.RunResult;
import illumiomonitor.engine.time.Grid;
import illumiomonitor.web.Main;
import illumiomonitor.web.service.Application.Benchmark;
import illumiomonitor.web.service.Application.Figure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The whole cycle: pull, judge, alert. */
final class CycleBench implements Benchmark {

    private static final int CYCLES = 3;

    @Override
    public String name() {
        return "cycle";
    }

    @Override
    public String title() {
        return "a whole cycle of 200,000 rows with 20 rules: a tenth of the 50 s of the Python original, a fifth where the JVM starts for it";
    }

    @Override
    public List<Figure> measure(@Nullable Integer wanted, Journal journal)
            throws InterruptedException {
        int rows = wanted == null ? Site.FULL : wanted;
        double alone = alone(rows);
        try (Site site = new Site(rows, 20)) {
            double first = Timed.seconds(() -> run(site));
            double longest = Timed.seconds(() -> prepare(site));
            List<Double> cycles = new ArrayList<>();
            while (cycles.size() < CYCLES) {
                site.goOn();
                cycles.add(Timed.seconds(() -> run(site)));
                longest = Math.max(longest, Timed.seconds(() -> prepare(site)));
            }
            return List.of(
                    Timed.figure("run, a process of its own", alone, "10 s"),
                    Timed.figure("first cycle of this process", first, ""),
                    Timed.figure("second cycle", cycles.get(0), "5 s"),
                    Timed.figure("third cycle", cycles.get(1), "5 s"),
                    Timed.figure("fourth cycle, an hour is over", cycles.get(2), "5 s"),
                    Timed.figure("taking in and summing up after them, the longest", longest, ""),
                    Timed.heap());
        }
    }

    /** What {@code monitor run} takes, the start of the JVM and a new store included. */
    private static double alone(int rows) throws InterruptedException {
        Duration every = Duration.ofMinutes(5);
        // At a tick: what is newer than the tick would come with the next run only.
        Instant tick = Grid.every(every).floor(Clock.systemUTC().instant());
        try (Site site = new Site(rows, 20, every, tick)) {
            return Timed.seconds(() -> run(site.configuration()));
        }
    }

    private static void run(Path configuration) throws InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        // As the launcher starts what ends soon.
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of("run", "-c", configuration.toString()));
        Path log = configuration.resolveSibling("run.log");
        try {
            int code =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start()
                            .waitFor();
            if (code != 0) {
                throw new IllegalStateException(
                        "the run ended with " + code + ": " + Files.readString(log));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the service does after a run, when its alerts are out, for the next one. */
    private static void prepare(Site site) throws InterruptedException {
        site.cycle().prepare(site.engine().grid().next(site.now()));
    }

    private static void run(Site site) throws InterruptedException {
        RunResult result = site.cycle().run(site.now(), RunOptions.SCHEDULED, Journal.none());
        if (!result.result().equals("OK")) {
            throw new IllegalStateException(
                    "the run ended " + result.result() + ": " + result.reason());
        }
    }
}
