package illumiomonitor.engine.check;

import illumiomonitor.engine.pce.Workload;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How the workloads of a PCE stand.
 *
 * @param managed workloads with a VEN
 * @param byEnforcement managed workloads by enforcement mode
 * @param measuring managed workloads whose VEN measures bytes
 */
record Estate(long managed, Map<String, Long> byEnforcement, long measuring) {

    static Estate of(List<Workload> workloads) {
        List<Workload> managed = workloads.stream().filter(Workload::managed).toList();
        return new Estate(
                managed.size(),
                managed.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Workload::enforcement,
                                        TreeMap::new,
                                        Collectors.counting())),
                managed.stream()
                        .filter(
                                workload ->
                                        workload.visibility().equals("enhanced_data_collection"))
                        .count());
    }

    /** Workloads whose policy stops traffic at least in part. */
    long enforcing() {
        return byEnforcement.getOrDefault("full", 0L) + byEnforcement.getOrDefault("selective", 0L);
    }

    @Override
    public String toString() {
        return managed
                + " with a VEN: "
                + byEnforcement.getOrDefault("idle", 0L)
                + " idle, "
                + byEnforcement.getOrDefault("visibility_only", 0L)
                + " visibility, "
                + byEnforcement.getOrDefault("selective", 0L)
                + " selective, "
                + byEnforcement.getOrDefault("full", 0L)
                + " full; "
                + measuring
                + " measure bytes";
    }
}
