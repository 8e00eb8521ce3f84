package illumiomonitor.engine.rule;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How long the rule at work has been at it. Told by the judging thread, asked by the one that
 * watches it.
 */
final class Budget {

    /** Bringing in the facts is the work of all rules together. */
    private static final int FOR_ALL = 6;

    private final Duration perRule;
    private final Memory memory = new Memory();
    private final Map<String, Long> used = new HashMap<>();
    private long since = System.nanoTime();
    private volatile long deadline;
    private volatile String rule = "";
    private volatile boolean exceeded;
    private volatile boolean starved;

    Budget(Duration perRule) {
        this.perRule = perRule;
        this.deadline = System.nanoTime() + perRule.multipliedBy(FOR_ALL).toNanos();
    }

    Duration perRule() {
        return perRule;
    }

    /** The facts are in: rules are at work one after the other from now on. */
    void start() {
        since = System.nanoTime();
        deadline = since + perRule.toNanos();
    }

    /** This rule is at work. */
    void at(String name) {
        if (!rule.equals(name)) {
            long now = System.nanoTime();
            used.merge(rule, now - since, Long::sum);
            rule = name;
            since = now;
            deadline = now + perRule.toNanos() - used.getOrDefault(name, 0L);
        }
    }

    /** The rule at work, as far as is known. */
    String rule() {
        return rule;
    }

    boolean exceeded() {
        return exceeded || starved;
    }

    /** Whether memory ran short, which may be the doing of any rule. */
    boolean starved() {
        return starved;
    }

    /** Whether the rule at work has used up its time; it stays said. */
    boolean check() {
        if (System.nanoTime() - deadline > 0) {
            exceeded = true;
        }
        if (!exceeded && memory.isShort()) {
            starved = true;
        }
        return exceeded();
    }
}
