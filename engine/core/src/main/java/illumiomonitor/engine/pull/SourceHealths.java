package illumiomonitor.engine.pull;

import illumiomonitor.db.Store;
import illumiomonitor.spi.SourceException.Problem;
import illumiomonitor.spi.SourceHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * How the sources of a PCE did as of a tick. Reads only what pulls up to that tick have left, so
 * that judging again finds the same. Thread-safe.
 */
public final class SourceHealths {

    /** A clock that is further off than this is worth a warning. */
    private static final Duration CLOCK_OFF = Duration.ofSeconds(60);

    private final Jdbi jdbi;

    public SourceHealths(Store store) {
        this.jdbi = store.jdbi();
    }

    private record Newest(
            long pullId, Instant tick, String outcome, String problem, String reason, long offset) {

        /** Whether it brought nothing, for want of disk. */
        boolean isPaused() {
            return problem.equals(PullEnd.DISK);
        }

        /** How the pull went; one that failed for its key is refused. */
        String state() {
            boolean refused =
                    outcome.equals("FAILED")
                            && (problem.equals(Problem.UNAUTHORIZED.name())
                                    || problem.equals(Problem.FORBIDDEN.name()));
            return refused ? "REFUSED" : outcome;
        }
    }

    /** One per kind of which anything is known. */
    public List<SourceHealth> asOf(int pceId, Instant tick) {
        return jdbi.withHandle(
                handle -> {
                    String pce =
                            handle.createQuery("select name from pce where pce_id = :pce")
                                    .bind("pce", pceId)
                                    .mapTo(String.class)
                                    .one();
                    return new Reading(handle, pceId, pce, tick).all();
                });
    }

    /** The answer to one question. */
    private record Reading(Handle handle, int pceId, String pce, Instant tick) {

        List<SourceHealth> all() {
            List<SourceHealth> healths = new ArrayList<>();
            Optional<Newest> traffic = newest(PullBook.TRAFFIC);
            traffic.ifPresent(pull -> healths.add(pulled(PullBook.TRAFFIC, pull)));
            newest(PullBook.EVENTS).ifPresent(pull -> healths.add(pulled(PullBook.EVENTS, pull)));
            newest(PullBook.HEALTH).ifPresent(pull -> healths.add(said(pull)));
            traffic.ifPresent(
                    pull -> {
                        healths.add(clock(pull));
                        healths.add(disk(pull));
                    });
            return healths;
        }

        private SourceHealth pulled(String kind, Newest pull) {
            Quiet quiet = Quiet.asOf(handle, pceId, kind, tick);
            return new SourceHealth(
                    pce,
                    kind,
                    pull.state(),
                    failures(kind),
                    lastOk(kind),
                    pull.reason(),
                    quiet.now(),
                    quiet.longest());
        }

        private SourceHealth said(Newest pull) {
            boolean failed = pull.outcome().equals("FAILED");
            String state =
                    failed
                            ? pull.state()
                            : pull.problem().isEmpty() || pull.problem().equals("NORMAL")
                                    ? "OK"
                                    : pull.problem();
            return new SourceHealth(
                    pce,
                    PullBook.HEALTH,
                    state,
                    failures(PullBook.HEALTH),
                    lastOk(PullBook.HEALTH),
                    pull.reason(),
                    Duration.ZERO,
                    Duration.ZERO);
        }

        private SourceHealth clock(Newest pull) {
            boolean off = Math.abs(pull.offset()) > CLOCK_OFF.toMillis();
            return new SourceHealth(
                    pce,
                    "CLOCK",
                    off ? "WARNING" : "OK",
                    0,
                    pull.tick(),
                    off
                            ? "The PCE's clock is %,d s %s this machine's."
                                    .formatted(
                                            Math.abs(pull.offset()) / 1000,
                                            pull.offset() > 0 ? "ahead of" : "behind")
                            : "",
                    Duration.ZERO,
                    Duration.ZERO);
        }

        private SourceHealth disk(Newest pull) {
            boolean full = pull.isPaused();
            return new SourceHealth(
                    pce,
                    PullEnd.DISK,
                    full ? isToldElsewhere() ? "FAILED" : "CRITICAL" : "OK",
                    0,
                    lastOk(PullBook.TRAFFIC),
                    full ? pull.reason() : "",
                    Duration.ZERO,
                    Duration.ZERO);
        }

        /** The disk is one for all PCEs, so that the one whose pulls paused first tells of it. */
        private boolean isToldElsewhere() {
            long began = pauseBegan();
            Instant before = tickBefore();
            return others().stream()
                    .anyMatch(
                            other ->
                                    other.newest(PullBook.TRAFFIC)
                                                    .filter(Newest::isPaused)
                                                    .filter(pull -> !pull.tick().isBefore(before))
                                                    .isPresent()
                                            && other.pauseBegan() < began);
        }

        private List<Reading> others() {
            return handle
                    .createQuery("select pce_id from pce where pce_id <> :pce")
                    .bind("pce", pceId)
                    .mapTo(Integer.class)
                    .list()
                    .stream()
                    .map(other -> new Reading(handle, other, pce, tick))
                    .toList();
        }

        /** The pull that was the first to pause, of those that pause up to the tick. */
        private long pauseBegan() {
            return handle.createQuery(
                            """
                            select coalesce(min(pull_id), 0) from pull
                             where pce_id = :pce and kind = :kind and tick <= :tick and problem = :disk
                               and pull_id > coalesce((select max(g.pull_id) from pull g
                                                        where g.pce_id = :pce and g.kind = :kind and g.tick <= :tick
                                                          and g.problem <> :disk and g.outcome <> 'OPEN'), 0)
                            """)
                    .bind("pce", pceId)
                    .bind("kind", PullBook.TRAFFIC)
                    .bind("tick", Times.utc(tick))
                    .bind("disk", PullEnd.DISK)
                    .mapTo(Long.class)
                    .one();
        }

        /** Since when a PCE that is still watched has pulled again. */
        private Instant tickBefore() {
            return handle.createQuery(
                            """
                            select max(tick) from pull
                             where pce_id = :pce and kind = :kind and tick < :tick
                            """)
                    .bind("pce", pceId)
                    .bind("kind", PullBook.TRAFFIC)
                    .bind("tick", Times.utc(tick))
                    .map((row, ctx) -> Optional.ofNullable(Times.instantOrNull(row, 1)))
                    .one()
                    .orElse(Instant.EPOCH);
        }

        private Optional<Newest> newest(String kind) {
            return handle.createQuery(
                            """
                            select pull_id, tick, outcome, problem, reason, clock_offset_ms
                              from pull
                             where pce_id = :pce and kind = :kind and tick <= :tick and outcome <> 'OPEN'
                             order by tick desc, pull_id desc
                             fetch first 1 rows only
                            """)
                    .bind("pce", pceId)
                    .bind("kind", kind)
                    .bind("tick", Times.utc(tick))
                    .map(
                            (row, ctx) ->
                                    new Newest(
                                            row.getLong(1),
                                            Times.instant(row, 2),
                                            row.getString(3),
                                            row.getString(4),
                                            row.getString(5),
                                            row.getLong(6)))
                    .findOne();
        }

        /**
         * Failed pulls after the newest that brought anything; pauses for want of disk tried
         * nothing and are told of as DISK.
         */
        private int failures(String kind) {
            return handle.createQuery(
                            """
                            select count(*)
                              from pull
                             where pce_id = :pce and kind = :kind and tick <= :tick and outcome = 'FAILED'
                               and problem <> :disk
                               and tick >= coalesce((select max(g.tick) from pull g
                                                      where g.pce_id = :pce and g.kind = :kind and g.tick <= :tick
                                                        and g.outcome in ('OK', 'PARTIAL')), :never)
                               and pull_id > coalesce((select max(g.pull_id) from pull g
                                                        where g.pce_id = :pce and g.kind = :kind and g.tick <= :tick
                                                          and g.outcome in ('OK', 'PARTIAL')), 0)
                            """)
                    .bind("pce", pceId)
                    .bind("kind", kind)
                    .bind("tick", Times.utc(tick))
                    .bind("never", Times.utc(Instant.EPOCH))
                    .bind("disk", PullEnd.DISK)
                    .mapTo(Integer.class)
                    .one();
        }

        private Instant lastOk(String kind) {
            return handle.createQuery(
                            """
                            select max(window_to) from pull
                             where pce_id = :pce and kind = :kind and tick <= :tick and outcome = 'OK'
                            """)
                    .bind("pce", pceId)
                    .bind("kind", kind)
                    .bind("tick", Times.utc(tick))
                    .map((row, ctx) -> Optional.ofNullable(Times.instantOrNull(row, 1)))
                    .one()
                    .orElse(Instant.EPOCH);
        }
    }
}
