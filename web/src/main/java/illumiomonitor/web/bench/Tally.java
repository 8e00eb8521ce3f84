package illumiomonitor.web.bench;

import illumiomonitor.web.service.Application.Figure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the rules caught in the captures of one set. A source of two captures counts twice. */
final class Tally {

    private static final int SHOWN = 5;

    private final Map<String, Count> byRule = new TreeMap<>();
    private final Map<String, Count> learning = new TreeMap<>();
    private final Count all = new Count();
    private long malicious;
    private long caught;
    private final Set<String> benign = new TreeSet<>();
    private boolean labelled;

    /** Adds a capture. */
    void add(Trial trial, Labelled truth) {
        labelled |= truth.isLabelled();
        malicious += truth.malicious().size();
        count(trial.subjects(), byRule, truth);
        count(trial.learning(), learning, truth);
        Set<String> sources = new HashSet<>();
        for (Collection<String> subjects : trial.subjects().values()) {
            all.add(subjects, truth);
            for (String subject : subjects) {
                String source = subject.split(" ")[0];
                if (truth.isRight(subject)) {
                    sources.add(source);
                } else if (truth.isBenign(source)) {
                    benign.add(source);
                }
            }
        }
        caught += sources.size();
    }

    private static void count(
            Map<String, TreeSet<String>> subjects, Map<String, Count> counts, Labelled truth) {
        subjects.forEach(
                (rule, named) ->
                        counts.computeIfAbsent(rule, name -> new Count()).add(named, truth));
    }

    List<Figure> figures(String set) {
        List<Figure> figures = new ArrayList<>();
        byRule.forEach((rule, count) -> figures.add(figure(set + ", " + rule, count)));
        figures.add(new Figure(set + ", all rules", total(), ""));
        learning.forEach(
                (rule, count) -> figures.add(figure(set + ", still learning: " + rule, count)));
        return figures;
    }

    private Figure figure(String name, Count count) {
        String right =
                labelled ? ", true %,d, false %,d".formatted(count.right, count.wrong()) : "";
        return new Figure(
                name,
                "%,d subjects%s%s".formatted(count.subjects.size(), right, count.shown()),
                "");
    }

    private String total() {
        if (!labelled) {
            return "%,d subjects, nobody labelled them".formatted(all.subjects.size());
        }
        return "%,d of %,d malicious sources caught, missed %,d, false subjects %,d, benign sources alerted %,d"
                .formatted(caught, malicious, malicious - caught, all.wrong(), benign.size());
    }

    /** Sums over captures. */
    private static final class Count {

        private final List<String> subjects = new ArrayList<>();
        private long right;

        void add(Collection<String> named, Labelled truth) {
            subjects.addAll(named);
            right += named.stream().filter(truth::isRight).count();
        }

        long wrong() {
            return subjects.size() - right;
        }

        String shown() {
            return subjects.size() > SHOWN ? "" : ": " + String.join("; ", subjects);
        }
    }
}
