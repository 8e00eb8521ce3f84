package illumiomonitor.engine.form;

import illumiomonitor.spi.Metric;

/**
 * What a rule measures, where its kind leaves a choice.
 *
 * @param amount which bytes a {@link Kind#VOLUME} is made of
 * @param metric what a {@link Kind#SPIKE} compares
 * @param least value below which a {@link Kind#SPIKE} says nothing, in the metric's unit;
 *     connections that a {@link Kind#SILENCE} must have swallowed
 */
public record Measure(Amount amount, Metric metric, long least) {

    /** Nothing was chosen. */
    public static final Measure USUAL = new Measure(Amount.BOTH, Metric.OPENED, 0);

    public static Measure of(Amount amount) {
        return new Measure(amount, Metric.OPENED, 0);
    }

    /** Without what the kind has no use for. */
    Measure of(Kind kind) {
        return switch (kind) {
            case VOLUME -> of(amount);
            case SPIKE -> new Measure(Amount.BOTH, metric, least);
            case SILENCE -> new Measure(Amount.BOTH, Metric.OPENED, least);
            default -> USUAL;
        };
    }
}
