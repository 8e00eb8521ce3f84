package illumiomonitor.engine.pce;

import illumiomonitor.db.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The numbers under which the store keeps the PCEs of the configuration. Thread-safe. */
public final class PceRegister {

    private final Jdbi jdbi;

    public PceRegister(Store store) {
        this.jdbi = store.jdbi();
    }

    /** The PCE's number; a name that was never seen before gets the next one. */
    public synchronized int idOf(String pceName, Instant now) {
        return jdbi.inTransaction(
                handle -> known(handle, pceName).orElseGet(() -> enter(handle, pceName, now)));
    }

    /**
     * The PCE's name.
     *
     * @throws IllegalArgumentException if no PCE has this number
     */
    public String nameOf(int id) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery("select name from pce where pce_id = :id")
                                .bind("id", id)
                                .mapTo(String.class)
                                .findOne()
                                .orElseThrow(
                                        () ->
                                                new IllegalArgumentException(
                                                        "there is no PCE number " + id)));
    }

    /** Notes beyond which span its increments are shared out, for those who read the history. */
    public void spreadAfter(int id, Duration span) {
        jdbi.useHandle(
                handle ->
                        handle.createUpdate(
                                        """
                                        update pce set spread_after_s = :seconds
                                         where pce_id = :id and spread_after_s <> :seconds
                                        """)
                                .bind("seconds", span.toSeconds())
                                .bind("id", id)
                                .execute());
    }

    /** How far the PCE's clock was ahead of this machine's when it was last heard; else zero. */
    public Duration clockOffsetOf(int id) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery("select clock_offset_ms from pce where pce_id = :id")
                                .bind("id", id)
                                .mapTo(Long.class)
                                .findOne()
                                .map(Duration::ofMillis)
                                .orElse(Duration.ZERO));
    }

    private static Optional<Integer> known(Handle handle, String name) {
        return handle.createQuery("select pce_id from pce where name = :name")
                .bind("name", name)
                .mapTo(Integer.class)
                .findOne();
    }

    private static int enter(Handle handle, String name, Instant now) {
        int id =
                handle.createQuery("select coalesce(max(pce_id), 0) + 1 from pce")
                        .mapTo(Integer.class)
                        .one();
        handle.createUpdate(
                        """
                        insert into pce (pce_id, name, first_seen_at)
                        values (:id, :name, :now)
                        """)
                .bind("id", id)
                .bind("name", name)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .execute();
        return id;
    }
}
