package illumiomonitor.engine.retention;

import illumiomonitor.engine.retention.Stretches.Stretch;
import org.jdbi.v3.core.Handle;

/**
 * The evidence of closed alerts that have expired. One alert may have thousands of rows, so they do
 * not go with it at once but before it, in steps of their own.
 */
final class Evidence implements Sweep {

    /** Alerts that are looked through for rows at a time; most have few. */
    private static final int ALERTS = 200;

    private final Stretches way = new Stretches("alert", "alert_id", "last_tick", Cutoffs::alerts);

    @Override
    public long sweep(Handle handle, Cutoffs cutoffs, int most) {
        while (true) {
            Stretch stretch = way.current(handle, cutoffs, ALERTS);
            if (stretch.isEmpty()) {
                return 0;
            }
            long deleted = delete(handle, stretch, most);
            if (deleted < most) {
                way.passed(stretch);
            }
            if (deleted > 0) {
                return deleted;
            }
        }
    }

    @Override
    public void startOver() {
        way.startOver();
    }

    private static long delete(Handle handle, Stretch stretch, int most) {
        return handle.createUpdate(
                        """
                        delete from alert_evidence
                         where evidence_id in (select e.evidence_id
                                                 from alert x
                                                 join alert_evidence e on e.alert_id = x.alert_id
                                                where x.alert_id >= :from
                                                  and x.alert_id <= :last
                                                  and x.last_tick < :before
                                                  and x.state = 'CLOSED'
                                                fetch first %d rows only)
                        """
                                .formatted(most))
                .bind("from", stretch.from())
                .bind("last", stretch.last())
                .bind("before", stretch.before())
                .execute();
    }
}
