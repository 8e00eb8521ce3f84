package illumiomonitor.web.bench;

import illumiomonitor.engine.journal.Journal;
import illumiomonitor.web.service.Application.Benchmark;
import illumiomonitor.web.service.Application.Figure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the shipped rules catch in connection logs that others recorded and labelled. */
final class AccuracyBench implements Benchmark {

    private static final int SHOWN = 5;

    @Override
    public String name() {
        return "accuracy";
    }

    @Override
    public String title() {
        return "what the shipped rules catch in labelled connection logs: needs --data DIR with a folder for each set";
    }

    @Override
    public List<Figure> measure(@Nullable Integer rows, Journal journal) {
        return List.of(new Figure("nothing measured", "no data", "give --data DIR"));
    }

    @Override
    public List<Figure> measure(Path data, Journal journal) throws InterruptedException {
        List<Figure> figures = new ArrayList<>();
        try (Stream<Path> sets = Files.list(data)) {
            for (Path set : sets.filter(Files::isDirectory).sorted().toList()) {
                journal.info("judging " + set.getFileName());
                figures.addAll(measured(set));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return figures;
    }

    private static List<Figure> measured(Path set) throws IOException, InterruptedException {
        Labelled truth = Labelled.of(set);
        Trial trial = new Trial(set, truth);
        double seconds = Timed.seconds(() -> run(trial));
        String name = set.getFileName().toString();
        List<Figure> figures = new ArrayList<>();
        Set<String> caught = new HashSet<>();
        for (Map.Entry<String, TreeSet<String>> rule : trial.subjects().entrySet()) {
            Set<String> sources = new HashSet<>();
            rule.getValue().forEach(subject -> sources.add(subject.split(" ")[0]));
            caught.addAll(sources);
            figures.add(
                    new Figure(
                            name + ", " + rule.getKey(),
                            rule.getValue().size()
                                    + " subjects"
                                    + judged(sources, truth)
                                    + shown(rule.getValue()),
                            ""));
        }
        figures.add(new Figure(name + ", all rules", totals(caught, truth), ""));
        trial.ranks()
                .forEach((line, tick) -> figures.add(new Figure(name + ", beacons", line, tick)));
        figures.add(Timed.figure(name + ", took", seconds, "300 s"));
        return figures;
    }

    private static void run(Trial trial) throws InterruptedException {
        try {
            trial.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String judged(Set<String> sources, Labelled truth) {
        return truth.isLabelled()
                ? ", true " + both(sources, truth.malicious()) + ", false " + wrong(sources, truth)
                : "";
    }

    private static String totals(Set<String> caught, Labelled truth) {
        if (!truth.isLabelled()) {
            return caught.size() + " sources";
        }
        long found = both(caught, truth.malicious());
        return "%,d of %,d malicious sources, missed %,d, false %,d (benign %,d)"
                .formatted(
                        found,
                        truth.malicious().size(),
                        truth.malicious().size() - found,
                        wrong(caught, truth),
                        both(caught, truth.benign()));
    }

    private static long wrong(Set<String> sources, Labelled truth) {
        return sources.size() - both(sources, truth.malicious());
    }

    private static long both(Set<String> one, Set<String> other) {
        return one.stream().filter(other::contains).count();
    }

    private static String shown(TreeSet<String> subjects) {
        return subjects.size() > SHOWN ? "" : ": " + String.join("; ", subjects);
    }
}
