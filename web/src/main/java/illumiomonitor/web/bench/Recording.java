package illumiomonitor.web.bench;

import illumiomonitor.plugins.zeek.LabelledLogs;
import illumiomonitor.plugins.zeek.LabelledLogs.Truth;
import illumiomonitor.spi.Endpoint;
import illumiomonitor.spi.FlowAnswer;
import illumiomonitor.spi.FlowQuery;
import illumiomonitor.spi.FlowRow;
import illumiomonitor.spi.FlowSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A capture that was read once and answers from memory, row for row what the logs would: each of
 * thousands of pulls would read them again. Its rows look like a PCE's, which knows no single
 * connections: what is measured is what holds there.
 */
final class Recording implements FlowSource {

    /** A row and its place in the logs, in whose order rows are handed over. */
    private record Line(int number, FlowRow row) {

        Instant end() {
            return row.lastDetected();
        }
    }

    private final List<Line> byEnd = new ArrayList<>();
    private final Labelled truth = new Labelled();
    private final List<String> faults = new ArrayList<>();
    private final Map<String, Endpoint> endpoints = new HashMap<>();
    private final Map<String, String> texts = new HashMap<>();

    private Recording() {}

    /** Reads all of a capture. */
    static Recording of(Capture capture) throws IOException, InterruptedException {
        Recording recording = new Recording();
        LabelledLogs.Taker taker =
                new LabelledLogs.Taker() {
                    @Override
                    public void row(FlowRow row, Truth truth) {
                        recording.keep(row, truth);
                    }

                    @Override
                    public void malformed(String why) {
                        recording.faults.add(why);
                    }
                };
        for (Path log : capture.logs()) {
            LabelledLogs.read(log, taker);
        }
        recording.byEnd.sort(Comparator.comparing(Line::end));
        return recording;
    }

    private void keep(FlowRow row, Truth known) {
        truth.add(row, known);
        byEnd.add(new Line(byEnd.size(), likeAPces(row)));
    }

    private FlowRow likeAPces(FlowRow row) {
        return new FlowRow(
                once(row.src()),
                once(row.dst()),
                row.port(),
                row.proto(),
                row.icmpType(),
                row.icmpCode(),
                row.process(),
                row.user(),
                row.service(),
                row.direction(),
                row.state(),
                row.decision(),
                row.transmission(),
                row.network(),
                texts.computeIfAbsent(row.clientType(), type -> "a " + type),
                row.firstDetected(),
                row.lastDetected(),
                row.connections(),
                row.bytesIn(),
                row.bytesOut());
    }

    private Endpoint once(Endpoint endpoint) {
        return endpoints.computeIfAbsent(endpoint.ip(), ip -> endpoint);
    }

    /** What others know of it. */
    Labelled truth() {
        return truth;
    }

    /** Sentences on lines that are no connections. */
    List<String> faults() {
        return faults;
    }

    /** Of whole windows, as a bench asks; a narrower question is refused. */
    @Override
    public FlowAnswer flows(FlowQuery query, Consumer<FlowRow> taker) {
        if (!query.ports().isEmpty() || !query.srcLabel().isEmpty()) {
            throw new IllegalArgumentException("a recording is asked for whole windows only");
        }
        Instant to = query.window().to();
        List<FlowRow> found =
                byEnd.subList(before(query.window().from()), before(to.plusNanos(1))).stream()
                        .filter(line -> query.decisions().contains(line.row.decision()))
                        .sorted(Comparator.comparingInt(Line::number))
                        .map(Line::row)
                        .toList();
        long given = Math.min(found.size(), query.maxRows());
        found.stream().limit(given).forEach(taker);
        return new FlowAnswer(given, found.size(), given < found.size(), "", 0, to, to);
    }

    /** How many lines ended before. */
    private int before(Instant time) {
        int low = 0;
        int high = byEnd.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (byEnd.get(middle).end().isBefore(time)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    @Override
    public Duration clockOffset() {
        return Duration.ZERO;
    }
}
