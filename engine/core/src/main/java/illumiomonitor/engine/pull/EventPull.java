package illumiomonitor.engine.pull;

import illumiomonitor.db.Store;
import illumiomonitor.engine.journal.Outcome;
import illumiomonitor.spi.EventRow;
import illumiomonitor.spi.EventSource;
import illumiomonitor.spi.SourceException;
import illumiomonitor.spi.TimeWindow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Pulls the audit events of one PCE, each once. Not thread-safe. */
final class EventPull {

    /** Events come in no order; what is so much late is still found. */
    private static final Duration OVERLAP = Duration.ofMinutes(15);

    private static final int LONGEST_BODY = 1_000_000;

    private final Store store;
    private final int pceId;
    private final EventSource source;
    private final PullBook book;

    EventPull(Store store, int pceId, EventSource source) {
        this.store = store;
        this.pceId = pceId;
        this.source = source;
        this.book = new PullBook(store, pceId);
    }

    /** Pulls into an open pull and commits it; what came before a failure stays. */
    PullEnd pull(long pullId, Instant tick, Instant floor, Instant now)
            throws SourceException, SQLException, InterruptedException {
        Instant covered =
                book.lastAnsweredEnd(PullBook.EVENTS, Times.later(now, tick)).orElse(floor);
        TimeWindow window = window(covered, tick, floor);
        try (Writing writing = new Writing(pullId, window)) {
            String missing;
            String problem = PullEnd.INCOMPLETE;
            try {
                missing = source.events(window, writing::take).missing();
            } catch (SourceException e) {
                if (writing.rows == 0) {
                    throw e;
                }
                missing = String.valueOf(e.getMessage());
                problem = e.problem().name();
            }
            writing.flush();
            PullEnd end = end(window, writing, missing, problem, now);
            commit(pullId, end, covered, now);
            return end;
        }
    }

    private static TimeWindow window(Instant covered, Instant tick, Instant floor) {
        Instant from = covered.isBefore(tick) ? covered : tick;
        from = from.minus(OVERLAP);
        if (from.isBefore(floor)) {
            from = floor;
        }
        return new TimeWindow(from.isAfter(tick) ? tick : from, tick);
    }

    private static PullEnd end(
            TimeWindow window, Writing writing, String missing, String problem, Instant now) {
        boolean whole = missing.isEmpty();
        return new PullEnd(
                whole ? Outcome.OK : Outcome.PARTIAL,
                missing,
                whole ? "" : problem,
                window.from(),
                window.to(),
                now,
                now,
                0,
                writing.rows,
                writing.written,
                0,
                0,
                0,
                0,
                0,
                "",
                null,
                null);
    }

    private void commit(long pullId, PullEnd end, Instant covered, Instant now) {
        store.jdbi()
                .useTransaction(
                        handle -> {
                            book.end(handle, pullId, end);
                            Instant from =
                                    covered.isBefore(end.windowTo()) ? covered : end.windowFrom();
                            if (end.outcome() == Outcome.OK) {
                                Gaps.close(
                                        handle,
                                        pceId,
                                        PullBook.EVENTS,
                                        from.isBefore(end.windowFrom()) ? from : end.windowFrom(),
                                        end.windowTo(),
                                        pullId,
                                        now);
                            } else {
                                Gaps.open(
                                        handle,
                                        pceId,
                                        PullBook.EVENTS,
                                        from,
                                        end.windowTo(),
                                        end.reason(),
                                        now);
                            }
                        });
    }

    /** The events of one pull on their way into the store. */
    private final class Writing implements AutoCloseable {

        private static final String INSERT =
                """
                insert into event (event_id, pce_id, pull_id, href, at, type, status, severity, actor_type, actor,
                                   src_ip, notification_types, resource, workload, supplied_user, body)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """;

        private final long pullId;
        private final TimeWindow window;
        private final Set<String> hrefs;
        private final Connection connection;
        private final List<EventRow> waiting = new ArrayList<>();
        private long rows;
        private long written;

        Writing(long pullId, TimeWindow window) throws SQLException {
            this.pullId = pullId;
            this.window = window;
            this.hrefs = known(window);
            this.connection = store.dataSource().getConnection();
            connection.setAutoCommit(false);
        }

        void take(EventRow event) {
            rows++;
            // Older ones cannot be told from those that are stored, and were asked for before.
            if (!event.at().isBefore(window.from()) && hrefs.add(Texts.clean(event.href(), 255))) {
                waiting.add(event);
                if (waiting.size() >= TrafficWriter.CHUNK) {
                    try {
                        flush();
                    } catch (SQLException e) {
                        throw new IllegalStateException("events could not be stored", e);
                    }
                }
            }
        }

        void flush() throws SQLException {
            if (waiting.isEmpty()) {
                return;
            }
            long id = Ids.of(store).events(store.jdbi(), waiting.size());
            try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
                for (EventRow event : waiting) {
                    bind(insert, id++, event);
                }
                insert.executeBatch();
            }
            connection.commit();
            written += waiting.size();
            waiting.clear();
        }

        private void bind(PreparedStatement insert, long id, EventRow event) throws SQLException {
            insert.setLong(1, id);
            insert.setInt(2, pceId);
            insert.setLong(3, pullId);
            insert.setString(4, Texts.clean(event.href(), 255));
            insert.setObject(5, Times.utc(event.at()));
            insert.setString(6, Texts.clean(event.type(), 128));
            insert.setString(7, Texts.clean(event.status(), 32));
            insert.setString(8, Texts.clean(event.severity(), 16));
            insert.setString(9, Texts.clean(event.actorType(), 32));
            insert.setString(10, Texts.clean(event.actor(), 255));
            insert.setString(11, Texts.clean(event.srcIp(), 64));
            insert.setString(12, Texts.clean(String.join(",", event.notificationTypes()), 2000));
            insert.setString(13, Texts.clean(event.resource(), 2000));
            insert.setString(14, Texts.clean(event.workload(), 255));
            insert.setString(15, Texts.clean(event.suppliedUser(), 255));
            insert.setString(16, Texts.clean(event.body(), LONGEST_BODY));
            insert.addBatch();
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }

    private Set<String> known(TimeWindow window) {
        return store.jdbi()
                .withHandle(
                        handle ->
                                new HashSet<>(
                                        handle.createQuery(
                                                        """
                                                        select e.href
                                                          from event e
                                                          join pull p on p.pull_id = e.pull_id
                                                         where e.pce_id = :pce and e.at >= :from
                                                           and p.outcome in ('OK', 'PARTIAL')
                                                        """)
                                                .bind("pce", pceId)
                                                .bind("from", Times.utc(window.from()))
                                                .mapTo(String.class)
                                                .list()));
    }
}
