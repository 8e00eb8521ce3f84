package illumiomonitor.engine.check;

import illumiomonitor.engine.rule.Needs.Need;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which rules cannot see anything in an estate. */
final class Blindness {

    private Blindness() {}

    /**
     * Why a rule sees nothing, a sentence each; empty when it can see.
     *
     * @param needs what the rule cannot do without
     * @param estate null when it is not known
     * @param events whether the key may read events
     */
    static List<String> of(
            Set<Need> needs, @Nullable Estate estate, Traffic.Figures traffic, boolean events) {
        List<String> reasons = new ArrayList<>();
        if (needs.contains(Need.EVENTS) && !events) {
            reasons.add("it judges audit events, and this key may not read them");
        }
        if (estate == null) {
            return reasons;
        }
        if (needs.contains(Need.BLOCKED) && estate.enforcing() == 0 && traffic.blocked() == 0) {
            reasons.add(
                    "it counts blocked traffic, and no workload here enforces: nothing is ever blocked");
        }
        if (needs.contains(Need.BYTES) && estate.measuring() == 0 && traffic.measured() == 0) {
            reasons.add(
                    "it sums bytes, and no workload here measures them (Enhanced Data Collection is off)");
        }
        return reasons;
    }
}
