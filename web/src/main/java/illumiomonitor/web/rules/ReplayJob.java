package illumiomonitor.web.rules;

import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.replay.ReplayPlan;
import illumiomonitor.engine.replay.Replayed;
import illumiomonitor.engine.replay.ReplayedFinding;
import illumiomonitor.engine.replay.ReplayedFinding.Mark;
import illumiomonitor.engine.replay.ReplayedRule;
import illumiomonitor.web.page.Tokens;
import illumiomonitor.web.service.RuleService;
import illumiomonitor.web.service.ServiceException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A replay that a page has started, and what came of it. Thread-safe. */
public final class ReplayJob implements Journal {

    private static final Logger LOG = LoggerFactory.getLogger(ReplayJob.class);
    private static final int HEIGHT = 40;
    private static final int SHOWN = 200;

    private volatile long done;
    private volatile long of;
    private volatile boolean running = true;
    private volatile String problem = "";
    private volatile String trouble = "";
    private volatile String incident = "";
    private volatile @Nullable Replayed result;

    /** Findings in a part of the stretch, as a bar. */
    public record Bar(int x, int y, int height, Instant from, long count) {}

    void work(RuleService rules, ReplayPlan plan) {
        try {
            result = rules.replay(plan, this);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            trouble = "replay.stopped";
        } catch (ServiceException e) {
            LOG.debug("A replay gave no answer", e);
            problem = String.valueOf(e.getMessage());
        } catch (RuntimeException e) {
            // It belongs to this page only, and whoever looks must hear of it, not of our classes.
            incident = Tokens.readable().substring(0, 5);
            LOG.error("incident {}: a replay failed", incident, e);
            trouble = "replay.broke";
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

    /** Why it cannot be answered, empty when it can. */
    public String problem() {
        return problem;
    }

    /** Key of the words for what broke it off, empty when nothing did. */
    public String trouble() {
        return trouble;
    }

    /** Under which the log has the cause, empty when there is nothing to be found. */
    public String incident() {
        return incident;
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
        Replayed replayed = result;
        return replayed == null ? 0 : Math.max(0, replayed.all() - SHOWN);
    }

    /** The first findings that were not found live just so. */
    public List<ReplayedFinding> differing() {
        return first(differences());
    }

    /** How many more of these there are. */
    public long alsoDiffering() {
        Replayed replayed = result;
        return replayed == null ? 0 : Math.max(0, replayed.differing() - SHOWN);
    }

    /** How many findings the command line lists; 0 for all. */
    public long listed() {
        Replayed replayed = result;
        return replayed == null || !replayed.cut() ? 0 : replayed.findings().size();
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
        long[] counts = new long[ReplayedRule.PARTS];
        for (ReplayedRule one : replayed.rules()) {
            if (rule.isEmpty() || rule.equals(one.rule())) {
                for (int part = 0; part < counts.length; part++) {
                    counts[part] += one.timeline().get(part);
                }
            }
        }
        long most = Math.max(1, Arrays.stream(counts).max().orElse(1));
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                int height = (int) Math.max(3, counts[i] * HEIGHT / most);
                bars.add(new Bar(i * 10, HEIGHT - height, height, replayed.partFrom(i), counts[i]));
            }
        }
        return bars;
    }
}
