package illumiomonitor.engine.pce;

/** Lists of objects that a PCE keeps, as they are provisioned. */
public enum PceList {
    LABELS("/labels"),
    LABEL_GROUPS("/sec_policy/active/label_groups"),
    WORKLOADS("/workloads"),
    IP_LISTS("/sec_policy/active/ip_lists"),
    SERVICES("/sec_policy/active/services"),
    /** Only for their heartbeats. */
    VENS("/vens");

    private final String path;

    PceList(String path) {
        this.path = path;
    }

    String path() {
        return path;
    }
}
