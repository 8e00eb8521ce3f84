package illumiomonitor.engine.rule;

import java.util.Set;

/**
 * What a rule looks back into, told by the facts that its text names.
 *
 * @param rollups hourly sums, edges and what is made of them
 * @param flows the flows of its window
 * @param events audit events
 * @param hours sums and rhythms that days do not tell
 */
record Reach(boolean rollups, boolean flows, boolean events, boolean hours) {

    private static final Set<String> ROLLUPS =
            Set.of("Baseline", "Edge", "Silence", "Beacon", "History");
    private static final Set<String> HOURS = Set.of("Baseline", "Silence");
    private static final Set<String> FLOWS = Set.of("Flow", "FanOut", "Talker");
    private static final Set<String> EVENTS = Set.of("Event", "Change");

    static Reach of(RuleText text) {
        return new Reach(any(text, ROLLUPS), any(text, FLOWS), any(text, EVENTS), any(text, HOURS));
    }

    /** Whether what a backfill learns, edges and sums of days, is past to it. */
    boolean days() {
        return rollups && !hours && !events;
    }

    private static boolean any(RuleText text, Set<String> facts) {
        return text.types().stream().anyMatch(facts::contains);
    }
}
