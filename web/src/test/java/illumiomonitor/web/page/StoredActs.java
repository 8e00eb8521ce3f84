package illumiomonitor.web.page;

import illumiomonitor.db.Store;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Acts that change the rows directly and remember what was asked. */
public final class StoredActs implements Acts {

    private final Store store;

    /** What was asked, in order. */
    public final List<String> asked = new ArrayList<>();

    /** The saved texts, in order. */
    public final List<String> texts = new ArrayList<>();

    /** The versions of the texts that stand in files; of the others nothing is known. */
    public final Map<String, String> standing = new HashMap<>();

    public StoredActs(Store store) {
        this.store = store;
    }

    @Override
    public boolean acknowledge(long alertId, String who, String note) {
        asked.add("acknowledge " + alertId + " by " + who + ": " + note);
        return change(
                "update alert set state = 'ACKNOWLEDGED' where state = 'OPEN' and alert_id = ?",
                alertId);
    }

    @Override
    public boolean close(long alertId, String who, String note) {
        asked.add("close " + alertId + " by " + who + ": " + note);
        return change(
                "update alert set state = 'CLOSED' where state <> 'CLOSED' and alert_id = ?",
                alertId);
    }

    private boolean change(String sql, Object key) {
        return store.jdbi().withHandle(handle -> handle.execute(sql, key)) > 0;
    }

    @Override
    public Optional<String> standing(String file) {
        return Optional.ofNullable(standing.get(file));
    }

    @Override
    public RuleSave saveRule(String file, String text, String who, String reason) {
        asked.add("save " + file + " by " + who + ": " + reason);
        texts.add(text);
        return text.contains("brokken")
                ? new RuleSave(
                        false,
                        List.of(
                                new RuleError(
                                        3,
                                        8,
                                        "mismatched input 'brokken' in rule " + Seed.HOSTILE)))
                : new RuleSave(true, List.of());
    }

    @Override
    public boolean runNow(String who) {
        asked.add("run by " + who);
        return true;
    }
}
