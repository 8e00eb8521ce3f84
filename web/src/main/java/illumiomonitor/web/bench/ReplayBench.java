package illumiomonitor.web.bench;

import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.replay.ReplayPlan;
import illumiomonitor.engine.replay.Replayed;
import illumiomonitor.engine.replay.ReplayedRule;
import illumiomonitor.rules.Pack;
import illumiomonitor.web.service.Application.Benchmark;
import illumiomonitor.web.service.Application.Figure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Judging a stored day again. */
final class ReplayBench implements Benchmark {

    private static final int HOURLY = 200_000;
    private static final int TICKS = 288;
    private static final int AN_HOUR = 12;

    @Override
    public String name() {
        return "replay";
    }

    @Override
    public String title() {
        return "replay of 24 h of 200,000 rows an hour: 20 rules on 10 min 60 s, the pack 300 s";
    }

    @Override
    public List<Figure> measure(@Nullable Integer wanted, Journal journal)
            throws InterruptedException {
        int hourly = wanted == null ? HOURLY : wanted;
        try (Site site = new Site(hourly / AN_HOUR, 20)) {
            Instant from = site.now();
            for (int tick = 0; tick <= TICKS; tick++) {
                site.cycle().pce().puller().traffic(site.now(), 0, Journal.none());
                journal.progress("ticks pulled", tick, TICKS);
                if (tick < TICKS) {
                    site.goOn();
                }
            }
            String rows = "24 h of " + hourly + " rows an hour: ";
            Figure ours = replay(site, from, journal, rows + "20 rules on 10 min", "60 s");
            Pack.install(site.rules());
            Figure pack = replay(site, from, journal, rows + "and the pack", "300 s");
            return List.of(ours, pack, Timed.heap());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Figure replay(
            Site site, Instant from, Journal journal, String name, String budget)
            throws InterruptedException {
        ReplayPlan plan = new ReplayPlan(null, null, null, from, from.plus(Duration.ofDays(1)));
        Replayed replayed = site.engine().replays().replay(plan, journal);
        for (ReplayedRule rule : replayed.rules()) {
            if (!rule.error().isEmpty()) {
                throw new IllegalStateException(rule.rule() + " gave no answer: " + rule.error());
            }
        }
        return Timed.figure(name, replayed.took().toMillis() / 1000.0, budget);
    }
}
