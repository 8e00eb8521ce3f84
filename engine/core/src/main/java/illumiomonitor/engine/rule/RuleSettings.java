package illumiomonitor.engine.rule;

import illumiomonitor.db.Store;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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

    /**
     * @throws IllegalArgumentException if there is no such mode
     */
    void mode(JudgedRule rule, String mode, Instant now, String who, String reason) {
        if (!MODES.contains(mode)) {
            throw new IllegalArgumentException(
                    "mode " + mode + " is not known; known are LIVE, SHADOW, OFF and HEADER");
        }
        set(rule, setting -> mode, RuleSetting::threshold, now, who, reason);
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
        set(rule, RuleSetting::mode, setting -> value, now, who, "threshold");
    }

    private void set(
            JudgedRule rule,
            Function<RuleSetting, String> mode,
            Function<RuleSetting, @Nullable Long> threshold,
            Instant now,
            String who,
            String reason) {
        String name = rule.info().name();
        RuleSetting before =
                newest(name).orElseThrow(() -> new IllegalStateException(name + " has no setting"));
        store.jdbi()
                .useTransaction(
                        handle -> {
                            RuleStore.close(handle, name, now);
                            RuleStore.open(
                                    handle,
                                    name,
                                    rule.info().version(),
                                    mode.apply(before),
                                    threshold.apply(before),
                                    now,
                                    who,
                                    reason);
                            read(handle);
                        });
    }
}
