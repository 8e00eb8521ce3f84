package illumiomonitor.engine.rule;

import illumiomonitor.engine.network.Subject;
import illumiomonitor.engine.reference.Reference;
import illumiomonitor.spi.RecentAlert;
import illumiomonitor.spi.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What rules told people of in the last days, open still or not, by whom it is about. */
final class RecentAlerts {

    /** After seven half-lives of a day nothing weighs a hundredth of what it did. */
    static final Duration LOOK_BACK = Duration.ofDays(7);

    private RecentAlerts() {}

    /**
     * @param earlier what holds instead of the stored findings
     */
    static List<RecentAlert> asOf(
            FactSource.Window window, OpenAlerts.Earlier earlier, Reference reference) {
        Instant tick = window.tick().at();
        Instant from = tick.minus(LOOK_BACK);
        Map<List<String>, RecentAlert> alerts = new LinkedHashMap<>();
        for (OpenAlerts.Row row : OpenAlerts.rows(window, from, earlier)) {
            if (row.told()) {
                alerts.merge(
                        List.of(row.rule(), row.subject()),
                        new RecentAlert(
                                window.pce(),
                                row.rule(),
                                row.subject(),
                                entity(row.subject(), reference),
                                row.severity(),
                                row.tick(),
                                row.tick()),
                        RecentAlerts::joined);
            }
        }
        return List.copyOf(alerts.values());
    }

    private static RecentAlert joined(RecentAlert one, RecentAlert next) {
        return new RecentAlert(
                next.pce(),
                next.rule(),
                next.subject(),
                next.entity(),
                next.severity(),
                one.firstTick(),
                next.lastTick());
    }

    /** Whom a subject is about, alike for all rules. */
    static String entity(String subject, Reference reference) {
        String one = Subject.of(subject).sides().get(0);
        return one.isEmpty()
                ? subject
                : reference
                        .workloadCalled(one)
                        .or(() -> reference.workloadCalled(Subject.Part.of(one).host()))
                        .map(Workload::name)
                        .orElse(one);
    }
}
