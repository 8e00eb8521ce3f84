package illumiomonitor.engine.pull;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** What the store knows of one PCE as a source. Thread-safe. */
final class PceState {

    private final Jdbi jdbi;
    private final int pceId;

    PceState(Jdbi jdbi, int pceId) {
        this.jdbi = jdbi;
        this.pceId = pceId;
    }

    /** Since when everything counts; the first call decides it for ever. */
    Instant coverage(Instant otherwise) {
        return jdbi.inTransaction(
                handle -> {
                    Optional<Instant> known =
                            handle.createQuery("select coverage_from from pce where pce_id = :pce")
                                    .bind("pce", pceId)
                                    .map(
                                            (row, ctx) ->
                                                    Optional.ofNullable(
                                                            Times.instantOrNull(row, 1)))
                                    .one();
                    if (known.isEmpty()) {
                        handle.createUpdate(
                                        """
                                        update pce set coverage_from = :from
                                         where pce_id = :pce
                                        """)
                                .bind("pce", pceId)
                                .bind("from", Times.utc(otherwise))
                                .execute();
                    }
                    return known.orElse(otherwise);
                });
    }

    Mode mode() {
        return Mode.valueOf(
                jdbi.withHandle(
                        handle ->
                                handle.createQuery("select counters from pce where pce_id = :pce")
                                        .bind("pce", pceId)
                                        .mapTo(String.class)
                                        .one()));
    }

    /** What decided the mode; empty while nothing did. */
    String proof() {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery("select counters_proof from pce where pce_id = :pce")
                                .bind("pce", pceId)
                                .mapTo(String.class)
                                .one());
    }

    void decide(Handle handle, Mode mode, String proof) {
        handle.createUpdate(
                        """
                        update pce set counters = :mode, counters_proof = :proof
                         where pce_id = :pce
                        """)
                .bind("pce", pceId)
                .bind("mode", mode.name())
                .bind("proof", Texts.clean(proof, 400))
                .execute();
    }

    String version() {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery("select version from pce where pce_id = :pce")
                                .bind("pce", pceId)
                                .mapTo(String.class)
                                .one());
    }

    void version(Handle handle, String version) {
        handle.createUpdate("update pce set version = :version where pce_id = :pce")
                .bind("pce", pceId)
                .bind("version", Texts.clean(version, 64))
                .execute();
    }

    void clockOffset(Handle handle, long millis) {
        handle.createUpdate(
                        """
                        update pce set clock_offset_ms = :millis
                         where pce_id = :pce and clock_offset_ms <> :millis
                        """)
                .bind("pce", pceId)
                .bind("millis", millis)
                .execute();
    }
}
