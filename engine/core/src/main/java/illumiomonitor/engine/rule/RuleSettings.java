package illumiomonitor.engine.rule;

import illumiomonitor.db.Store;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What operators set beside the texts, and which text held from when to when. Reading never waits;
 * changes come one at a time.
 */
final class RuleSettings {

    private static final List<String> MODES =
            List.of("LIVE", "SHADOW", "OFF", RuleSetting.AS_WRITTEN);

    private final Store store;
    private volatile List<RuleSetting> all = List.of();

    RuleSettings(Store store) {
        this.store = store;
    }

    void read(Handle handle) {
        all = RuleStore.settings(handle);
    }

    /** By rule, each rule's in the order of time. */
    List<RuleSetting> all() {
        return all;
    }

    /** When the first rule was ever taken in; never, while there is none. */
    Instant first() {
        return all.stream()
                .map(RuleSetting::from)
                .min(Comparator.naturalOrder())
                .orElse(Instant.MAX);
    }

    Optional<RuleSetting> newest(String rule) {
        return all.stream()
                .filter(setting -> setting.rule().equals(rule))
                .reduce((older, newer) -> newer);
    }

    /** Whether somebody let a text go live though it fails one of these cases. */
    boolean overruled(String rule, String version, String cases) {
        return newest(rule)
                .filter(setting -> setting.version().equals(version))
                .map(RuleSetting::overruled)
                .filter(Overruling::isThere)
                .map(Overruling::cases)
                .filter(cases::equals)
                .isPresent();
    }

    /** What held before the override that holds now began; empty when nothing did. */
    Optional<RuleSetting> beforeOverride(String rule) {
        return all.stream()
                .filter(setting -> setting.rule().equals(rule))
                .filter(setting -> !setting.overruled().isThere())
                .reduce((older, newer) -> newer);
    }

    /**
     * @throws IllegalArgumentException if there is no such mode
     */
    static void known(String mode) {
        if (!MODES.contains(mode)) {
            throw new IllegalArgumentException(
                    "mode " + mode + " is not known; known are LIVE, SHADOW, OFF and HEADER");
        }
    }

    /**
     * @param version of the text that is to judge
     * @param overruled whether it is to judge though it fails a case
     */
    void mode(
            String rule,
            String version,
            String mode,
            Instant now,
            String who,
            String reason,
            Overruling overruled) {
        Long threshold = newest(rule).map(RuleSetting::threshold).orElse(null);
        write(rule, version, mode, threshold, now, who, reason, overruled);
    }

    /**
     * @throws IllegalArgumentException if the rule has no threshold or the value is none
     */
    void threshold(JudgedRule rule, @Nullable Long value, Instant now, String who) {
        String name = rule.info().name();
        if (rule.header().threshold() == null) {
            throw new IllegalArgumentException("rule " + name + " has no @threshold");
        }
        if (value != null && value < 1) {
            throw new IllegalArgumentException(
                    "the threshold of " + name + " must be at least 1, but is " + value);
        }
        String mode = newest(name).map(RuleSetting::mode).orElse(RuleSetting.AS_WRITTEN);
        Overruling overruled =
                newest(name)
                        .filter(setting -> setting.version().equals(rule.info().version()))
                        .map(RuleSetting::overruled)
                        .orElse(Overruling.NONE);
        write(name, rule.info().version(), mode, value, now, who, "threshold", overruled);
    }

    private void write(
            String rule,
            String version,
            String mode,
            @Nullable Long threshold,
            Instant now,
            String who,
            String reason,
            Overruling overruled) {
        store.jdbi()
                .useTransaction(
                        handle -> {
                            RuleStore.close(handle, rule, now);
                            RuleStore.open(
                                    handle, rule, version, mode, threshold, now, who, reason,
                                    overruled);
                            read(handle);
                        });
    }
}
