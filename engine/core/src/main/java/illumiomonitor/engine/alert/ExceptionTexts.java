package illumiomonitor.engine.alert;

import illumiomonitor.db.Store;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The sound texts that {@code exceptions.yaml} had, kept in the store. */
final class ExceptionTexts {

    /** What a column of the store holds. */
    static final int LONGEST = 1_000_000;

    private final Store store;

    /**
     * A text that was read without a fault.
     *
     * @param byHand false when a page or the command line wrote it
     */
    record Kept(long edition, String text, boolean byHand, Instant readAt) {

        static final Kept NONE = new Kept(0, "", true, Instant.EPOCH);
    }

    ExceptionTexts(Store store) {
        this.store = store;
    }

    Optional<Kept> newest() {
        return store.jdbi().withHandle(handle -> newest(handle, 1).stream().findFirst());
    }

    /** The newest two, newest first. */
    List<Kept> newestTwo() {
        return store.jdbi().withHandle(handle -> newest(handle, 2));
    }

    /** What somebody saved by hand last, before an edition. */
    Optional<Kept> byHandBefore(long edition) {
        return store.jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery(
                                                """
                                                select edition, text, by_hand, read_at
                                                  from exception_text
                                                 where by_hand
                                                   and edition < :edition
                                                 order by edition desc
                                                 fetch first 1 row only
                                                """)
                                        .bind("edition", edition)
                                        .map((row, ctx) -> kept(row))
                                        .findOne());
    }

    /**
     * Keeps a text, unless it is the newest already.
     *
     * @return its edition
     */
    long keep(String text, boolean byHand, Instant at) {
        return store.jdbi()
                .inTransaction(
                        handle -> {
                            Optional<Kept> newest = newest(handle, 1).stream().findFirst();
                            if (newest.isPresent() && newest.get().text().equals(text)) {
                                return newest.get().edition();
                            }
                            return handle.createUpdate(
                                            """
                                            insert into exception_text (text, by_hand, read_at)
                                            values (:text, :byHand, :at)
                                            """)
                                    .bind("text", text)
                                    .bind("byHand", byHand)
                                    .bind("at", at.atOffset(ZoneOffset.UTC))
                                    .executeAndReturnGeneratedKeys("edition")
                                    .mapTo(Long.class)
                                    .one();
                        });
    }

    private static List<Kept> newest(Handle handle, int many) {
        return handle.createQuery(
                        """
                        select edition, text, by_hand, read_at
                          from exception_text
                         order by edition desc
                         fetch first :many rows only
                        """)
                .bind("many", many)
                .map((row, ctx) -> kept(row))
                .list();
    }

    private static Kept kept(ResultSet row) throws SQLException {
        return new Kept(
                row.getLong(1),
                row.getString(2),
                row.getBoolean(3),
                row.getObject(4, OffsetDateTime.class).toInstant());
    }
}
