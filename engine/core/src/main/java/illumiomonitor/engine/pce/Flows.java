package illumiomonitor.engine.pce;

import illumiomonitor.spi.FlowAnswer;
import illumiomonitor.spi.FlowQuery;
import illumiomonitor.spi.FlowRow;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.StringJoiner;
import java.util.function.Consumer;

/**
 * Asks a traffic query and hands its rows over, one by one, once all of them are on this machine.
 */
final class Flows {

    /** Rows between two looks at whether the thread is to stop. */
    private static final int STRIDE = 256;

    private final TrafficQuery queries;
    private final LabelCache labels;
    private final PceClock clock;
    private final Warnings warnings;
    private final String pce;

    Flows(TrafficQuery queries, LabelCache labels, PceClock clock, Warnings warnings, String pce) {
        this.queries = queries;
        this.labels = labels;
        this.clock = clock;
        this.warnings = warnings;
        this.pce = pce;
    }

    FlowAnswer read(FlowQuery query, Duration limit, Consumer<FlowRow> rows)
            throws PceFault, InterruptedException {
        warnings.clear();
        Instant askedAt = clock.now();
        TrafficQuery.Answer answer = queries.ask(query, Deadline.in(limit));
        try (Spooled spooled = answer.rows()) {
            Handed handed = handOver(spooled, rows);
            return answer(query, answer, handed, askedAt);
        } catch (IOException e) {
            throw PceFault.broken(
                    "the answer of PCE %s to a traffic query cannot be read: it %s"
                            .formatted(pce, e.getMessage()),
                    e);
        }
    }

    private static final class Handed {
        private long rows;
        private long refused;
        private String first = "";
    }

    private Handed handOver(Spooled spooled, Consumer<FlowRow> to)
            throws IOException, PceFault, InterruptedException {
        Handed handed = new Handed();
        FlowRowReader reader = new FlowRowReader(labels, warnings);
        try (JsonRows rows = spooled.open()) {
            while (rows.next()) {
                if (rows.number() % STRIDE == 0 && Thread.interrupted()) {
                    throw new InterruptedException("interrupted while reading traffic rows");
                }
                FlowRow row;
                try {
                    row = reader.read(rows.buffer(), rows.from(), rows.to());
                } catch (Unreadable e) {
                    handed.refused++;
                    if (handed.refused == 1) {
                        handed.first = "row %d %s".formatted(rows.number(), e.getMessage());
                    }
                    continue;
                }
                handed.rows++;
                to.accept(row);
            }
        }
        if (handed.refused > 0 && handed.rows == 0) {
            throw PceFault.broken(
                    "no row of PCE %s's answer to a traffic query can be read: %s"
                            .formatted(pce, handed.first),
                    null);
        }
        return handed;
    }

    private FlowAnswer answer(
            FlowQuery query, TrafficQuery.Answer answer, Handed handed, Instant askedAt) {
        QueryState state = answer.state();
        long came = answer.rows().rows();
        StringJoiner missing = new StringJoiner("; ");
        missing.setEmptyValue("");
        if (!state.missing().isEmpty()) {
            missing.add("no answer from " + state.missing());
        }
        if (came < state.flows()) {
            missing.add(
                    "%d of %d announced rows did not come"
                            .formatted(state.flows() - came, state.flows()));
        }
        if (handed.refused > 0) {
            missing.add("%d unreadable rows, first: %s".formatted(handed.refused, handed.first));
        }
        return new FlowAnswer(
                handed.rows,
                state.matches(),
                isTruncated(answer, QueryBody.maxRows(query)),
                missing.toString(),
                answer.rows().bytes(),
                askedAt,
                clock.now());
    }

    /** Whether the PCE held rows back. */
    static boolean isTruncated(TrafficQuery.Answer answer, int maxRows) {
        long came = answer.rows().rows();
        return answer.state().matches() > Math.max(answer.state().flows(), came) || came >= maxRows;
    }
}
