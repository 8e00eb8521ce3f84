package illumiomonitor.engine.alert;

import illumiomonitor.engine.rule.RuleResult;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which rules were seen learning, and at which tick each was live first. Kept in the tick's
 * transaction: a tick that is judged again is the same rule's first one again. Used for one tick.
 */
final class Graduations {

    private final Ledger ledger;
    private @Nullable Map<String, LearningRow> rows;

    Graduations(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * Takes note of a rule's answer.
     *
     * @return whether this is its first tick after it was seen learning
     */
    boolean take(RuleResult result) {
        String rule = result.rule().name();
        if (result.rule().minHistory().isZero()) {
            return false;
        }
        LearningRow row = rows().get(rule);
        if (result.learning()) {
            return learns(rule, row);
        }
        // In shadow it tells nobody: what it brings when it is made live is news still.
        return result.held().isEmpty() && row != null && goesLive(rule, row);
    }

    private boolean learns(String rule, @Nullable LearningRow row) {
        LearningDao dao = ledger.learning();
        if (row == null) {
            dao.begin(ledger.pceId(), rule);
        } else if (row.liveTick() != null && ledger.tick().isAfter(row.liveTick())) {
            dao.live(ledger.pceId(), rule, null);
        }
        return false;
    }

    private boolean goesLive(String rule, LearningRow row) {
        if (row.liveTick() == null) {
            ledger.learning().live(ledger.pceId(), rule, ledger.tick());
            return true;
        }
        return row.liveTick().equals(ledger.tick());
    }

    private Map<String, LearningRow> rows() {
        Map<String, LearningRow> known = rows;
        if (known == null) {
            known = new HashMap<>();
            for (LearningRow row : ledger.learning().all(ledger.pceId())) {
                known.put(row.rule(), row);
            }
            rows = known;
        }
        return known;
    }
}
