package illumiomonitor.web.rules;

import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.replay.ReplayPlan;
import illumiomonitor.engine.replay.Replayed;
import illumiomonitor.engine.replay.ReplayedFinding;
import illumiomonitor.engine.replay.ReplayedFinding.Mark;
import illumiomonitor.engine.replay.ReplayedRule;
import illumiomonitor.web.service.RuleService;
import illumiomonitor.web.service.ServiceException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A replay that a page has started, and what came of it. Thread-safe. */
public final class ReplayJob implements Journal {

    private static final Logger LOG = LoggerFactory.getLogger(ReplayJob.class);
    private static final int BARS = 48;
    private static final int HEIGHT = 40;
    private static final int SHOWN = 200;

    private volatile long done;
    private volatile long of;
    private volatile boolean running = true;
    private volatile String problem = "";
    private volatile @Nullable Replayed result;

    /** Findings in a part of the stretch, as a bar. */
    public record Bar(int x, int y, int height, Instant from, long count) {}

    void work(RuleService rules, ReplayPlan plan) {
        try {
            result = rules.replay(plan, this);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            problem = e.toString();
        } catch (ServiceException e) {
            LOG.debug("A replay gave no answer", e);
            problem = String.valueOf(e.getMessage());
        } catch (RuntimeException e) {
            // It belongs to this page only, and whoever looks must hear of it.
            LOG.error("A replay failed", e);
            problem = e.toString();
        } finally {
            running = false;
        }
    }

    @Override
    public void info(String line) {}

    @Override
    public void warn(String line) {}

    @Override
    public void progress(String what, long now, long all) {
        done = now;
        of = all;
    }

    public boolean running() {
        return running;
    }

    public long done() {
        return done;
    }

    public long of() {
        return of;
    }

    /** Why there is no result, empty when there is one. */
    public String problem() {
        return problem;
    }

    public @Nullable Replayed result() {
        return result;
    }

    /** The rules that there is something to say of. */
    public List<ReplayedRule> telling() {
        return rules(true);
    }

    /** The rules that found nothing, neither now nor then. */
    public List<ReplayedRule> silent() {
        return rules(false);
    }

    private List<ReplayedRule> rules(boolean telling) {
        Replayed replayed = result;
        return replayed == null
                ? List.of()
                : replayed.rules().stream().filter(one -> tells(one) == telling).toList();
    }

    private static boolean tells(ReplayedRule one) {
        return one.findings() + one.missing() + one.goneSinceBefore() > 0 || !one.error().isEmpty();
    }

    /** The first findings. */
    public List<ReplayedFinding> shown() {
        return first(findings());
    }

    /** How many more there are. */
    public long hidden() {
        return Math.max(0, findings().size() - SHOWN);
    }

    /** The first findings that were not found live just so. */
    public List<ReplayedFinding> differing() {
        return first(differences());
    }

    /** How many more of these there are. */
    public long alsoDiffering() {
        return Math.max(0, differences().size() - SHOWN);
    }

    private List<ReplayedFinding> differences() {
        return findings().stream().filter(one -> one.mark() != Mark.SAME).toList();
    }

    private static List<ReplayedFinding> first(List<ReplayedFinding> all) {
        return all.subList(0, Math.min(SHOWN, all.size()));
    }

    private List<ReplayedFinding> findings() {
        Replayed replayed = result;
        return replayed == null ? List.of() : replayed.findings();
    }

    /** How the findings of all rules are spread over the stretch. */
    public List<Bar> bars() {
        return bars("");
    }

    /**
     * How findings are spread over the stretch.
     *
     * @param rule whose, empty for all
     */
    public List<Bar> bars(String rule) {
        Replayed replayed = result;
        if (replayed == null) {
            return List.of();
        }
        Duration length = Duration.between(replayed.from(), replayed.to());
        long[] counts = new long[BARS];
        long most = 1;
        for (ReplayedFinding one : replayed.findings()) {
            boolean asked = rule.isEmpty() || rule.equals(one.rule());
            if (asked && one.mark() != Mark.MISSING && one.mark() != Mark.BEFORE) {
                long at = Duration.between(replayed.from(), one.tick()).toMillis();
                int bar = (int) Math.min(BARS - 1, at * BARS / Math.max(1, length.toMillis()));
                most = Math.max(most, ++counts[bar]);
            }
        }
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < BARS; i++) {
            if (counts[i] > 0) {
                int height = (int) Math.max(3, counts[i] * HEIGHT / most);
                Instant from = replayed.from().plus(length.multipliedBy(i).dividedBy(BARS));
                bars.add(new Bar(i * 10, HEIGHT - height, height, from, counts[i]));
            }
        }
        return bars;
    }
}
