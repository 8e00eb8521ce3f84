package illumiomonitor.web.bench;

import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.rule.Judgement;
import illumiomonitor.engine.rule.RuleResult;
import illumiomonitor.rules.Pack;
import illumiomonitor.web.service.Application.Benchmark;
import illumiomonitor.web.service.Application.Figure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Judging a window of many flows, reading them from the store included. */
final class JudgeBench implements Benchmark {

    private static final int TRIES = 5;

    @Override
    public String name() {
        return "judge";
    }

    @Override
    public String title() {
        return "judging 200,000 flows from the store, warm: 20 rules 2 s, 200 rules 3 s, 1,000 rules 10 s, the pack 4 s";
    }

    @Override
    public List<Figure> measure(@Nullable Integer wanted, Journal journal)
            throws InterruptedException {
        int rows = wanted == null ? Site.FULL : wanted;
        List<Figure> figures = new ArrayList<>();
        figures.add(judged(rows, 20, "2 s"));
        figures.add(judged(rows, 200, "3 s"));
        figures.add(judged(rows, 1000, "10 s"));
        figures.add(pack(rows));
        figures.add(Timed.heap());
        return figures;
    }

    /** What is shipped, after two pulls: every flow's edge is known and every flow has grown. */
    private static Figure pack(int rows) throws InterruptedException {
        try (Site site = new Site(rows, 0)) {
            Pack.install(site.rules());
            site.cycle().pce().puller().traffic(site.now(), 0, Journal.none());
            site.cycle().prepare(site.engine().grid().next(site.now()));
            site.goOn();
            site.cycle().pce().puller().traffic(site.now(), 0, Journal.none());
            int rules = judgePack(site, rows);
            return Timed.figure(
                    "the pack, " + rules + " rules, on " + rows + " flows",
                    Timed.median(TRIES, () -> judgePack(site, rows)),
                    "4 s");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int judgePack(Site site, int rows) throws InterruptedException {
        List<RuleResult> results = judgement(site).results();
        results.stream()
                .filter(result -> result.error() != null)
                .findFirst()
                .ifPresent(
                        result -> {
                            throw new IllegalStateException(
                                    result.rule().name() + ": " + result.error());
                        });
        if (results.stream().noneMatch(result -> result.rowsIn() >= rows)) {
            throw new IllegalStateException("no rule saw every flow");
        }
        return results.size();
    }

    private static Judgement judgement(Site site) throws InterruptedException {
        return site.engine()
                .judge()
                .judge(site.cycle().pce().id(), "bench", site.now(), false, Journal.none());
    }

    private static Figure judged(int rows, int rules, String budget) throws InterruptedException {
        try (Site site = new Site(rows, rules)) {
            site.cycle().pce().puller().traffic(site.now(), 0, Journal.none());
            judge(site, rows, rules);
            return Timed.figure(
                    rules + " rules on " + rows + " flows",
                    Timed.median(TRIES, () -> judge(site, rows, rules)),
                    budget);
        }
    }

    private static void judge(Site site, int rows, int rules) throws InterruptedException {
        Judgement judgement = judgement(site);
        boolean whole =
                judgement.results().size() == rules
                        && judgement.results().stream()
                                .allMatch(
                                        result ->
                                                result.error() == null && result.rowsIn() >= rows);
        if (!whole) {
            throw new IllegalStateException(
                    "not every rule saw every flow: " + judgement.results().get(0));
        }
    }
}
