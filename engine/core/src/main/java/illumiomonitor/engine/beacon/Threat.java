package illumiomonitor.engine.beacon;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * How much a beacon score counts: RITA's steps of threat, straight lines between them. Below the
 * first step it counts nothing, from the last on no more.
 */
final class Threat {

    /** Threat by score: RITA's base, low, medium and high. */
    private static final NavigableMap<Double, Double> STEPS =
            new TreeMap<>(Map.of(0.5, 0.2, 0.7, 0.4, 0.9, 0.6, 1.0, 0.8));

    private Threat() {}

    /**
     * The threat of a score.
     *
     * @return 0 to 0.8
     */
    static double of(double score) {
        Map.Entry<Double, Double> below = STEPS.floorEntry(score);
        if (below == null) {
            return 0;
        }
        Map.Entry<Double, Double> above = STEPS.higherEntry(score);
        if (above == null) {
            return below.getValue();
        }
        double way = (score - below.getKey()) / (above.getKey() - below.getKey());
        return below.getValue() + way * (above.getValue() - below.getValue());
    }
}
