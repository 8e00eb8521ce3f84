package illumiomonitor.engine.rule;

import java.util.List;

/**
 * What other stages tell the rules.
 *
 * @param health how the sources of data did
 * @param facts sources of facts besides those made of flows, events and findings
 * @param histories what the store knows beyond a window
 */
public record Knowledge(HealthReader health, List<FactSource<?>> facts, Histories histories) {

    public Knowledge {
        facts = List.copyOf(facts);
    }

    /** Nothing but how the sources did. */
    public static Knowledge of(HealthReader health) {
        return new Knowledge(health, List.of(), (pceId, pce, tick, windows) -> new NoHistory());
    }
}
