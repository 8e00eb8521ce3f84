package illumiomonitor.engine.pull;

import illumiomonitor.engine.pull.Reconciliation.Line;
import illumiomonitor.engine.pull.Reconciliation.Sums;
import illumiomonitor.spi.Decision;

/** What is known of one decision's rows while a day is reconciled. */
final class DecisionSums {
    long rows;
    Sums pce = Sums.NONE;
    Sums counted = Sums.NONE;
    Sums twins = Sums.NONE;
    Sums before = Sums.NONE;
    Sums pending = Sums.NONE;
    Sums missed = Sums.NONE;

    /** Takes what the PCE has and the store has not. */
    void more(Sums sums, boolean young) {
        if (young) {
            pending = pending.plus(sums);
        } else {
            missed = missed.plus(sums);
        }
    }

    Line line(Decision decision) {
        return new Line(
                decision,
                rows,
                pce,
                counted,
                twins,
                before,
                pending,
                missed,
                pce.minus(counted).minus(twins).minus(before).minus(pending));
    }
}
