package illumiomonitor.engine.beacon;

import illumiomonitor.spi.Beacon;
import java.time.Instant;

/**
 * The score of an edge and its four parts, 0 to 1.
 *
 * @param by {@link Beacon#CONNECTIONS} or {@link Beacon#PULLS}
 */
record Measure(
        double score, double counts, double size, double histogram, double duration, String by) {

    /**
     * By the connections themselves where their times are known, else by the sums of pulls, which
     * hide them.
     *
     * @param from start of the window
     * @param to its end
     * @param occupied intervals of the caller
     * @param intervals that the window has
     */
    static Measure of(
            Caller caller, Calls.Occupied occupied, Instant from, Instant to, int intervals) {
        return RitaScore.of(caller.singles(from), from.getEpochSecond(), to.getEpochSecond())
                .map(Measure::of)
                .orElseGet(() -> of(Regularity.of(occupied, intervals)));
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
