package illumiomonitor.engine.rollup;

import illumiomonitor.engine.rule.FactSource;
import illumiomonitor.spi.Baseline;
import illumiomonitor.spi.Endpoint;
import illumiomonitor.spi.Metric;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares the hour up to the tick with the same entity's past. */
final class Baselines implements FactSource<Baseline> {

    private final Present present;

    Baselines(Present present) {
        this.present = present;
    }

    /** One series with what is needed of it. */
    private record Compared(Series series, long value, Usual usual) {}

    @Override
    public Class<Baseline> type() {
        return Baseline.class;
    }

    @Override
    public Scope scope() {
        return Scope.TICK;
    }

    @Override
    public List<Baseline> facts(Window window) throws InterruptedException {
        Present.AsOf asOf = present.asOf(window);
        List<Compared> compared = compared(asOf);
        Set<String> absent = new HashSet<>();
        for (Compared one : compared) {
            if (!sums(asOf, one).containsKey(one.series().entity())) {
                absent.add(address(one.series()));
            }
        }
        Map<String, Endpoint> newest =
                window.windows().newest(window.handle(), window.pceId(), absent);
        return compared.stream().map(one -> fact(window.pce(), asOf, one, newest)).toList();
    }

    private static Map<String, HourSums.Sum> sums(Present.AsOf asOf, Compared one) {
        return asOf.now().of(one.series().metric());
    }

    /** Those that have a value now, or are expected to. */
    static List<Compared> compared(Present.AsOf asOf) {
        List<Compared> compared = new ArrayList<>();
        for (Metric metric : Metric.values()) {
            for (String entity : asOf.past().entities()) {
                Series series = new Series(metric, entity);
                if (asOf.past().has(series)) {
                    compare(asOf, series, compared);
                }
            }
            for (String entity : asOf.now().of(metric).keySet()) {
                Series series = new Series(metric, entity);
                if (!asOf.past().has(series)) {
                    compare(asOf, series, compared);
                }
            }
        }
        return compared;
    }

    private static void compare(Present.AsOf asOf, Series series, List<Compared> compared) {
        long value = asOf.now().value(series);
        Usual usual = asOf.past().usual(series, asOf.hourOfWeek());
        if (value > 0 || usual.median() > 0) {
            compared.add(new Compared(series, value, usual));
        }
    }

    private static Baseline fact(
            String pce, Present.AsOf asOf, Compared one, Map<String, Endpoint> newest) {
        HourSums.Sum sum = sums(asOf, one).get(one.series().entity());
        Endpoint endpoint = sum == null ? endpoint(one.series(), newest) : sum.endpoint();
        Usual usual = one.usual();
        return new Baseline(
                pce,
                one.series().metric(),
                one.series().entity(),
                endpoint,
                one.value(),
                usual.median(),
                usual.mad(),
                usual.z(one.value()),
                usual.samples(),
                usual.seasonal(),
                usual.value());
    }

    private static Endpoint endpoint(Series series, Map<String, Endpoint> newest) {
        String address = address(series);
        Endpoint known = newest.get(address);
        return known != null
                ? known
                : new Endpoint(address, "", "", false, "", labels(series), List.of(), "");
    }

    private static Map<String, String> labels(Series series) {
        int bar = series.entity().indexOf('|');
        return series.metric() != Metric.POTENTIALLY_BLOCKED_SHARE || bar < 0
                ? Map.of()
                : Map.of(
                        "app", series.entity().substring(0, bar),
                        "env", series.entity().substring(bar + 1));
    }

    private static String address(Series series) {
        return switch (series.metric()) {
            case POTENTIALLY_BLOCKED_SHARE -> "";
            case STOPPED_SOURCES, BLOCKED_SOURCES ->
                    series.entity().substring(0, series.entity().lastIndexOf(':'));
            default -> series.entity();
        };
    }
}
