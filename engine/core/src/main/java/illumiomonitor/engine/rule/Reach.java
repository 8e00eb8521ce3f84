package illumiomonitor.engine.rule;

import java.util.Set;

/**
 * What a rule looks back into, told by the facts that its text names.
 *
 * @param rollups hourly sums, edges and what is made of them
 * @param flows the flows of its window
 * @param events audit events
 */
record Reach(boolean rollups, boolean flows, boolean events) {

    private static final Set<String> ROLLUPS =
            Set.of("Baseline", "Edge", "Silence", "Beacon", "History");
    private static final Set<String> FLOWS = Set.of("Flow", "FanOut", "Talker");
    private static final Set<String> EVENTS = Set.of("Event", "Change");

    static Reach of(RuleText text) {
        return new Reach(any(text, ROLLUPS), any(text, FLOWS), any(text, EVENTS));
    }

    private static boolean any(RuleText text, Set<String> facts) {
        return text.types().stream().anyMatch(facts::contains);
    }
}
