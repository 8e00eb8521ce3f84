package illumiomonitor.engine.beacon;

import illumiomonitor.spi.Beacon;
import java.time.Instant;
import java.util.Optional;

/**
 * The score of an edge and its four parts, 0 to 1.
 *
 * @param by {@link Beacon#CONNECTIONS} or {@link Beacon#PULLS}
 */
record Measure(
        double score, double counts, double size, double histogram, double duration, String by) {

    /** An edge that was seen in fewer pull intervals is no beacon. */
    static final int FEWEST_INTERVALS = 6;

    /**
     * By the connections themselves where their times are known, else by the sums of pulls, which
     * hide them. Empty where there are too few of either.
     *
     * @param occupied intervals of the caller
     * @param from start of the window
     * @param to its end
     * @param intervals that the window has
     */
    static Optional<Measure> of(
            Caller caller, Calls.Occupied occupied, Instant from, Instant to, int intervals) {
        return RitaScore.of(caller.singles(from), from.getEpochSecond(), to.getEpochSecond())
                .map(Measure::of)
                .or(() -> ofPulls(occupied, intervals));
    }

    private static Optional<Measure> ofPulls(Calls.Occupied occupied, int intervals) {
        return occupied.count() < FEWEST_INTERVALS
                ? Optional.empty()
                : Optional.of(of(Regularity.of(occupied, intervals)));
    }

    private static Measure of(RitaScore rita) {
        return new Measure(
                rita.score(),
                rita.times(),
                rita.sizes(),
                rita.histogram(),
                rita.duration(),
                Beacon.CONNECTIONS);
    }

    private static Measure of(Regularity regular) {
        return new Measure(
                Round.off(regular.score()),
                regular.counts(),
                regular.size(),
                regular.histogram(),
                regular.duration(),
                Beacon.PULLS);
    }
}
