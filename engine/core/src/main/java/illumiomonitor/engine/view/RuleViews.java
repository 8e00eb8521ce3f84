package illumiomonitor.engine.view;

import illumiomonitor.db.Store;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Rules as pages show them: what each is now, and the texts it had. Thread-safe. */
public final class RuleViews {

    private final Jdbi jdbi;

    public RuleViews(Store store) {
        this.jdbi = store.jdbi();
    }

    /** All rules by name; those whose file is gone come last. */
    public List<RuleLine> all() {
        Map<String, RuleOverride> overrides = overrides();
        return jdbi.withExtension(
                RuleDao.class,
                dao ->
                        dao.all().stream()
                                .map(
                                        row ->
                                                row.with(
                                                        overrides.get(row.rule()),
                                                        dao.lastFired(row.rule())))
                                .toList());
    }

    public Optional<RuleLine> rule(String rule) {
        RuleOverride override = overrides().get(rule);
        return jdbi.withExtension(
                RuleDao.class,
                dao -> dao.rule(rule).map(row -> row.with(override, dao.lastFired(row.rule()))));
    }

    /** The overrides that hold, by rule. */
    public Map<String, RuleOverride> overrides() {
        Map<String, RuleOverride> byRule = new HashMap<>();
        jdbi.withExtension(RuleDao.class, RuleDao::overrides)
                .forEach(one -> byRule.put(one.rule(), one));
        return byRule;
    }

    /** The newest versions without their texts, newest first. */
    public List<RuleVersion> versions(String rule) {
        return jdbi.withExtension(RuleDao.class, dao -> dao.versions(rule));
    }

    /** All texts and settings of a rule; both empty when there never was such a rule. */
    public RuleHistory history(String rule) {
        return jdbi.withExtension(
                RuleDao.class,
                dao ->
                        new RuleHistory(
                                rule,
                                dao.texts(rule),
                                dao.saves(rule),
                                dao.cases(rule),
                                dao.changes(rule)));
    }

    /**
     * A text of the cases beside a rule, newest save of it; empty when there never was such a one.
     */
    public Optional<RuleVersion> cases(String rule, String version) {
        return jdbi.withExtension(RuleDao.class, dao -> dao.cases(rule, version));
    }

    /** The version of the cases that stood before these last did; empty for the first. */
    public Optional<String> casesBefore(String rule, String version) {
        return jdbi.withExtension(RuleDao.class, dao -> dao.casesBefore(rule, version));
    }

    public Optional<RuleVersion> version(String rule, String version) {
        return jdbi.withExtension(RuleDao.class, dao -> dao.version(rule, version));
    }
}
