package illumiomonitor.engine.rule;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The rules' tables: every text that was seen, which settings held when, what each rule is now. */
final class RuleStore {

    private RuleStore() {}

    static List<RuleSetting> settings(Handle handle) {
        // Thousands of them over the years say the same few names.
        Map<String, String> said = new HashMap<>();
        return handle.createQuery(
                        """
                        select setting_id, rule, version, mode, threshold, valid_from, valid_to,
                               overruled, overruled_cases
                          from rule_setting
                         order by rule, valid_from, setting_id
                        """)
                .map((row, ctx) -> setting(row, text -> said.computeIfAbsent(text, one -> one)))
                .list();
    }

    private static RuleSetting setting(ResultSet row, UnaryOperator<String> once)
            throws SQLException {
        double threshold = row.getDouble(5);
        boolean unset = row.wasNull();
        OffsetDateTime to = row.getObject(7, OffsetDateTime.class);
        return new RuleSetting(
                row.getLong(1),
                once.apply(row.getString(2)),
                once.apply(row.getString(3)),
                once.apply(row.getString(4)),
                unset ? null : (long) threshold,
                row.getObject(6, OffsetDateTime.class).toInstant(),
                to == null ? null : to.toInstant(),
                new Overruling(once.apply(row.getString(8)), once.apply(row.getString(9))));
    }

    /** Ends the settings of a rule that hold now. */
    static void close(Handle handle, String rule, Instant at) {
        handle.createUpdate(
                        """
                        update rule_setting
                           set valid_to = :at
                         where rule = :rule
                           and valid_to is null
                        """)
                .bind("rule", rule)
                .bind("at", Micros.utc(at))
                .execute();
    }

    static void open(
            Handle handle,
            String rule,
            String version,
            String mode,
            @Nullable Long threshold,
            Instant from,
            String who,
            String reason,
            Overruling overruled) {
        handle.createUpdate(
                        """
                        insert into rule_setting
                               (rule, version, mode, threshold, valid_from, set_by, reason,
                                overruled, overruled_cases)
                        values (:rule, :version, :mode, :threshold, :from, :who, :reason,
                                :overruled, :cases)
                        """)
                .bind("rule", rule)
                .bind("version", version)
                .bind("mode", mode)
                .bind("threshold", threshold == null ? null : threshold.doubleValue())
                .bind("from", Micros.utc(from))
                .bind("who", who)
                .bind("reason", reason)
                .bind("overruled", overruled.failing())
                .bind("cases", overruled.cases())
                .execute();
    }

    /**
     * Keeps a text of a rule, the first time it is seen.
     *
     * @return whether this was the first time
     */
    static boolean keep(
            Handle handle, String rule, RuleText text, String author, String reason, Instant at) {
        int known =
                handle.createQuery(
                                """
                                select count(*)
                                  from rule_version
                                 where rule = :rule
                                   and version = :version
                                """)
                        .bind("rule", rule)
                        .bind("version", text.version())
                        .mapTo(Integer.class)
                        .one();
        if (known > 0) {
            return false;
        }
        handle.createUpdate(
                        """
                        insert into rule_version (rule, version, file, author, reason, saved_at, text)
                        values (:rule, :version, :file, :author, :reason, :at, :text)
                        """)
                .bind("rule", rule)
                .bind("version", text.version())
                .bind("file", text.file())
                .bind("author", author)
                .bind("reason", reason)
                .bind("at", Micros.utc(at))
                .bind("text", text.text())
                .execute();
        return true;
    }

    /** Notes that a text which is kept was saved again. */
    static void again(
            Handle handle, String rule, String version, Authors.Author author, Instant at) {
        handle.createUpdate(
                        """
                        insert into rule_save (rule, version, author, reason, saved_at)
                        select rule, version, :author, :reason, :at
                          from rule_version
                         where rule = :rule
                           and version = :version
                        """)
                .bind("rule", rule)
                .bind("version", version)
                .bind("author", author.name())
                .bind("reason", author.reason())
                .bind("at", Micros.utc(at))
                .execute();
    }

    /** Whether a text was seen before a time. */
    static boolean wasKept(Handle handle, String rule, String version, Instant before) {
        return handle.createQuery(
                                """
                                select count(*)
                                  from rule_version
                                 where rule = :rule
                                   and version = :version
                                   and saved_at < :before
                                """)
                        .bind("rule", rule)
                        .bind("version", version)
                        .bind("before", Micros.utc(before))
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    /** The file and text of a version. */
    static Optional<RuleText> text(Handle handle, String version) {
        return handle.createQuery(
                        """
                        select file, text
                          from rule_version
                         where version = :version
                         order by saved_at desc
                         fetch first 1 rows only
                        """)
                .bind("version", version)
                .map((row, ctx) -> RuleReader.read(row.getString(1), row.getString(2)))
                .findFirst();
    }

    /** The version that judged before this one last began to, else the one saved before it. */
    static Optional<String> versionBefore(Handle handle, String rule, String version) {
        Optional<String> judged =
                handle.createQuery(
                                """
                                select version
                                  from rule_setting
                                 where rule = :rule
                                   and version <> :version
                                   and valid_from < (select max(s.valid_from)
                                                       from rule_setting s
                                                      where s.rule = :rule
                                                        and s.version = :version)
                                 order by valid_from desc, setting_id desc
                                 fetch first 1 rows only
                                """)
                        .bind("rule", rule)
                        .bind("version", version)
                        .mapTo(String.class)
                        .findFirst();
        return judged.or(
                () ->
                        handle.createQuery(
                                        """
                                        select version
                                          from rule_version
                                         where rule = :rule
                                           and saved_at < (select min(v.saved_at)
                                                             from rule_version v
                                                            where v.rule = :rule
                                                              and v.version = :version)
                                         order by saved_at desc
                                         fetch first 1 rows only
                                        """)
                                .bind("rule", rule)
                                .bind("version", version)
                                .mapTo(String.class)
                                .findFirst());
    }

    /** By file, the version that judged when the service last ran. */
    static Map<String, String> lastGood(Handle handle) {
        Map<String, String> versions = new HashMap<>();
        handle.createQuery(
                        """
                        select distinct file, version
                          from rule_state
                         where state <> 'GONE'
                           and version <> ''
                        """)
                .map((row, ctx) -> versions.put(row.getString(1), row.getString(2)))
                .list();
        return versions;
    }

    static Map<String, RuleRow> rows(Handle handle) {
        Map<String, RuleRow> rows = new HashMap<>();
        handle.createQuery(
                        """
                        select rule, file, mode, state, version, error, line, col, window_s,
                               severity, title
                          from rule_state
                        """)
                .map((row, ctx) -> row(row))
                .forEach(row -> rows.put(row.rule(), row));
        return rows;
    }

    private static RuleRow row(ResultSet row) throws SQLException {
        return new RuleRow(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getInt(7),
                row.getInt(8),
                row.getLong(9),
                illumiomonitor.spi.Severity.valueOf(row.getString(10)),
                row.getString(11));
    }

    static void remove(Handle handle, String rule) {
        handle.execute("delete from rule_state where rule = ?", rule);
    }

    static void write(Handle handle, RuleRow row, Instant at) {
        remove(handle, row.rule());
        handle.createUpdate(
                        """
                        insert into rule_state
                               (rule, file, mode, state, version, error, line, col, window_s,
                                severity, title, seen_at)
                        values (:rule, :file, :mode, :state, :version, :error, :line, :col,
                                :window, :severity, :title, :at)
                        """)
                .bind("rule", row.rule())
                .bind("file", row.file())
                .bind("mode", row.mode())
                .bind("state", row.state())
                .bind("version", row.version())
                .bind("error", row.error())
                .bind("line", row.line())
                .bind("col", row.column())
                .bind("window", row.windowSeconds())
                .bind("severity", row.severity().name())
                .bind("title", row.title())
                .bind("at", Micros.utc(at))
                .execute();
    }
}
