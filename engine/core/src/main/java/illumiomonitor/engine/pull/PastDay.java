package illumiomonitor.engine.pull;

import illumiomonitor.db.Store;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.spi.Decision;
import illumiomonitor.spi.Endpoint;
import illumiomonitor.spi.FlowAnswer;
import illumiomonitor.spi.FlowQuery;
import illumiomonitor.spi.FlowRow;
import illumiomonitor.spi.FlowSource;
import illumiomonitor.spi.SourceException;
import illumiomonitor.spi.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads the buckets that a PCE has of a UTC day, and keeps none of them. Asks once a day, in parts
 * where the answer is too long for one. Not thread-safe.
 */
public final class PastDay {

    private static final int MOST_MET = 50_000;

    private final Dictionary dictionary;
    private final FlowSource source;
    private final int maxRows;
    private final Duration atMost;
    private final LabelHrefs labels;
    private final Mode mode;

    /**
     * @param atMost how long the source may take for an answer
     */
    public PastDay(
            Store store,
            int pceId,
            FlowSource source,
            int maxRows,
            Duration atMost,
            LabelHrefs labels) {
        this.dictionary = Dictionary.lent(store, pceId);
        this.source = source;
        this.maxRows = maxRows;
        this.atMost = atMost;
        this.labels = labels;
        this.mode = new PceState(store.jdbi(), pceId).mode();
    }

    /**
     * A bucket that counts.
     *
     * @param connections zero for a state that repeats its connections at every report
     */
    public record Bucket(
            Endpoint src,
            Endpoint dst,
            int port,
            int proto,
            Decision decision,
            long connections,
            long bytesIn,
            long bytesOut,
            Instant first,
            Instant last) {}

    /**
     * A day.
     *
     * @param buckets those that began on the day, a connection that both agents report once
     * @param rows rows of the answers
     * @param missing why not all is there, a clause; empty when it is
     */
    public record Found(List<Bucket> buckets, long rows, String missing) {}

    /** Remembers how the source described the endpoints of the rows that pass. */
    private final class Descriptions implements FlowSource {

        private final Map<Integer, Endpoint> byPlace = new HashMap<>();
        private final Set<Endpoint> met = Collections.newSetFromMap(new IdentityHashMap<>());

        @Override
        public FlowAnswer flows(FlowQuery query, Consumer<FlowRow> rows)
                throws SourceException, InterruptedException {
            return flows(query, atMost, rows);
        }

        @Override
        public FlowAnswer flows(FlowQuery query, Duration within, Consumer<FlowRow> rows)
                throws SourceException, InterruptedException {
            return source.flows(
                    query,
                    within,
                    row -> {
                        remember(row.src());
                        remember(row.dst());
                        rows.accept(row);
                    });
        }

        private void remember(Endpoint endpoint) {
            if (met.size() >= MOST_MET) {
                met.clear();
            }
            if (met.add(endpoint)) {
                byPlace.put(dictionary.endpoints().of(endpoint), endpoint);
            }
        }

        Endpoint at(int place) {
            Endpoint endpoint = byPlace.get(place);
            if (endpoint == null) {
                throw new IllegalStateException("a row names an endpoint that never came");
            }
            return endpoint;
        }

        @Override
        public Duration clockOffset() {
            return source.clockOffset();
        }
    }

    /**
     * Asks for a day that is over.
     *
     * @throws SourceException if the PCE does not answer
     */
    public Found of(LocalDate date, Journal journal) throws SourceException, InterruptedException {
        Instant from = date.atStartOfDay(ZoneOffset.UTC).toInstant();
        Instant to = from.plus(Duration.ofDays(1)).minusMillis(1);
        Descriptions descriptions = new Descriptions();
        Inquiry inquiry =
                new Inquiry(
                        descriptions,
                        new RowReader(dictionary),
                        new Cuts(labels),
                        new Asked(to.toEpochMilli()),
                        Long.MIN_VALUE,
                        atMost,
                        journal);
        inquiry.ask(Question.of(new TimeWindow(from, to), maxRows, mode));
        List<Shortfall> shortfalls = inquiry.shortfalls();
        return new Found(
                counted(inquiry.answer(), date.toEpochDay(), descriptions),
                inquiry.rows(),
                shortfalls.isEmpty() ? "" : shortfalls.get(0).reason());
    }

    /** A row that began on another day is that day's. */
    private List<Bucket> counted(Answer answer, long day, Descriptions descriptions) {
        Set<Long> inbound = new HashSet<>();
        answer.forEach(
                row -> {
                    if (row.isInbound() && row.day() == day) {
                        inbound.add(row.connection);
                    }
                });
        int active = dictionary.terms().of("active");
        int snapshot = dictionary.terms().of("snapshot");
        List<Bucket> buckets = new ArrayList<>();
        answer.forEach(
                row -> {
                    boolean twin = row.isOutbound() && inbound.contains(row.connection);
                    if (row.day() == day && !twin) {
                        boolean repeats = row.state() == active || row.state() == snapshot;
                        buckets.add(bucket(row, repeats, descriptions));
                    }
                });
        return buckets;
    }

    private static Bucket bucket(Observed row, boolean repeats, Descriptions descriptions) {
        Traits traits = row.kind.traits();
        return new Bucket(
                descriptions.at(row.src),
                descriptions.at(row.dst),
                row.port,
                traits.proto(),
                traits.decision(),
                repeats ? 0 : row.connections,
                row.in,
                row.out,
                Instant.ofEpochMilli(row.first),
                Instant.ofEpochMilli(row.last));
    }
}
