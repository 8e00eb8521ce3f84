package illumiomonitor.engine.pce;

import illumiomonitor.spi.FlowQuery;
import illumiomonitor.spi.SourceException.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * The life of a traffic query: made, watched until it has an answer, downloaded whole, removed. A
 * query that vanishes or fails is made anew once. Called from one thread at a time.
 */
final class TrafficQuery {

    private static final int LIVES = 2;

    /** So many looks in a row at a status that is not known here are patience enough. */
    private static final int UNKNOWN_LOOKS = 6;

    private final Queries queries;
    private final Download download;
    private final DraftDecisions drafts;
    private final String pce;
    private final Pace pace;
    private final Consumer<String> owner;
    private final Queue<String> unremoved = new ArrayDeque<>();

    /**
     * @param owner told whose the queries are, an href or empty
     */
    TrafficQuery(
            Queries queries,
            Download download,
            DraftDecisions drafts,
            String pce,
            Pace pace,
            Consumer<String> owner) {
        this.queries = queries;
        this.download = download;
        this.drafts = drafts;
        this.pce = pce;
        this.pace = pace;
        this.owner = owner;
    }

    /** An answer on disk and what the PCE says about it. */
    record Answer(Spooled rows, QueryState state) {}

    Answer ask(FlowQuery query, Deadline deadline) throws PceFault, InterruptedException {
        for (int life = 1; ; life++) {
            try {
                return live(query, deadline);
            } catch (PceFault fault) {
                boolean again = fault.problem() == Problem.QUERY_FAILED && !deadline.isNear();
                if (!again || life == LIVES) {
                    throw fault;
                }
            }
        }
    }

    private Answer live(FlowQuery query, Deadline deadline) throws PceFault, InterruptedException {
        QueryState made = queries.create(query, deadline);
        owner.accept(made.owner());
        String path = made.path();
        boolean finished = false;
        boolean abandoned = true;
        try {
            QueryState state = watch(made, deadline);
            finished = true;
            drafts.ask(path, QueryBody.maxRows(query));
            Answer answer = download.fetch(path, state, deadline);
            abandoned = false;
            return removed(path, answer);
        } catch (PceFault fault) {
            abandoned = false;
            tidy(path, finished || fault.isGone());
            throw fault.isGone() ? vanished(fault) : fault;
        } finally {
            if (abandoned) {
                queries.abandon(path);
            }
        }
    }

    /** The answer is worth more than its removal: an interrupt in between loses both. */
    private Answer removed(String path, Answer answer) throws InterruptedException {
        boolean kept = false;
        try {
            tidy(path, true);
            kept = true;
            return answer;
        } finally {
            if (!kept) {
                close(answer.rows());
            }
        }
    }

    private QueryState watch(QueryState made, Deadline deadline)
            throws PceFault, InterruptedException {
        QueryState state = made;
        int strange = 0;
        for (int look = 0; !state.isCompleted(); look++) {
            strange = state.isRunning() || look == 0 ? 0 : strange + 1;
            if (state.isFailed() || strange >= UNKNOWN_LOOKS) {
                throw failed("ended as \"" + ErrorText.brief(state.status()) + "\"");
            }
            if (deadline.passed()) {
                throw failed(
                        "had no answer in time and was \""
                                + ErrorText.brief(state.status())
                                + "\"");
            }
            Pause.of(deadline.atMost(pace.beforePoll(look)));
            state = look(state, made.path(), deadline);
            owner.accept(state.owner());
        }
        return state;
    }

    private QueryState look(QueryState before, String path, Deadline deadline)
            throws PceFault, InterruptedException {
        try {
            return queries.read(path, deadline);
        } catch (PceFault fault) {
            boolean cutShort = fault.isInDoubt() || fault.problem() == Problem.QUERY_FAILED;
            if (cutShort && deadline.passed()) {
                return before; // there was no time left to look: it is the query that is late
            }
            throw fault;
        }
    }

    /** What cannot be removed now is tried again beside the next query. */
    private void tidy(String path, boolean finished) throws InterruptedException {
        Deadline soon = Deadline.in(Duration.ofSeconds(15));
        boolean gone = finished ? queries.remove(path, soon) : queries.cancel(path, soon);
        String older = unremoved.poll();
        if (older != null && gone && !queries.remove(older, soon)) {
            unremoved.add(older);
        }
        if (!gone) {
            unremoved.add(path);
        }
    }

    private static void close(Spooled rows) {
        try {
            rows.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PceFault failed(String how) {
        return PceFault.of(
                Problem.QUERY_FAILED, "the traffic query on PCE %s %s".formatted(pce, how), null);
    }

    private PceFault vanished(PceFault cause) {
        return PceFault.of(
                Problem.QUERY_FAILED,
                "the traffic query on PCE %s is gone before its answer was read".formatted(pce),
                cause);
    }
}
