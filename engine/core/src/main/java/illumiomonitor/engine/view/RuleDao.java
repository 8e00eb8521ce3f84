package illumiomonitor.engine.view;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jspecify.annotations.Nullable;

@RegisterConstructorMapper(RuleDao.Row.class)
@RegisterConstructorMapper(RuleVersion.class)
@RegisterConstructorMapper(RuleOverride.class)
interface RuleDao {

    /** A rule's state with the threshold that an operator set. */
    record Row(
            String rule,
            String file,
            String mode,
            String state,
            String version,
            String error,
            int line,
            int col,
            long windowS,
            String severity,
            String title,
            @Nullable Double threshold,
            @Nullable String text) {

        RuleLine with(@Nullable RuleOverride override, Optional<Instant> lastFired) {
            RuleText header = RuleText.of(text == null ? "" : text, rule).orElse(RuleText.NONE);
            return new RuleLine(
                    rule,
                    file,
                    mode,
                    state,
                    version,
                    error,
                    line,
                    col,
                    Duration.ofSeconds(windowS),
                    severity,
                    title,
                    threshold == null
                            ? header.annotation("threshold")
                            : Long.toString(Math.round(threshold)),
                    header.annotation("unit"),
                    override,
                    lastFired.orElse(null));
        }
    }

    @SqlQuery(
            """
            select r.rule, r.file, r.mode, r.state, r.version, r.error, r.line, r.col, r.window_s, r.severity, r.title,
                   s.threshold, v.text
              from rule_state r
              left join rule_version v on v.rule = r.rule and v.version = r.version
              left join (select rule, max(threshold) as threshold
                           from rule_setting
                          where valid_to is null
                          group by rule) s on s.rule = r.rule
             order by case r.state when 'GONE' then 1 else 0 end, r.rule
            """)
    List<Row> all();

    @SqlQuery(
            """
            select r.rule, r.file, r.mode, r.state, r.version, r.error, r.line, r.col, r.window_s, r.severity, r.title,
                   (select max(s.threshold) from rule_setting s where s.rule = r.rule and s.valid_to is null) as threshold,
                   v.text
              from rule_state r
              left join rule_version v on v.rule = r.rule and v.version = r.version
             where r.rule = :rule
            """)
    Optional<Row> rule(String rule);

    /** Oldest first; the newest of a rule is the one that holds. */
    @SqlQuery(
            """
            select said.rule, said.overruled as failing, said.set_by as who, said.reason, said.valid_from as since
              from rule_setting now
              join rule_setting said on said.rule = now.rule and said.version = now.version
                                    and said.overruled_cases = now.overruled_cases
             where now.valid_to is null
               and now.overruled <> ''
               and now.overruled_cases <> ''
               and said.reason like 'override, %'
             order by said.rule, said.valid_from
            """)
    List<RuleOverride> overrides();

    @SqlQuery(
            """
            select last_tick
              from alert
             where rule = :rule
             order by rule, last_tick desc, alert_id desc
             limit 1
            """)
    Optional<Instant> lastFired(String rule);

    @SqlQuery(
            """
            select v.version, v.file, v.author, v.reason, v.saved_at,
                   (select greatest(min(s.valid_from), v.saved_at)
                      from rule_setting s
                     where s.rule = v.rule
                       and s.version = v.version) as judged_from,
                   exists (select 1
                             from rule_setting s
                            where s.rule = v.rule
                              and s.version = v.version
                              and s.valid_to is null) as judges
              from rule_version v
             where v.rule = :rule
             order by v.saved_at desc
             limit 200
            """)
    @RegisterConstructorMapper(RuleHistory.Text.class)
    List<RuleHistory.Text> texts(String rule);

    @SqlQuery(
            """
            select version, author, reason, saved_at
              from rule_save
             where rule = :rule
             order by saved_at desc, save_id desc
             limit 200
            """)
    @RegisterConstructorMapper(RuleHistory.Save.class)
    List<RuleHistory.Save> saves(String rule);

    @SqlQuery(
            """
            select version, mode, threshold, valid_from as "from", valid_to as "to", set_by as who, reason
              from rule_setting
             where rule = :rule
             order by valid_from desc, setting_id desc
             limit 200
            """)
    @RegisterConstructorMapper(RuleHistory.Change.class)
    List<RuleHistory.Change> changes(String rule);

    @SqlQuery(
            """
            select rule, version, file, author, reason, saved_at, '' as text
              from rule_version
             where rule = :rule
             order by saved_at desc
             limit 100
            """)
    List<RuleVersion> versions(String rule);

    @SqlQuery(
            """
            select rule, version, file, author, reason, saved_at, text
              from rule_version
             where rule = :rule
               and version = :version
            """)
    Optional<RuleVersion> version(String rule, String version);

    @SqlQuery(
            """
            select c.version, c.file, c.author, c.reason, c.saved_at,
                   (c.save_id = (select max(n.save_id) from case_version n where n.file = c.file)
                    and exists (select 1 from rule_state r where r.rule = :rule and r.file = c.file and r.state <> 'GONE')) as stands
              from case_version c
             where c.file in (select v.file from rule_version v where v.rule = :rule)
             order by c.save_id desc
             limit 200
            """)
    @RegisterConstructorMapper(RuleHistory.Cases.class)
    List<RuleHistory.Cases> cases(String rule);

    @SqlQuery(
            """
            select cast(:rule as varchar) as rule, version, file, author, reason, saved_at, text
              from case_version
             where file in (select v.file from rule_version v where v.rule = :rule)
               and version = :version
             order by save_id desc
             limit 1
            """)
    Optional<RuleVersion> cases(String rule, String version);

    @SqlQuery(
            """
            select version
              from case_version
             where file in (select v.file from rule_version v where v.rule = :rule)
               and version <> :version
               and save_id < (select max(n.save_id)
                                from case_version n
                               where n.file in (select v.file from rule_version v where v.rule = :rule)
                                 and n.version = :version)
             order by save_id desc
             limit 1
            """)
    Optional<String> casesBefore(String rule, String version);
}
