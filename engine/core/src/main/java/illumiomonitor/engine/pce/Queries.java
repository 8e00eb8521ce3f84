package illumiomonitor.engine.pce;

import com.fasterxml.jackson.databind.JsonNode;
import illumiomonitor.spi.FlowQuery;
import illumiomonitor.spi.SourceException.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Makes traffic queries on the PCE, finds and removes them. A query is known by its unique name, so
 * that one whose making got no answer is found again instead of being made twice.
 */
final class Queries {

    private static final int TRIES = 3;
    private static final int LOOKS = 3;

    private final Transport transport;
    private final String path;
    private final String pce;
    private final QueryNames names;
    private final Pace pace;

    Queries(Transport transport, String path, String pce, QueryNames names, Pace pace) {
        this.transport = transport;
        this.path = path;
        this.pce = pce;
        this.names = names;
        this.pace = pace;
    }

    /** The new query; its path is known. */
    QueryState create(FlowQuery query, Deadline deadline) throws PceFault, InterruptedException {
        String name = names.next();
        Call call = Call.post(path, QueryBody.of(query, name));
        for (int tried = 1; ; tried++) {
            try {
                Optional<QueryState> made = made(transport.once(call, deadline), name, deadline);
                if (made.isPresent()) {
                    return made.get();
                }
                if (tried == TRIES) {
                    throw PceFault.of(
                            Problem.QUERY_FAILED,
                            "PCE %s accepted the traffic query %s but does not list it"
                                    .formatted(pce, name),
                            null);
                }
            } catch (PceFault fault) {
                if (!fault.isInDoubt() || deadline.passed()) {
                    throw fault;
                }
                Pause.of(deadline.atMost(pace.retryAfterTry(tried)));
                Optional<QueryState> made = find(name, deadline);
                if (made.isPresent()) {
                    return made.get();
                }
                if (tried == TRIES) {
                    throw fault;
                }
            }
        }
    }

    QueryState read(String query, Deadline deadline) throws PceFault, InterruptedException {
        QueryState state = QueryState.of(transport.get(query, deadline).json());
        return state.path().isEmpty() ? state.at(query) : state;
    }

    /** Removes a finished query; false when the PCE would not now. */
    boolean remove(String query, Deadline deadline) throws InterruptedException {
        try {
            transport.attempt(Call.delete(query), deadline);
            return true;
        } catch (PceFault fault) {
            return fault.isGone();
        }
    }

    /** Asks the PCE to stop a running query, then removes it. */
    boolean cancel(String query, Deadline deadline) throws InterruptedException {
        try {
            transport.attempt(cancellation(query), deadline);
        } catch (PceFault fault) {
            if (fault.isGone()) {
                return true;
            }
            // It may have ended in between, or this release may not know cancelling: then remove
            // it.
        }
        return remove(query, deadline);
    }

    /**
     * Removes a query of an earlier process, running or not; patiently, for nobody waits for it.
     */
    void removeLeftover(QueryState query, Deadline deadline) throws PceFault, InterruptedException {
        boolean over = query.isCompleted() || query.isFailed();
        if (!over && cancel(query.path(), deadline)) {
            return;
        }
        try {
            transport.repeat(Call.delete(query.path()), Reply::lenient, deadline);
        } catch (PceFault fault) {
            if (!fault.isGone() && !fault.isRateLimit()) {
                throw fault;
            }
        }
    }

    /** As {@link #cancel}, without waiting for anything. */
    void abandon(String query) {
        transport.fire(cancellation(query), Call.delete(query));
    }

    /** The queries of this product for this PCE name, whoever made them. */
    List<QueryState> own(Deadline deadline) throws PceFault, InterruptedException {
        List<QueryState> own = new ArrayList<>();
        for (JsonNode each : transport.get(path, deadline).json()) {
            QueryState state = QueryState.of(each);
            if (names.isOurs(state.name()) && !state.path().isEmpty()) {
                own.add(state);
            }
        }
        return own;
    }

    private Optional<QueryState> made(Reply reply, String name, Deadline deadline)
            throws PceFault, InterruptedException {
        QueryState state = QueryState.of(reply.json());
        if (!state.path().isEmpty()) {
            return Optional.of(state);
        }
        Optional<String> location = reply.header("Location").map(Address::path);
        Optional<String> id =
                reply.header("Content-Location").map(each -> path + "/" + lastPart(each));
        Optional<String> known = location.or(() -> id);
        if (known.isPresent()) {
            return known.map(state::at);
        }
        for (int look = 1; look < LOOKS; look++) {
            Optional<QueryState> listed = find(name, deadline);
            if (listed.isPresent()) {
                return listed;
            }
            Pause.of(deadline.atMost(pace.retryAfterTry(look)));
        }
        return find(name, deadline);
    }

    private Optional<QueryState> find(String name, Deadline deadline)
            throws PceFault, InterruptedException {
        return own(deadline).stream()
                .filter(each -> each.name().equals(name))
                .max(Comparator.comparing(QueryState::createdAt));
    }

    private static String lastPart(String text) {
        return text.substring(text.lastIndexOf('/') + 1);
    }

    private static Call cancellation(String query) {
        return Call.put(query, "{\"status\":\"cancel_requested\"}");
    }
}
