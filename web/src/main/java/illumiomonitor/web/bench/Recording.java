package illumiomonitor.web.bench;

import illumiomonitor.plugins.zeek.ZeekSource;
import illumiomonitor.spi.FlowAnswer;
import illumiomonitor.spi.FlowQuery;
import illumiomonitor.spi.FlowRow;
import illumiomonitor.spi.FlowSource;
import illumiomonitor.spi.SourceException;
import illumiomonitor.spi.TimeWindow;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A capture that was read once and answers from memory, row for row what the logs would: each of
 * thousands of pulls would read them again.
 */
final class Recording implements FlowSource {

    /** A row and its place in the logs, in whose order rows are handed over. */
    private record Line(int number, FlowRow row) {}

    private final NavigableMap<Instant, List<Line>> byEnd = new TreeMap<>();
    private int rows;

    private Recording() {}

    /**
     * Reads all of a capture.
     *
     * @param path of a log, or of a folder with logs
     */
    static Recording of(Path path) throws InterruptedException {
        Recording recording = new Recording();
        TimeWindow ever = new TimeWindow(Instant.EPOCH, Instant.parse("2200-01-01T00:00:00Z"));
        try (ZeekSource source = new ZeekSource(path)) {
            source.flows(FlowQuery.of(ever, Integer.MAX_VALUE), recording::keep);
        } catch (SourceException e) {
            throw new IllegalStateException("a log could not be read", e);
        }
        return recording;
    }

    private void keep(FlowRow row) {
        byEnd.computeIfAbsent(row.lastDetected(), end -> new ArrayList<>())
                .add(new Line(rows++, row));
    }

    /** Of whole windows, as a bench asks; a narrower question is refused. */
    @Override
    public FlowAnswer flows(FlowQuery query, Consumer<FlowRow> taker) {
        if (!query.ports().isEmpty() || !query.srcLabel().isEmpty()) {
            throw new IllegalArgumentException("a recording is asked for whole windows only");
        }
        Instant to = query.window().to();
        List<FlowRow> found =
                byEnd.subMap(query.window().from(), true, to, true).values().stream()
                        .flatMap(List::stream)
                        .filter(line -> query.decisions().contains(line.row.decision()))
                        .sorted((one, other) -> Integer.compare(one.number, other.number))
                        .map(Line::row)
                        .toList();
        long given = Math.min(found.size(), query.maxRows());
        found.stream().limit(given).forEach(taker);
        return new FlowAnswer(given, found.size(), given < found.size(), "", 0, to, to);
    }

    @Override
    public Duration clockOffset() {
        return Duration.ZERO;
    }
}
