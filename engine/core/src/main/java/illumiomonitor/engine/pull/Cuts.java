package illumiomonitor.engine.pull;

import illumiomonitor.spi.Decision;
import illumiomonitor.spi.FlowQuery;
import illumiomonitor.spi.FlowQuery.PortRange;
import illumiomonitor.spi.SourceException;
import illumiomonitor.spi.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Cuts a question whose answer was truncated into parts that together ask the same and have no row
 * in common: by time, else by decision, else by ports, else by label.
 */
final class Cuts {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final int LAST_PORT = 65535;
    private static final int TCP = 6;
    private static final int UDP = 17;

    private final LabelHrefs labels;

    Cuts(LabelHrefs labels) {
        this.labels = labels;
    }

    /**
     * The parts, empty when nothing can make the answer smaller.
     *
     * @param byTime whether cutting by time is of use
     */
    List<Question> of(Question question, boolean byTime)
            throws SourceException, InterruptedException {
        if (byTime && isLong(question.window())) {
            return halves(question);
        }
        FlowQuery query = question.query();
        if (query.decisions().size() > 1) {
            return EnumSet.copyOf(query.decisions()).stream()
                    .map(decision -> question.with(only(query, decision)))
                    .toList();
        }
        List<List<PortRange>> ports = cut(query.ports());
        if (!ports.isEmpty()) {
            return ports.stream().map(part -> question.with(only(query, part))).toList();
        }
        return byLabel(question);
    }

    private static boolean isLong(TimeWindow window) {
        return Duration.between(window.from(), window.to()).compareTo(SHORTEST) > 0;
    }

    /** The older half first: a row that moves meanwhile moves into the half that comes later. */
    private static List<Question> halves(Question question) {
        TimeWindow window = question.window();
        Instant middle =
                window.from()
                        .plus(Duration.between(window.from(), window.to()).dividedBy(2))
                        .truncatedTo(ChronoUnit.SECONDS);
        if (!middle.isAfter(window.from())) {
            middle = middle.plusSeconds(1);
        }
        Slice slice = question.slice();
        return List.of(
                new Question(
                        only(
                                question.query(),
                                new TimeWindow(window.from(), middle.minusMillis(1))),
                        slice == null ? null : new Slice(0, slice.from(), middle, false),
                        true),
                new Question(
                        only(question.query(), new TimeWindow(middle, window.to())),
                        slice == null ? null : new Slice(0, middle, slice.to(), false),
                        true));
    }

    private static List<List<PortRange>> cut(List<PortRange> ports) {
        if (ports.isEmpty()) {
            return List.of(
                    List.of(new PortRange(TCP, 0, LAST_PORT)),
                    List.of(new PortRange(UDP, 0, LAST_PORT)),
                    others());
        }
        if (ports.size() > 1) {
            int middle = ports.size() / 2;
            return List.of(ports.subList(0, middle), ports.subList(middle, ports.size()));
        }
        PortRange range = ports.get(0);
        boolean hasPorts = range.proto() == TCP || range.proto() == UDP;
        if (!hasPorts || range.from() >= range.to()) {
            return List.of();
        }
        int middle = range.to() == LAST_PORT && range.from() == 0 ? 1023 : between(range);
        return List.of(
                List.of(new PortRange(range.proto(), range.from(), middle)),
                List.of(new PortRange(range.proto(), middle + 1, range.to())));
    }

    private static int between(PortRange range) {
        return range.from() + (range.to() - range.from()) / 2;
    }

    /** Protocols that have no ports. */
    private static List<PortRange> others() {
        List<PortRange> others = new ArrayList<>();
        for (int proto = 0; proto <= 255; proto++) {
            if (proto != TCP && proto != UDP) {
                others.add(new PortRange(proto, 0, LAST_PORT));
            }
        }
        return others;
    }

    /** The first label, the second without the first, and so on, and what has none of them. */
    private List<Question> byLabel(Question question) throws SourceException, InterruptedException {
        FlowQuery query = question.query();
        if (!query.srcLabel().isEmpty() || !query.notSrcLabels().isEmpty()) {
            return List.of();
        }
        List<Question> parts = new ArrayList<>();
        List<String> before = new ArrayList<>();
        for (String label : labels.hrefs()) {
            parts.add(question.with(only(query, label, before)));
            before.add(label);
        }
        if (!parts.isEmpty()) {
            parts.add(question.with(only(query, "", before)));
        }
        return parts;
    }

    private static FlowQuery only(FlowQuery query, TimeWindow window) {
        return new FlowQuery(
                window,
                query.decisions(),
                query.ports(),
                query.srcLabel(),
                query.notSrcLabels(),
                query.maxRows());
    }

    private static FlowQuery only(FlowQuery query, Decision decision) {
        return new FlowQuery(
                query.window(),
                Set.of(decision),
                query.ports(),
                query.srcLabel(),
                query.notSrcLabels(),
                query.maxRows());
    }

    private static FlowQuery only(FlowQuery query, List<PortRange> ports) {
        return new FlowQuery(
                query.window(),
                query.decisions(),
                ports,
                query.srcLabel(),
                query.notSrcLabels(),
                query.maxRows());
    }

    private static FlowQuery only(FlowQuery query, String label, List<String> without) {
        return new FlowQuery(
                query.window(), query.decisions(), query.ports(), label, without, query.maxRows());
    }
}
