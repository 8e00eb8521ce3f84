package illumiomonitor.engine.pce;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Brings the file of a completed query onto this machine, whole: again when it breaks off, is no
 * JSON, or holds fewer rows than the PCE announced, as it does when the file is not ready yet.
 */
final class Download {

    private final Transport transport;
    private final Queries queries;
    private final Spool spool;
    private final String pce;
    private final Pace pace;

    Download(Transport transport, Queries queries, Spool spool, String pce, Pace pace) {
        this.transport = transport;
        this.queries = queries;
        this.spool = spool;
        this.pce = pce;
        this.pace = pace;
    }

    /**
     * @param query path of the query
     * @param completed what the PCE says about it
     */
    TrafficQuery.Answer fetch(String query, QueryState completed, Deadline deadline)
            throws PceFault, InterruptedException {
        QueryState state = completed;
        Iterator<Duration> waits = pace.notReady().iterator();
        while (true) {
            Spooled rows = download(state, deadline);
            boolean last = !waits.hasNext() || deadline.passed();
            if (rows != null
                    && (isWhole(rows, state) || last && isBetterThanNothing(rows, state))) {
                return new TrafficQuery.Answer(rows, state);
            }
            close(rows);
            if (last) {
                throw notThere(rows != null, state);
            }
            Pause.of(deadline.atMost(waits.next()));
            state = queries.read(query, deadline);
        }
    }

    /** Null when the file is not there (yet). */
    private @Nullable Spooled download(QueryState state, Deadline deadline)
            throws PceFault, InterruptedException {
        try {
            return transport.repeat(Call.get(state.download()), spool::write, deadline);
        } catch (PceFault fault) {
            if (fault.isGone()) {
                return null;
            }
            throw fault;
        }
    }

    private static boolean isWhole(Spooled rows, QueryState state) {
        if (rows.rows() == 0) {
            long announced = Math.max(state.flows(), state.matches());
            return announced == 0 || announced < 0 && !rows.blank();
        }
        return rows.rows() >= state.flows();
    }

    /**
     * Some rows, though fewer than announced; or none where the PCE says that this key gets none of
     * the matches. The answer's own numbers tell that it is not complete.
     */
    private static boolean isBetterThanNothing(Spooled rows, QueryState state) {
        return rows.rows() > 0 || state.flows() == 0 && !rows.blank();
    }

    private PceFault notThere(boolean file, QueryState state) {
        String sentence =
                file
                        ? "the answer of PCE %s to a traffic query stays empty, although it announced %d rows"
                                .formatted(pce, Math.max(state.flows(), state.matches()))
                        : "the answer of PCE %s to a traffic query is not there, although it is completed"
                                .formatted(pce);
        return PceFault.broken(sentence, null);
    }

    private static void close(@Nullable Spooled rows) {
        if (rows != null) {
            try {
                rows.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
