package illumiomonitor.web.bench;

import illumiomonitor.engine.journal.Journal;
import illumiomonitor.web.service.Application.Benchmark;
import illumiomonitor.web.service.Application.Figure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the shipped rules catch in connection logs that others recorded and labelled. */
final class AccuracyBench implements Benchmark {

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
        try (Stream<Path> folders = Files.list(data)) {
            List<Path> sets = folders.filter(Files::isDirectory).sorted().toList();
            int captures = 0;
            for (Path set : sets) {
                captures += captures(set).size();
            }
            try (Courtroom room = new Courtroom(captures)) {
                return measured(sets, room, journal);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Figure> measured(List<Path> sets, Courtroom room, Journal journal)
            throws IOException, InterruptedException {
        List<Figure> figures = new ArrayList<>();
        int number = 0;
        double all = 0;
        for (Path set : sets) {
            String name = set.getFileName().toString();
            Tally tally = new Tally();
            List<Figure> ranks = new ArrayList<>();
            long start = System.nanoTime();
            for (Path capture : captures(set)) {
                journal.info("judging " + name + ": " + set.relativize(capture));
                Labelled truth = Labelled.of(capture);
                Recording recording = Recording.of(capture);
                Trial trial = new Trial(room, number++, recording, truth);
                trial.run();
                tally.add(trial.subjects(), truth);
                ranks.addAll(ranks(name, trial, Pairs.of(recording, truth)));
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            all += seconds;
            figures.addAll(tally.figures(name));
            figures.addAll(ranks);
            figures.add(Timed.figure(name + ", took", seconds, ""));
        }
        figures.add(Timed.figure("all sets, took", all, "240 s"));
        return figures;
    }

    /** Logs side by side are captures of their own; folders below hold the days of one. */
    private static List<Path> captures(Path set) throws IOException {
        try (Stream<Path> files = Files.list(set)) {
            List<Path> logs = files.filter(Files::isRegularFile).sorted().toList();
            return logs.size() > 1 ? logs : List.of(set);
        }
    }

    private static List<Figure> ranks(String set, Trial trial, List<String> pairs) {
        List<Figure> figures = new ArrayList<>();
        pairs.forEach(line -> figures.add(new Figure(set + ", connections", line, "")));
        trial.ranks().forEach((line, tick) -> figures.add(new Figure(set + ", pulls", line, tick)));
        return figures;
    }
}
