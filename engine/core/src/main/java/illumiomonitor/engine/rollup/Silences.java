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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Workloads that usually talk and have not for an hour or more. */
final class Silences implements FactSource<Silence> {

    private static final Set<Metric> TALK = Set.of(Metric.OPENED, Metric.ACCEPTED);

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
        between(window, asOf, quiet);
        Map<String, Endpoint> endpoints =
                window.windows().newest(window.handle(), window.pceId(), quiet.keySet());
        GapHours gaps =
                GapHours.read(window.handle(), window.pceId(), Hours.of(tick) - Past.HOURS, tick);
        List<Silence> silences = new ArrayList<>();
        quiet.forEach(
                (ip, since) -> {
                    Endpoint endpoint = endpoints.get(ip);
                    if (endpoint != null && endpoint.managed() && !gaps.touch(since, tick)) {
                        Silence silence = silence(window.pce(), endpoint, asOf, since);
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
                TALK.stream()
                        .flatMap(metric -> asOf.now().of(metric).keySet().stream())
                        .collect(Collectors.toSet());
        Map<String, Instant> quiet = new HashMap<>();
        for (Series series : asOf.past().series()) {
            String ip = series.entity();
            if (TALK.contains(series.metric()) && !now.contains(ip)) {
                long hour = asOf.past().lastSeen(series.metric(), ip);
                if (hour != Long.MIN_VALUE) {
                    quiet.merge(ip, Hours.start(hour + 1), (a, b) -> a.isAfter(b) ? a : b);
                }
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

    private static Silence silence(
            String pce, Endpoint endpoint, Present.AsOf asOf, Instant since) {
        double expected = 0;
        int samples = 0;
        Map<Rate, Usual> rates = new HashMap<>();
        for (Instant at = since; at.isBefore(asOf.tick()); ) {
            Instant next = Hours.start(Hours.of(at) + 1);
            Instant end = next.isBefore(asOf.tick()) ? next : asOf.tick();
            double part = Duration.between(at, end).toMillis() / (double) Present.HOUR.toMillis();
            for (Metric metric : TALK) {
                Rate rate = new Rate(new Series(metric, endpoint.ip()), Hours.ofWeek(Hours.of(at)));
                Usual usual =
                        rates.computeIfAbsent(
                                rate, key -> asOf.past().usual(key.series(), key.hourOfWeek()));
                expected += part * Math.expm1(usual.median());
                samples = Math.max(samples, usual.samples());
            }
            at = end;
        }
        return new Silence(
                pce,
                endpoint,
                since,
                Duration.between(since, asOf.tick()),
                expected,
                Math.exp(-expected),
                samples);
    }
}
