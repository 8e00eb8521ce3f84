package illumiomonitor.web.bench;

import illumiomonitor.engine.journal.Journal;
import illumiomonitor.web.service.Application.Benchmark;
import illumiomonitor.web.service.Application.Figure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the shipped rules catch in connection logs that others recorded and labelled. */
final class AccuracyBench implements Benchmark {

    private static final int FAULTS = 5;

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
        try {
            List<Capture> captures = Capture.in(data);
            if (captures.isEmpty()) {
                return List.of(
                        new Figure(
                                "nothing measured",
                                data + " holds no connection log",
                                "a folder for each set, with logs called like conn.log"));
            }
            try (Courtroom room = new Courtroom(captures.size())) {
                return measured(captures, room, journal);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Figure> measured(List<Capture> captures, Courtroom room, Journal journal)
            throws IOException, InterruptedException {
        List<Figure> figures = new ArrayList<>();
        double all = 0;
        Map<String, List<Capture>> sets =
                captures.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Capture::set, TreeMap::new, Collectors.toList()));
        for (Map.Entry<String, List<Capture>> set : sets.entrySet()) {
            String name = set.getKey();
            Tally tally = new Tally();
            List<Figure> ranks = new ArrayList<>();
            long start = System.nanoTime();
            for (Capture capture : set.getValue()) {
                journal.info("judging " + capture);
                Recording recording = Recording.of(capture);
                faults(recording.faults(), journal);
                if (!recording.truth().isEmpty()) {
                    Trial trial = new Trial(room, captures.indexOf(capture), recording);
                    trial.run();
                    tally.add(trial, recording.truth());
                    ranks.addAll(ranks(name, trial, Pairs.of(recording)));
                    trial.stopped()
                            .forEach(
                                    (rule, why) ->
                                            journal.warn(
                                                    "%s: %s was not judged %s"
                                                            .formatted(capture, rule, why)));
                }
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

    private static void faults(List<String> faults, Journal journal) {
        faults.stream().limit(FAULTS).forEach(journal::warn);
        if (faults.size() > FAULTS) {
            journal.warn("%,d more lines are left out".formatted(faults.size() - FAULTS));
        }
    }

    private static List<Figure> ranks(String set, Trial trial, List<String> pairs) {
        List<Figure> figures = new ArrayList<>();
        pairs.forEach(line -> figures.add(new Figure(set + ", connections", line, "")));
        trial.ranks().forEach((line, tick) -> figures.add(new Figure(set + ", pulls", line, tick)));
        return figures;
    }
}
