package illumiomonitor.engine.rule;

import illumiomonitor.db.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which rules are in force at a tick, by the texts that the store keeps and by their settings.
 * Thread-safe.
 */
public final class RulesInForce {

    private final Rulebook rulebook;
    private final Store store;
    private final RuleSettings settings;
    private final OldVersions texts;

    RulesInForce(Rulebook rulebook, Store store, RuleSettings settings, OldVersions texts) {
        this.rulebook = rulebook;
        this.store = store;
        this.settings = settings;
        this.texts = texts;
    }

    /**
     * All of them: texts, modes, thresholds. Before the first rule was ever taken in, what holds
     * now held.
     */
    List<JudgedRule> at(Instant tick) {
        List<JudgedRule> now = rulebook.present();
        List<RuleSetting> all = settings.all();
        if (tick.isBefore(settings.first())) {
            return now;
        }
        List<JudgedRule> then = new ArrayList<>();
        for (RuleSetting setting : all) {
            if (setting.holdsAt(tick)) {
                texts.rule(setting, now).ifPresent(then::add);
            }
        }
        return then;
    }

    /** What held of one of them; empty when it did not judge then. */
    public Optional<InForce> of(String rule, Instant tick) {
        if (tick.isBefore(settings.first())) {
            return settings.newest(rule).map(this::inForce);
        }
        return settings.all().stream()
                .filter(one -> one.rule().equals(rule) && one.holdsAt(tick))
                .findFirst()
                .map(this::inForce);
    }

    private InForce inForce(RuleSetting setting) {
        Long own = setting.threshold();
        Long threshold =
                own != null
                        ? own
                        : texts.rule(setting, rulebook.current())
                                .map(one -> one.info().threshold())
                                .orElse(null);
        return new InForce(setting.version(), threshold, setting.mode().equals("OFF"));
    }

    /**
     * A rule with another text of its own, under the settings that hold now.
     *
     * @return empty when there is no such text, or it cannot be compiled
     */
    Optional<JudgedRule> withText(String rule, String version) {
        RuleSetting setting =
                settings.newest(rule)
                        .orElse(
                                new RuleSetting(
                                        0,
                                        rule,
                                        version,
                                        RuleSetting.AS_WRITTEN,
                                        null,
                                        Instant.EPOCH,
                                        null,
                                        Overruling.NONE));
        return texts.rule(setting.withText(version), rulebook.present());
    }

    /** Whether a rule can be judged with a text of its own. */
    public boolean judges(String rule, String version) {
        return withText(rule, version).isPresent();
    }

    /** The version of its text that a rule had before this one. */
    public Optional<String> versionBefore(String rule, String version) {
        return store.jdbi().withHandle(handle -> RuleStore.versionBefore(handle, rule, version));
    }
}
