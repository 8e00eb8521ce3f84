package illumiomonitor.engine.rule;

import illumiomonitor.engine.rule.guard.Leash;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How long the rule at work has been at it. Made and told by the judging thread, asked by the one
 * that watches it.
 */
final class Budget {

    /** Bringing in the facts is the work of all rules together. */
    private static final int FOR_ALL = 6;

    /** A rule that waits, or keeps the collector busy, ends after so many times its budget. */
    private static final int PATIENCE = 5;

    private final Duration perRule;
    private final Memory memory = new Memory();
    private final LongSupplier worked;
    private final LongSupplier passed;
    private final Map<String, Span> used = new HashMap<>();
    private Span since;
    private volatile Span deadline;
    private volatile String rule = "";
    private volatile boolean exceeded;
    private volatile boolean starved;

    /** Nanoseconds of work, and of time that passed. */
    private record Span(long worked, long passed) {

        Span plus(Span other) {
            return new Span(worked + other.worked, passed + other.passed);
        }

        Span minus(Span other) {
            return new Span(worked - other.worked, passed - other.passed);
        }
    }

    Budget(Duration perRule) {
        this(perRule, Worked.here()::nanos, System::nanoTime);
    }

    /**
     * @param worked nanoseconds that the judging thread has been at work
     * @param passed nanoseconds that have passed
     */
    Budget(Duration perRule, LongSupplier worked, LongSupplier passed) {
        this.perRule = perRule;
        this.worked = worked;
        this.passed = passed;
        this.since = now();
        this.deadline = since.plus(allowed(perRule));
    }

    private Span now() {
        return new Span(worked.getAsLong(), passed.getAsLong());
    }

    private static Span allowed(Duration work) {
        return new Span(work.toNanos(), work.multipliedBy(PATIENCE).toNanos());
    }

    Duration perRule() {
        return perRule;
    }

    /** The facts are brought in from now on. */
    void gather() {
        since = now();
        deadline = since.plus(allowed(perRule.multipliedBy(FOR_ALL)));
    }

    /** Rules are at work one after the other from now on. */
    void start() {
        since = now();
        deadline = since.plus(allowed(perRule));
    }

    /** This rule is at work. */
    void at(String name) {
        if (!rule.equals(name)) {
            Span now = now();
            used.merge(rule, now.minus(since), Span::plus);
            rule = name;
            since = now;
            deadline = now.plus(allowed(perRule)).minus(used.getOrDefault(name, new Span(0, 0)));
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

    /**
     * Looks at memory on the judging thread, after its rules took some MB more: the one that
     * watches may come too late.
     *
     * @throws Leash.Pulled if memory ran short
     */
    void look() {
        if (memory.isShort()) {
            starved = true;
            throw new Leash.Pulled();
        }
    }

    /** Whether the rule at work has used up its time; it stays said. */
    boolean check() {
        Span left = deadline.minus(now());
        if (left.worked() < 0 || left.passed() < 0) {
            exceeded = true;
        }
        if (!exceeded && memory.isShort()) {
            starved = true;
        }
        return exceeded();
    }
}
