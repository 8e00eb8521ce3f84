package illumiomonitor.engine.rule.guard;

import java.util.HashSet;
import java.util.Set;

/**
 * Makes rules stoppable: every method of a compiled rule, every jump back in one, every candidate
 * of a join and every letter that a pattern looks at asks whether the thread was told to stop.
 * Costs a read of one field.
 */
public final class Leash {

    /** Thrown inside a rule that was told to stop. */
    public static final class Pulled extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public Pulled() {
            this("the rule was stopped");
        }

        private Pulled(String sentence) {
            super(sentence, null, false, true);
        }
    }

    private static final Set<Thread> PULLED = new HashSet<>();
    private static volatile boolean any;

    private Leash() {}

    /** Called by compiled rules. Public because they live in packages of their own. */
    public static void check() {
        if (any && isPulled()) {
            throw new Pulled();
        }
    }

    /** The same where no rule's own code runs, but the engine's for these rules, in quotes. */
    static void check(String rules) {
        if (any && isPulled()) {
            throw new Pulled("joining for " + rules + " was stopped");
        }
    }

    private static boolean isPulled() {
        synchronized (PULLED) {
            return PULLED.contains(Thread.currentThread());
        }
    }

    /** Stops the rule that runs on this thread at its next step. */
    public static void pull(Thread thread) {
        synchronized (PULLED) {
            PULLED.add(thread);
            any = true;
        }
    }

    /** Lets the thread run rules again. */
    public static void loosen(Thread thread) {
        synchronized (PULLED) {
            PULLED.remove(thread);
            any = !PULLED.isEmpty();
        }
    }
}
