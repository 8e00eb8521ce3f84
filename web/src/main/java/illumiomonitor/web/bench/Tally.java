package illumiomonitor.web.bench;

import illumiomonitor.web.service.Application.Figure;
import java.util.ArrayList;
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
    private final Count all = new Count();
    private long malicious;
    private boolean labelled;

    /**
     * Adds a capture.
     *
     * @param subjects alerted ones, by rule
     */
    void add(Map<String, TreeSet<String>> subjects, Labelled truth) {
        labelled |= truth.isLabelled();
        malicious += truth.malicious().size();
        Set<String> caught = new HashSet<>();
        subjects.forEach(
                (rule, named) -> {
                    Set<String> sources = new HashSet<>();
                    named.forEach(subject -> sources.add(subject.split(" ")[0]));
                    caught.addAll(sources);
                    byRule.computeIfAbsent(rule, name -> new Count()).add(named, sources, truth);
                });
        all.add(Set.of(), caught, truth);
    }

    List<Figure> figures(String set) {
        List<Figure> figures = new ArrayList<>();
        byRule.forEach(
                (rule, count) ->
                        figures.add(
                                new Figure(
                                        set + ", " + rule,
                                        "%,d subjects%s%s"
                                                .formatted(
                                                        count.subjects.size(),
                                                        labelled
                                                                ? ", sources true %,d, false %,d"
                                                                        .formatted(
                                                                                count.right,
                                                                                count.sources
                                                                                        - count.right)
                                                                : "",
                                                        count.shown()),
                                        "")));
        figures.add(new Figure(set + ", all rules", total(), ""));
        return figures;
    }

    private String total() {
        if (!labelled) {
            return "%,d sources".formatted(all.sources);
        }
        return "%,d of %,d malicious sources, missed %,d, false %,d (of benign sources %,d)"
                .formatted(
                        all.right,
                        malicious,
                        malicious - all.right,
                        all.sources - all.right,
                        all.benign);
    }

    /** Sums over captures. */
    private static final class Count {

        private final List<String> subjects = new ArrayList<>();
        private long sources;
        private long right;
        private long benign;

        void add(Set<String> named, Set<String> caught, Labelled truth) {
            subjects.addAll(named);
            sources += caught.size();
            right += caught.stream().filter(truth.malicious()::contains).count();
            benign += caught.stream().filter(truth.benign()::contains).count();
        }

        String shown() {
            return subjects.size() > SHOWN ? "" : ": " + String.join("; ", subjects);
        }
    }
}
