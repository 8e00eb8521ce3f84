package illumiomonitor.engine.replay;

import illumiomonitor.db.Store;
import illumiomonitor.engine.alert.Exceptions;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.rule.InForce;
import illumiomonitor.engine.rule.Judge;
import illumiomonitor.engine.rule.RuleInfo;
import illumiomonitor.engine.rule.Rulebook;
import illumiomonitor.engine.time.Grid;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Judges stored stretches again. One at a time, as each wants memory; live runs go on beside it.
 */
public final class Replays {

    private final Store store;
    private final Rulebook rulebook;
    private final Judge judge;
    private final Exceptions exceptions;
    private final StoredStretch stretch;
    private final Grid grid;
    private final Duration settle;
    private final Clock clock;
    private final Map<Integer, String> pces;
    private final ReentrantLock turn = new ReentrantLock();

    /**
     * @param pces names by number
     */
    public Replays(
            Store store,
            Rulebook rulebook,
            Judge judge,
            Exceptions exceptions,
            StoredStretch stretch,
            Grid grid,
            Duration settle,
            Clock clock,
            Map<Integer, String> pces) {
        this.store = store;
        this.rulebook = rulebook;
        this.judge = judge;
        this.exceptions = exceptions;
        this.stretch = stretch;
        this.grid = grid;
        this.settle = settle;
        this.clock = clock;
        this.pces = new LinkedHashMap<>(pces);
    }

    /**
     * Judges a stretch again; nothing of it is remembered and nobody is told.
     *
     * @throws IllegalArgumentException if the plan names no rule, version or stretch there is
     * @throws IllegalStateException if another replay is on its way
     */
    public Replayed replay(ReplayPlan plan, Journal journal) throws InterruptedException {
        if (!turn.tryLock()) {
            throw new IllegalStateException(
                    "another replay is on its way; try again when it ended");
        }
        try {
            rulebook.refresh(Journal.none());
            exceptions.refresh(Journal.none());
            return new Replay(this, plan, texts(plan), before(plan)).work(journal);
        } finally {
            turn.unlock();
        }
    }

    private Map<String, String> texts(ReplayPlan plan) {
        Map<String, String> texts = new LinkedHashMap<>();
        String rule = plan.rule();
        if (rule != null) {
            String version = plan.version();
            texts.put(rule, version == null ? "" : version);
            return texts;
        }
        for (RuleInfo info : rulebook.rules()) {
            if (!info.mode().equals("OFF")) {
                texts.put(info.name(), "");
            }
        }
        return texts;
    }

    /** The texts that the rules are compared with; without those that never had another. */
    private Map<String, String> before(ReplayPlan plan) {
        Map<String, String> before = new LinkedHashMap<>();
        String named = plan.before();
        texts(plan)
                .forEach(
                        (rule, version) -> {
                            String now = version.isEmpty() ? presentVersion(rule) : version;
                            if (named != null) {
                                before.put(rule, named);
                            } else {
                                rulebook.inForce()
                                        .versionBefore(rule, now)
                                        .filter(text -> rulebook.inForce().judges(rule, text))
                                        .ifPresent(text -> before.put(rule, text));
                            }
                        });
        return before;
    }

    private String presentVersion(String rule) {
        return rulebook.rules().stream()
                .filter(info -> info.name().equals(rule))
                .map(RuleInfo::version)
                .findFirst()
                .orElse("");
    }

    List<Instant> ticks(ReplayPlan plan) {
        stretch.require(plan.from(), plan.to());
        Instant now = stretch.newestTick();
        Instant to = plan.to().isAfter(now) ? now : plan.to();
        List<Instant> ticks = grid.between(plan.from(), to);
        if (ticks.isEmpty()) {
            throw new IllegalArgumentException(
                    "there is no tick between " + plan.from() + " and " + to);
        }
        return ticks;
    }

    boolean settled(Instant tick) {
        return !tick.isAfter(grid.floor(grid.floor(clock.instant()).minus(settle)));
    }

    /** What held of a rule at a tick, null when it did not judge then. */
    @Nullable InForce inForce(String rule, Instant tick) {
        return rulebook.inForce().of(rule, tick).orElse(null);
    }

    /** What can be judged again. */
    public StoredStretch stretch() {
        return stretch;
    }

    Store store() {
        return store;
    }

    Judge judge() {
        return judge;
    }

    Exceptions exceptions() {
        return exceptions;
    }

    Map<Integer, String> pces() {
        return pces;
    }
}
