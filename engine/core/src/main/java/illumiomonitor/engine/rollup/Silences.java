package illumiomonitor.engine.rollup;

import illumiomonitor.engine.rule.FactSource;
import illumiomonitor.engine.rule.HealthReader;
import illumiomonitor.spi.Endpoint;
import illumiomonitor.spi.Flow;
import illumiomonitor.spi.Metric;
import illumiomonitor.spi.Silence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Workloads that usually talk and have not for an hour or more. */
final class Silences implements FactSource<Silence> {

    private final Present present;
    private final HealthReader health;

    Silences(Present present, HealthReader health) {
        this.present = present;
        this.health = health;
    }

    private record Rate(Series series, int hourOfWeek) {}

    @Override
    public Class<Silence> type() {
        return Silence.class;
    }

    @Override
    public Scope scope() {
        return Scope.TICK;
    }

    @Override
    public List<Silence> facts(Window window) throws InterruptedException {
        Instant tick = window.tick().at();
        if (!healthy(window.pceId(), tick)) {
            return List.of();
        }
        Present.AsOf asOf = present.asOf(window);
        Map<String, Instant> quiet = quiet(asOf);
        if (quiet.isEmpty() || asOf.now().of(Metric.OPENED).isEmpty()) {
            // Where nobody is heard of, it is the source that is silent.
            return List.of();
        }
        between(window, asOf, quiet);
        Map<String, Endpoint> endpoints =
                window.windows().newest(window.handle(), window.pceId(), quiet.keySet());
        GapHours gaps =
                GapHours.read(window.handle(), window.pceId(), Hours.of(tick) - Past.HOURS, tick);
        Instant earliest = Collections.min(quiet.values());
        Set<Long> heard = asOf.past().heard(Hours.of(earliest));
        List<Silence> silences = new ArrayList<>();
        quiet.forEach(
                (ip, since) -> {
                    Endpoint endpoint = endpoints.get(ip);
                    if (endpoint != null && endpoint.managed() && !gaps.touch(since, tick)) {
                        Silence silence = silence(window.pce(), endpoint, asOf, since, heard);
                        if (silence.expected() > 0) {
                            silences.add(silence);
                        }
                    }
                });
        return silences;
    }

    private boolean healthy(int pceId, Instant tick) {
        return health.asOf(pceId, tick).stream()
                .anyMatch(source -> source.kind().equals("TRAFFIC") && source.state().equals("OK"));
    }

    /** Addresses that were not seen in the hour up to the tick, with the end of their last hour. */
    private static Map<String, Instant> quiet(Present.AsOf asOf) {
        Set<String> now =
                Past.TALK.stream()
                        .flatMap(metric -> asOf.now().of(metric).keySet().stream())
                        .collect(Collectors.toSet());
        Map<String, Instant> quiet = new HashMap<>();
        for (String ip : asOf.past().entities()) {
            long hour = asOf.past().lastTalked(ip);
            if (hour != Long.MIN_VALUE && !now.contains(ip)) {
                quiet.put(ip, Hours.start(hour + 1));
            }
        }
        return quiet;
    }

    /** The part of an hour that lies between the last whole one and the hour up to the tick. */
    private void between(Window window, Present.AsOf asOf, Map<String, Instant> quiet)
            throws InterruptedException {
        Instant to = asOf.tick().minus(Present.HOUR);
        Instant from = Hours.start(Hours.of(to));
        if (quiet.isEmpty() || !from.isBefore(to)) {
            return;
        }
        for (Flow flow : window.windows().between(window.pceId(), window.pce(), from, to)) {
            for (String ip : List.of(flow.srcIp(), flow.dstIp())) {
                quiet.computeIfPresent(
                        ip,
                        (key, since) ->
                                flow.lastDetected().isAfter(since) ? flow.lastDetected() : since);
            }
        }
    }

    /**
     * @param heard whole hours in which anybody was heard of: only these, and what is younger, are
     *     known to be silent
     */
    private static Silence silence(
            String pce, Endpoint endpoint, Present.AsOf asOf, Instant since, Set<Long> heard) {
        double expected = 0;
        int samples = 0;
        Duration lasted = Duration.ZERO;
        long whole = Hours.of(asOf.tick().minus(Present.HOUR));
        Map<Rate, Usual> rates = new HashMap<>();
        for (Instant at = since; at.isBefore(asOf.tick()); ) {
            long hour = Hours.of(at);
            Instant next = Hours.start(hour + 1);
            Instant end = next.isBefore(asOf.tick()) ? next : asOf.tick();
            if (hour >= whole || heard.contains(hour)) {
                Duration part = Duration.between(at, end);
                lasted = lasted.plus(part);
                double share = part.toMillis() / (double) Present.HOUR.toMillis();
                for (Metric metric : Past.TALK) {
                    Rate rate = new Rate(new Series(metric, endpoint.ip()), Hours.ofWeek(hour));
                    Usual usual =
                            rates.computeIfAbsent(
                                    rate, key -> asOf.past().usual(key.series(), key.hourOfWeek()));
                    expected += share * Math.expm1(usual.median());
                    samples = Math.max(samples, usual.samples());
                }
            }
            at = end;
        }
        return new Silence(pce, endpoint, since, lasted, expected, Math.exp(-expected), samples);
    }
}
