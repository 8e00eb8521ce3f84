package illumiomonitor.engine.view;

import illumiomonitor.db.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** The first page's question: is all well, and if not, what. Thread-safe. */
public final class OverviewViews {

    private static final List<String> KINDS = List.of("TRAFFIC", "EVENTS", "HEALTH");
    private static final Duration PATIENCE = Duration.ofMillis(50);

    private final Jdbi jdbi;
    private final AlertViews alerts;
    private final RunViews runs;

    public OverviewViews(Store store) {
        this.jdbi = store.jdbi();
        this.alerts = new AlertViews(store);
        this.runs = new RunViews(store);
    }

    /** Reads it all. */
    public Overview now(int newestAlerts, int lastRuns) {
        AlertFilter active = AlertFilter.of(AlertFilter.States.OPEN);
        return jdbi.withExtension(
                OverviewDao.class,
                dao ->
                        new Overview(
                                alerts.openBySeverity(),
                                alerts.page(active, null, newestAlerts, PATIENCE).alerts(),
                                sources(dao),
                                dao.openGaps(),
                                runs.before(Long.MAX_VALUE, "", "", lastRuns),
                                rulesByState(dao),
                                dao.undelivered()));
    }

    private static List<Overview.Source> sources(OverviewDao dao) {
        return dao.pces().stream()
                .map(
                        pce ->
                                new Overview.Source(
                                        pce.name(),
                                        pce.version(),
                                        pce.counters(),
                                        pce.clockOffsetMs(),
                                        pulls(dao, pce.pceId())))
                .toList();
    }

    private static List<Overview.LastPull> pulls(OverviewDao dao, int pce) {
        List<Overview.LastPull> pulls = new ArrayList<>();
        for (String kind : KINDS) {
            dao.lastPull(pce, kind)
                    .map(row -> row.with(kind, dao.goodUpTo(pce, kind).orElse(null)))
                    .ifPresent(pulls::add);
        }
        return pulls;
    }

    private static Map<String, Integer> rulesByState(OverviewDao dao) {
        Map<String, Integer> states = new LinkedHashMap<>();
        dao.rulesByState().forEach(count -> states.put(count.state(), count.number()));
        return states;
    }

    /** Whether the store answers. */
    public boolean storeAnswers() {
        return jdbi.withExtension(OverviewDao.class, OverviewDao::one) == 1;
    }
}
