package illumiomonitor.engine.beacon;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;

/** What else than regularity speaks for or against an edge: RITA's modifiers. */
final class Modifiers {

    private static final double STEP = 0.15;
    private static final double RARE = 0.02;
    private static final double COMMON = 0.5;
    private static final Duration YOUNG = Duration.ofDays(7);
    private static final Duration OLD = Duration.ofDays(30);

    private Modifiers() {}

    /**
     * For few that call the destination, against many.
     *
     * @param prevalence share of those inside that call it, empty where there is no such share
     */
    static double rarity(OptionalDouble prevalence) {
        if (prevalence.isEmpty()) {
            return 0;
        }
        double share = prevalence.getAsDouble();
        return share <= RARE ? STEP : share >= COMMON ? -STEP : 0;
    }

    /** For what is new, against what has long been there. */
    static double age(Instant firstSeen, Instant tick) {
        Duration age = Duration.between(firstSeen, tick);
        if (age.compareTo(YOUNG) <= 0) {
            return STEP;
        }
        return age.compareTo(OLD) >= 0 ? -STEP : 0;
    }
}
