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

    /** Since when everything counts; empty before the first pull. */
    Optional<Instant> coverage() {
        return jdbi.withHandle(handle -> coverage(handle));
    }

    private Optional<Instant> coverage(Handle handle) {
        return handle.createQuery("select coverage_from from pce where pce_id = :pce")
                .bind("pce", pceId)
                .map((row, ctx) -> Optional.ofNullable(Times.instantOrNull(row, 1)))
                .one();
    }

    /** Since when everything counts; the first call decides it for ever. */
    Instant coverage(Instant otherwise) {
        return jdbi.inTransaction(
                handle -> {
                    Optional<Instant> known = coverage(handle);
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

    /**
     * Decides the mode, unless the PCE's version is another one by now than that which was proven.
     *
     * @param version of the PCE as the proof began, empty while it was unknown
     * @return whether it is decided
     */
    boolean decideUnder(Handle handle, String version, Mode mode, String proof) {
        if (!version.isEmpty() && !version.equals(version(handle))) {
            return false;
        }
        decide(handle, mode, proof);
        return true;
    }

    /**
     * Notes the version that the PCE runs. What a known other version was proven to count has to be
     * proven anew if the mode is not configured; what an unknown one was is believed of this one.
     *
     * <p>Does not wait for a pull: one that is under way ends in the mode it began with.
     */
    void versionSeen(String version, boolean auto) {
        jdbi.useTransaction(
                handle -> {
                    String before = version(handle);
                    if (before.equals(Texts.clean(version, 64))) {
                        return;
                    }
                    version(handle, version);
                    if (auto && !before.isEmpty()) {
                        decide(handle, Mode.UNPROVEN, "");
                    }
                });
    }

    String version() {
        return jdbi.withHandle(this::version);
    }

    private String version(Handle handle) {
        return handle.createQuery("select version from pce where pce_id = :pce")
                .bind("pce", pceId)
                .mapTo(String.class)
                .one();
    }

    private void version(Handle handle, String version) {
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
