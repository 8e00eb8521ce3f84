package illumiomonitor.engine.beacon;

/** Rounds scores to thousandths. */
final class Round {

    private Round() {}

    static double off(double score) {
        return Math.round(score * 1_000) / 1_000.0;
    }

    static double up(double score) {
        return Math.ceil(score * 1_000) / 1_000.0;
    }
}
