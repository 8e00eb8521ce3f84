package illumiomonitor.web.bench;

import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.rule.RuleCheck;
import illumiomonitor.engine.rule.RuleError;
import illumiomonitor.engine.rule.Rulebook;
import illumiomonitor.engine.rule.Walls;
import illumiomonitor.web.service.Application.Benchmark;
import illumiomonitor.web.service.Application.Figure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checking, compiling and saving rules. */
final class RulesBench implements Benchmark {

    private static final int TRIES = 5;

    private static final String SAVED = "rule-0.drl";

    /** Each is compiled alone before it is timed. */
    private static final int GUARDED = 20;

    @Override
    public String name() {
        return "rules";
    }

    @Override
    public String title() {
        return "rules, warm: the check 5 ms a rule, 200 rules compiled 4 s, one of 200 saved 2 s";
    }

    @Override
    public List<Figure> measure(@Nullable Integer wanted, Journal journal)
            throws InterruptedException {
        int rules = wanted == null ? 200 : wanted;
        try {
            Path folder = Files.createTempDirectory("rules-bench");
            RuleMaker.write(folder, rules);
            List<String> texts = texts(folder);
            double read =
                    Timed.median(
                                    TRIES,
                                    () -> texts.forEach(text -> Rulebook.refused("a.drl", text)))
                            / rules;
            List<Walls> walls =
                    texts.stream().limit(GUARDED).map(text -> Walls.of("a.drl", text)).toList();
            double check = Timed.median(TRIES, () -> walls.forEach(Walls::pass)) / walls.size();
            double all =
                    Timed.median(
                            TRIES,
                            () -> {
                                try {
                                    RuleCheck.of(folder);
                                } catch (IOException e) {
                                    throw new UncheckedIOException(e);
                                }
                            });
            return List.of(
                    millis("check of one rule, its text and its classes", check),
                    millis("of that its text", read),
                    Timed.figure(rules + " rules checked and compiled", all, "4 s"),
                    saved(text(folder.resolve(SAVED)), rules),
                    Timed.heap());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Figure millis(String what, double seconds) {
        return new Figure(what, String.format(Locale.ROOT, "%.2f ms", seconds * 1000), "5 ms");
    }

    private static Figure saved(String text, int rules) throws InterruptedException {
        try (Site site = new Site(1, rules)) {
            Rulebook rulebook = site.engine().rulebook();
            rulebook.refresh(Journal.none());
            int[] turn = new int[1];
            double one =
                    Timed.median(
                            TRIES,
                            () -> {
                                String other = text.replace("100000", "1" + ++turn[0]);
                                List<RuleError> errors = rulebook.save(SAVED, other, "bench", "");
                                if (!errors.isEmpty()) {
                                    throw new IllegalStateException(errors.toString());
                                }
                            });
            return Timed.figure("one of " + rules + " saved and live", one, "2 s");
        }
    }

    private static List<String> texts(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(RulesBench::text).toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
