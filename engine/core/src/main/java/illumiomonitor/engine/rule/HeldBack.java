package illumiomonitor.engine.rule;

import illumiomonitor.db.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Says which rules' findings are told to nobody, and of which there is too little history. */
final class HeldBack {

    private final Store store;
    private final Rulebook rulebook;

    HeldBack(Store store, Rulebook rulebook) {
        this.store = store;
        this.rulebook = rulebook;
    }

    /**
     * Why a rule's findings are told to nobody. An operator's newest word goes before the tick's.
     */
    String why(JudgedRule rule, Instant tick, Coverage coverage) {
        String now = rulebook.modeNow(rule.info().name());
        if (now.equals("OFF")) {
            return "off";
        }
        if (now.equals("SHADOW") || rule.info().mode().equals("SHADOW")) {
            return "shadow";
        }
        return learns(rule, tick, coverage) ? Learning.HELD : "";
    }

    private static boolean learns(JudgedRule rule, Instant tick, Coverage coverage) {
        Duration needed = rule.info().minHistory();
        return !needed.isZero()
                && coverage.enough(Reach.of(rule.compiled().text()), needed)
                        .filter(enough -> !enough.isAfter(tick))
                        .isEmpty();
    }

    /** The rules that are live and have not enough history of a PCE at a tick, by name. */
    List<Learning> learning(int pceId, Instant tick) {
        Coverage coverage = coverage(pceId);
        return rulebook.present().stream()
                .filter(rule -> why(rule, tick, coverage).equals(Learning.HELD))
                .map(rule -> learning(pceId, rule, tick, coverage))
                .toList();
    }

    private Learning learning(int pceId, JudgedRule rule, Instant tick, Coverage coverage) {
        RuleInfo info = rule.info();
        Reach reach = Reach.of(rule.compiled().text());
        return new Learning(
                info.name(),
                coverage.enough(reach, info.minHistory()).orElse(null),
                coverage.covered(reach, tick),
                coverage.missed(reach, tick),
                info.minHistory(),
                store.jdbi().withHandle(handle -> silent(handle, pceId, info.name())));
    }

    private static int silent(Handle handle, int pceId, String rule) {
        return handle.createQuery(
                        """
                        select count(*)
                          from finding
                         where pce_id = ?
                           and rule = ?
                           and (held = 'learning' or held like 'exception: %')
                           and not withdrawn
                        """)
                .bind(0, pceId)
                .bind(1, rule)
                .mapTo(Integer.class)
                .one();
    }

    Coverage coverage(int pceId) {
        return store.jdbi().withHandle(handle -> Coverage.read(handle, pceId));
    }
}
