package illumiomonitor.engine.check;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Which rules cannot see anything in an estate, told from the words of their texts. */
final class Blindness {

    private static final Pattern BLOCKED_ONLY =
            Pattern.compile("decision\\s*==\\s*(Decision\\.)?BLOCKED\\b");
    private static final Pattern BYTES = Pattern.compile("\\bbytes(In|Out)\\b");

    private Blindness() {}

    /**
     * Why a rule sees nothing, a sentence each; empty when it can see.
     *
     * @param text of the rule
     */
    static List<String> of(String text, Estate estate, Traffic.Figures traffic) {
        String code = text.replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("//.*", "");
        List<String> reasons = new ArrayList<>();
        if (BLOCKED_ONLY.matcher(code).find()
                && estate.enforcing() == 0
                && traffic.blocked() == 0) {
            reasons.add(
                    "it counts blocked traffic, and no workload here enforces: nothing is ever blocked");
        }
        if (BYTES.matcher(code).find() && estate.measuring() == 0 && traffic.measured() == 0) {
            reasons.add(
                    "it sums bytes, and no workload here measures them (Enhanced Data Collection is off)");
        }
        return reasons;
    }
}
