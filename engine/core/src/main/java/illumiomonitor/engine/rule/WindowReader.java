package illumiomonitor.engine.rule;

import illumiomonitor.db.Store;
import illumiomonitor.spi.Decision;
import illumiomonitor.spi.Direction;
import illumiomonitor.spi.Endpoint;
import illumiomonitor.spi.Flow;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jdbi.v3.core.Handle;

/**
 * Reads the flows of a window from what committed pulls left in the store: what each flow row grew
 * by in it, once per connection. Thread-safe; what it has read before it reads no more.
 */
final class WindowReader {

    private static final Decision[] DECISIONS = Decision.values();
    private static final Direction[] DIRECTIONS = Direction.values();

    private final Store store;
    private final Duration spreadAfter;
    private final int maxFacts;
    private final Dictionary dictionary = new Dictionary();
    private final MovedStarts moved = new MovedStarts();

    /**
     * @param spreadAfter a longer span is shared out over the windows it covers
     * @param maxFacts more flows than this are not held in memory one by one
     */
    WindowReader(Store store, Duration spreadAfter, int maxFacts) {
        this.store = store;
        this.spreadAfter = spreadAfter;
        this.maxFacts = maxFacts;
    }

    SeenFlows flows(int pceId, String pce, Stretch stretch) throws InterruptedException {
        try (Handle handle = store.jdbi().open()) {
            return read(handle, pceId, pce, stretch);
        } catch (SQLException e) {
            throw new IllegalStateException("the flows of a window could not be read", e);
        }
    }

    private SeenFlows read(Handle handle, int pceId, String pce, Stretch stretch)
            throws SQLException, InterruptedException {
        Connection connection = handle.getConnection();
        Increments increments = new Increments(stretch, spreadAfter);
        Map<Long, Instant> pulledAt = new HashMap<>();
        for (Pulls.Pull pull : Pulls.touching(handle, pceId, stretch)) {
            pulledAt.put(pull.id(), Micros.instant(pull.answeredAt()));
            increments.read(connection, pull.id());
        }
        Grown[] grown = sorted(increments.grown());
        moved.readOn(connection);
        LongTable<StoredFlow> stored =
                dictionary.flows.of(
                        connection, Arrays.stream(grown).mapToLong(row -> row.flowId).toArray());
        Grown[] counted = counted(connection, grown, stored);
        Making making = making(connection, pce, counted, stored, pulledAt);
        return seen(counted, making);
    }

    private static Grown[] sorted(LongTable<Grown> table) {
        Grown[] grown = table.values().toArray(new Grown[0]);
        Arrays.sort(grown, (one, other) -> Long.compare(one.flowId, other.flowId));
        return grown;
    }

    private static Grown[] counted(
            Connection connection, Grown[] grown, LongTable<StoredFlow> stored)
            throws SQLException, InterruptedException {
        long[] doubtful =
                Arrays.stream(grown)
                        .mapToLong(row -> row.flowId)
                        .filter(
                                id -> {
                                    StoredFlow flow = stored.get(id);
                                    return flow != null && flow.mayHaveTwin();
                                })
                        .toArray();
        long[] uncounted = Twins.uncounted(connection, doubtful);
        return Arrays.stream(grown)
                .filter(
                        row -> {
                            StoredFlow flow = stored.get(row.flowId);
                            return flow != null
                                    && flow.counted()
                                    && Arrays.binarySearch(uncounted, row.flowId) < 0;
                        })
                .toArray(Grown[]::new);
    }

    private Making making(
            Connection connection,
            String pce,
            Grown[] grown,
            LongTable<StoredFlow> stored,
            Map<Long, Instant> pulledAt)
            throws SQLException, InterruptedException {
        long[] endpoints =
                Arrays.stream(grown)
                        .flatMapToLong(row -> LongStream.of(row.src, row.dst))
                        .sorted()
                        .distinct()
                        .toArray();
        long[] terms =
                Arrays.stream(grown)
                        .flatMapToLong(row -> terms(stored.get(row.flowId)))
                        .sorted()
                        .distinct()
                        .toArray();
        return new Making(
                pce,
                stored,
                dictionary.endpoints.of(connection, endpoints),
                dictionary.terms.of(connection, terms),
                moved,
                pulledAt);
    }

    private static LongStream terms(@org.jspecify.annotations.Nullable StoredFlow flow) {
        return flow == null
                ? LongStream.empty()
                : LongStream.of(
                        flow.process(),
                        flow.user(),
                        flow.service(),
                        flow.state(),
                        flow.transmission());
    }

    private SeenFlows seen(Grown[] grown, Making making) {
        boolean held = grown.length <= maxFacts;
        List<Flow> flows = held ? made(grown, making) : view(grown, making);
        return new SeenFlows(flows, held, new Tales(grown)::of);
    }

    private static List<Flow> made(Grown[] grown, Making making) {
        List<Flow> flows = new ArrayList<>(grown.length);
        for (Grown row : grown) {
            flows.add(making.flow(row));
        }
        return flows;
    }

    private static List<Flow> view(Grown[] grown, Making making) {
        return new AbstractList<>() {
            @Override
            public Flow get(int index) {
                return making.flow(grown[index]);
            }

            @Override
            public int size() {
                return grown.length;
            }
        };
    }

    /** Everything that a flow fact is put together from. */
    private record Making(
            String pce,
            LongTable<StoredFlow> stored,
            LongTable<Endpoint> endpoints,
            LongTable<String> terms,
            MovedStarts moved,
            Map<Long, Instant> pulledAt) {

        Flow flow(Grown row) {
            StoredFlow flow = there(stored.get(row.flowId), "flow", row.flowId);
            String state = term(flow.state());
            boolean repeats = "active".equals(state) || "snapshot".equals(state);
            return new Flow(
                    row.flowId,
                    pce,
                    there(endpoints.get(row.src), "endpoint", row.src),
                    there(endpoints.get(row.dst), "endpoint", row.dst),
                    flow.port(),
                    flow.proto(),
                    term(flow.process()),
                    term(flow.user()),
                    term(flow.service()),
                    DECISIONS[flow.decision()],
                    DIRECTIONS[flow.direction()],
                    state,
                    term(flow.transmission()),
                    repeats ? 0 : row.connections,
                    row.connections,
                    row.bytesIn,
                    row.bytesOut,
                    (row.totalIn | row.totalOut) != 0,
                    Micros.instant(moved.of(flow)),
                    Micros.instant(row.lastDetected),
                    row.totalConnections,
                    row.totalIn,
                    row.totalOut,
                    row.basis,
                    row.spread,
                    pulledAt.getOrDefault(row.pull(), Instant.EPOCH));
        }

        private String term(int id) {
            String text = terms.get(id);
            return text == null ? "" : text;
        }

        private static <V> V there(
                @org.jspecify.annotations.Nullable V value, String what, long id) {
            if (value == null) {
                throw new IllegalStateException(what + " " + id + " is not in the store");
            }
            return value;
        }
    }
}
