package illumiomonitor.engine.rule;

import illumiomonitor.spi.Severity;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Keeps {@code rule_state} saying what the rulebook says. Writes only what changed. */
final class RuleShelf {

    private static final int LONGEST_ERROR = 4000;

    private Map<String, RuleRow> written = new HashMap<>();

    static String nameOf(String file) {
        return file.substring(0, file.length() - ".drl".length());
    }

    void begin(Handle handle) {
        written = RuleStore.rows(handle);
    }

    void write(Handle handle, List<RuleState> states, Instant now) {
        Map<String, RuleRow> rows = new HashMap<>();
        states.forEach(state -> rows.putIfAbsent(state.rule(), row(state)));
        written.forEach((rule, row) -> rows.computeIfAbsent(rule, gone -> gone(row)));
        rows.values().removeIf(row -> row.state().isEmpty());
        for (RuleRow row : rows.values()) {
            if (!row.equals(written.get(row.rule()))) {
                RuleStore.write(handle, row, now);
            }
        }
        written.keySet().stream()
                .filter(rule -> !rows.containsKey(rule))
                .forEach(rule -> RuleStore.remove(handle, rule));
        written = rows;
    }

    /** A rule stays known when its file goes; a file that never was good does not. */
    private static RuleRow gone(RuleRow row) {
        return new RuleRow(
                row.rule(),
                row.file(),
                row.mode(),
                row.version().isEmpty() ? "" : "GONE",
                row.version(),
                "",
                0,
                0,
                row.windowSeconds(),
                row.severity(),
                row.title());
    }

    private static RuleRow row(RuleState state) {
        RuleError error = state.errors().isEmpty() ? null : state.errors().get(0);
        String said = error == null ? "" : error.message();
        RuleInfo info = state.info();
        return new RuleRow(
                state.rule(),
                state.file(),
                info == null ? "OFF" : info.mode(),
                state.state(),
                info == null ? "" : info.version(),
                said.length() > LONGEST_ERROR ? said.substring(0, LONGEST_ERROR) : said,
                error == null ? 0 : error.line(),
                error == null ? 0 : error.column(),
                info == null ? 0 : info.window().toSeconds(),
                info == null ? Severity.INFO : info.severity(),
                cut(info == null ? state.rule() : info.title()));
    }

    private static String cut(String title) {
        return title.length() > 255 ? title.substring(0, 255) : title;
    }
}
