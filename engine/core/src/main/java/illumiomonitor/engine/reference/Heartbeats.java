package illumiomonitor.engine.reference;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When VENs were last heard of, and when the lists that say so were read. Two lists do, that of
 * workloads on old releases and that of VENs on new ones; either can fail while the other is read.
 *
 * @param workloadsAt when the list of workloads was read, {@link Instant#EPOCH} when never
 * @param vensAt when the list of VENs was read, {@link Instant#EPOCH} when never
 * @param beats seconds since 1970 by href of workload, agent or VEN
 */
record Heartbeats(Instant workloadsAt, Instant vensAt, Map<String, Long> beats) {

    static final Heartbeats NONE = new Heartbeats(Instant.EPOCH, Instant.EPOCH, Map.of());

    /**
     * Of one workload.
     *
     * @param at newest heartbeat, {@link Instant#EPOCH} when unknown
     * @param readAt when the list that told it was read; that of workloads when none did
     */
    record Heard(Instant at, Instant readAt) {}

    Heartbeats {
        beats = Map.copyOf(beats);
    }

    /** Of a workload by its own href and those of its agent and VEN, which may be empty. */
    Heard of(String workload, String agent, String ven) {
        long own = beats.getOrDefault(workload, 0L);
        long other = Math.max(beats.getOrDefault(agent, 0L), beats.getOrDefault(ven, 0L));
        boolean byVens = other > 0 && (own == 0 || vensAt.isAfter(workloadsAt));
        return new Heard(
                Instant.ofEpochSecond(Math.max(own, other)), byVens ? vensAt : workloadsAt);
    }

    /**
     * What is known after a reading: of a list that it lacks, what was known before.
     *
     * @param workloads what the list of workloads told, null when it could not be read
     * @param vens what the list of VENs told, null when it could not be read
     * @param known hrefs of the workloads that were known before the reading
     */
    Heartbeats after(@Nullable Told workloads, @Nullable Told vens, Set<String> known) {
        Map<String, Long> merged = new HashMap<>(beats);
        merged.keySet().removeIf(href -> (known.contains(href) ? workloads : vens) != null);
        Instant ofWorkloads = workloadsAt;
        Instant ofVens = vensAt;
        if (workloads != null) {
            merged.putAll(workloads.beats());
            ofWorkloads = workloads.readAt();
        }
        if (vens != null) {
            merged.putAll(vens.beats());
            ofVens = vens.readAt();
        }
        return new Heartbeats(ofWorkloads, ofVens, merged);
    }

    /**
     * What one list told.
     *
     * @param readAt when it was asked for
     * @param beats seconds since 1970 by href
     */
    record Told(Instant readAt, Map<String, Long> beats) {}
}
