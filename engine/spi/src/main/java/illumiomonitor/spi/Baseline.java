package illumiomonitor.spi;

import static java.util.Objects.requireNonNull;

/**
 * How an entity did in the hour up to the tick, against the same entity before. There is one per
 * metric and entity that had a value now or is expected to have one.
 *
 * <p>The statistics are of ln(1 + x) over whole hours: those of the same hour of the week when
 * there are four, else all. {@code z = (ln(1 + value) - median) / s} with {@code s = max(1.4826 *
 * MAD, 0.05 * |median|, 0.1)}. Hours before the entity was first seen and hours inside gaps do not
 * count.
 *
 * <p>Source: hourly sums of the stored flows.
 *
 * @param pce name of the PCE
 * @param metric what is measured, see {@link Metric}
 * @param entity whom it is about: an address, a {@code destination:port}, or a label value
 * @param endpoint the address's newest version; for other entities one of those it stands for
 * @param value [the metric's unit] in the last 60 minutes
 * @param median [ln(1 + the metric's unit)] of ln(1 + x)
 * @param mad [ln(1 + the metric's unit)] median absolute deviation of ln(1 + x)
 * @param z [robust standard deviations] how far the value lies from the median
 * @param samples [hours] of the entity's last 30 days that are known, whichever of them the
 *     statistics are of; hours without its traffic are zeros and count
 * @param seasonal whether they are of the same hour of the week only
 * @param usual [the metric's unit] the median as a value, {@code exp(median) - 1}
 */
public record Baseline(
        String pce,
        Metric metric,
        String entity,
        Endpoint endpoint,
        long value,
        double median,
        double mad,
        double z,
        int samples,
        boolean seasonal,
        long usual) {

    public Baseline {
        requireNonNull(pce, "pce");
        requireNonNull(metric, "metric");
        requireNonNull(entity, "entity");
        requireNonNull(endpoint, "endpoint");
    }
}
