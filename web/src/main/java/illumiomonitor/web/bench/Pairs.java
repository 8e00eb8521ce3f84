package illumiomonitor.web.bench;

import illumiomonitor.engine.beacon.RitaScore;
import illumiomonitor.spi.Decision;
import illumiomonitor.spi.FlowQuery;
import illumiomonitor.spi.FlowRow;
import illumiomonitor.spi.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The most regular pairs of a log's last day, by their single connections. */
final class Pairs {

    private static final int SHOWN = 3;
    private static final Duration WINDOW = Duration.ofDays(1);
    private static final Set<Integer> INFRA =
            Set.of(53, 67, 68, 123, 137, 138, 546, 547, 1900, 5353, 5355);
    private static final Set<Integer> ICMP = Set.of(1, 58);

    private record Pair(String src, String dst) {}

    private record Scored(Pair pair, RitaScore score, int connections) {}

    private Pairs() {}

    /**
     * A line for each of the first three: those allowed, on other services than names and clocks.
     */
    static List<String> of(Recording log) {
        Instant to = Instant.ofEpochSecond(log.truth().newest());
        // As RITA has it: from the full hour before the last 24.
        Instant from = to.minus(WINDOW).truncatedTo(ChronoUnit.HOURS);
        Map<Pair, List<RitaScore.Connection>> pairs = new HashMap<>();
        log.flows(
                FlowQuery.of(
                        new TimeWindow(from, Instant.ofEpochSecond(log.truth().last())),
                        Integer.MAX_VALUE),
                row -> take(row, from, pairs));
        List<Scored> scored = new ArrayList<>();
        pairs.forEach(
                (pair, connections) ->
                        RitaScore.of(connections, from.getEpochSecond(), to.getEpochSecond())
                                .ifPresent(
                                        score ->
                                                scored.add(
                                                        new Scored(
                                                                pair, score, connections.size()))));
        scored.sort(
                Comparator.<Scored>comparingDouble(one -> one.score.score())
                        .thenComparingInt(Scored::connections)
                        .reversed());
        List<String> lines = new ArrayList<>();
        for (Scored one : scored.subList(0, Math.min(SHOWN, scored.size()))) {
            lines.add(
                    "rank %d of %,d: %s > %s, %.3f, %,d connections"
                            .formatted(
                                    lines.size() + 1,
                                    scored.size(),
                                    one.pair.src,
                                    one.pair.dst,
                                    one.score.score(),
                                    one.connections));
        }
        return lines;
    }

    private static void take(
            FlowRow row, Instant from, Map<Pair, List<RitaScore.Connection>> pairs) {
        if (row.decision() == Decision.ALLOWED
                && !ICMP.contains(row.proto())
                && !INFRA.contains(row.port())
                && !row.firstDetected().isBefore(from)) {
            pairs.computeIfAbsent(
                            new Pair(row.src().ip(), row.dst().ip()), pair -> new ArrayList<>())
                    .add(
                            new RitaScore.Connection(
                                    row.firstDetected().getEpochSecond(), row.bytesIn()));
        }
    }
}
