package illumiomonitor.engine.pull;

import illumiomonitor.spi.Decision;
import illumiomonitor.spi.FlowQuery;
import illumiomonitor.spi.FlowQuery.PortRange;
import illumiomonitor.spi.TimeWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What to ask in order to know what doubtful rows are: their whole day, and only their ports. */
final class Doubts {

    private static final int MOST_PORTS = 50;

    private Doubts() {}

    static List<Question> questions(List<Observed> doubts, Frame frame, int maxRows) {
        Map<Long, List<Observed>> byDay =
                doubts.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Observed::day, TreeMap::new, Collectors.toList()));
        List<Question> questions = new ArrayList<>();
        byDay.forEach(
                (day, rows) -> {
                    Instant from = Instant.ofEpochMilli(day * Times.DAY);
                    Instant end = Instant.ofEpochMilli((day + 1) * Times.DAY - 1);
                    Instant to = end.isAfter(frame.tick()) ? frame.tick() : end;
                    if (!from.isAfter(to)) {
                        questions.add(
                                new Question(
                                        new FlowQuery(
                                                new TimeWindow(from, to),
                                                decisions(rows),
                                                ports(rows),
                                                "",
                                                List.of(),
                                                maxRows),
                                        null,
                                        frame.mode() == Mode.BUCKET));
                    }
                });
        return questions;
    }

    private static Set<Decision> decisions(List<Observed> rows) {
        Set<Decision> decisions = EnumSet.noneOf(Decision.class);
        rows.forEach(row -> decisions.add(row.kind.traits().decision()));
        return decisions;
    }

    private static List<PortRange> ports(List<Observed> rows) {
        List<PortRange> ports =
                rows.stream()
                        .map(row -> new PortRange(row.kind.traits().proto(), row.port, row.port))
                        .distinct()
                        .limit(MOST_PORTS + 1L)
                        .toList();
        boolean narrow =
                ports.size() <= MOST_PORTS
                        && ports.stream().allMatch(port -> port.proto() == 6 || port.proto() == 17);
        return narrow ? ports : List.of();
    }
}
