package illumiomonitor.engine.pce;

import java.time.Duration;

/**
 * Asks the PCE what its draft policy would do with the rows of a completed query, before they are
 * downloaded. What cannot be had is said, and the rows come without it.
 */
final class DraftDecisions {

    private static final String FIRST_RELEASE = "23.2.10";

    private final Transport transport;
    private final Queries queries;
    private final Health health;
    private final Pace pace;
    private final Warnings warnings;
    private final Duration limit;
    private final boolean wanted;

    /**
     * @param limit how long they are waited for
     * @param wanted whether they are asked for at all
     */
    DraftDecisions(
            Transport transport,
            Queries queries,
            Health health,
            Pace pace,
            Warnings warnings,
            Duration limit,
            boolean wanted) {
        this.transport = transport;
        this.queries = queries;
        this.health = health;
        this.pace = pace;
        this.warnings = warnings;
        this.limit = limit;
        this.wanted = wanted;
    }

    /**
     * Returns when the rows carry them, or will not.
     *
     * @param query path of a completed query
     * @param maxRows most rows of its answer
     */
    void ask(String query, int maxRows) throws InterruptedException {
        if (!wanted) {
            return;
        }
        Deadline deadline = Deadline.in(limit);
        try {
            String version = health.version();
            if (isOld(version)) {
                warnings.count(
                        "this PCE has release %s: draft decisions need %s or later"
                                .formatted(ErrorText.brief(version), FIRST_RELEASE));
                return;
            }
            String path = query + "/update_rules?label_based_rules=false&offset=0&limit=" + maxRows;
            transport.repeat(Call.put(path, "{}"), Reply::lenient, deadline);
            watch(query, deadline);
        } catch (PceFault fault) {
            warnings.count("rows have no draft decision: " + fault.getMessage());
        }
    }

    /** Whether a release came before the first that decides drafts; an unknown one is tried. */
    static boolean isOld(String version) {
        String[] parts = version.split("[^0-9]+");
        int[] first = {23, 2, 10};
        for (int i = 0; i < first.length; i++) {
            if (i >= parts.length || parts[i].isEmpty() || parts[i].length() > 6) {
                return false;
            }
            int part = Integer.parseInt(parts[i]);
            if (part != first[i]) {
                return part < first[i];
            }
        }
        return false;
    }

    private void watch(String query, Deadline deadline) throws PceFault, InterruptedException {
        while (!deadline.passed()) {
            Pause.of(deadline.atMost(pace.job()));
            String rules = queries.read(query, deadline).rules();
            switch (rules) {
                case "completed" -> {
                    return;
                }
                case "queued", "working", "" -> {
                    // not yet; releases that know no drafts never say more
                }
                default -> {
                    warnings.count(
                            "rows have no draft decision: it ended as \"%s\""
                                    .formatted(ErrorText.brief(rules)));
                    return;
                }
            }
        }
        warnings.count("rows have no draft decision: the PCE had none in time");
    }
}
