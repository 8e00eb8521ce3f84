package illumiomonitor.engine.rule;

import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * What operators set of rules, whatever their texts say: modes, thresholds, and that one judges
 * although it fails a case. It holds from the next tick on. Thread-safe.
 */
public final class RuleSwitches {

    private final Rulebook rulebook;
    private final RuleSettings settings;
    private final ModeSwitches modes;
    private final OldVersions texts;
    private final Clock clock;

    RuleSwitches(
            Rulebook rulebook,
            RuleSettings settings,
            ModeSwitches modes,
            OldVersions texts,
            Clock clock) {
        this.rulebook = rulebook;
        this.settings = settings;
        this.modes = modes;
        this.texts = texts;
        this.clock = clock;
    }

    /**
     * Sets the mode of a rule.
     *
     * @param mode {@code LIVE}, {@code SHADOW}, {@code OFF}, or {@code HEADER} for what the text
     *     says
     * @throws IllegalArgumentException if there is no such rule or mode, or a case fails
     */
    public void setMode(String rule, String mode, String who, String reason) {
        setMode(rule, mode, who, reason, false);
    }

    /**
     * The same, also for a text that is kept from judging because it fails a case.
     *
     * @param override whether it goes live all the same; then the reason says why
     */
    public void setMode(String rule, String mode, String who, String reason, boolean override) {
        rulebook.change(
                () -> {
                    RuleSettings.known(mode);
                    modes.set(rule, mode, who, reason, override);
                    rulebook.look();
                });
    }

    /**
     * Takes an override back: what held before it holds again.
     *
     * @throws IllegalArgumentException if the rule has none, or no reason is given
     */
    public void withdrawOverride(String rule, String who, String reason) {
        rulebook.change(
                () -> {
                    modes.withdraw(rule, who, reason, texts::text);
                    rulebook.look();
                });
    }

    /**
     * Sets the threshold of a rule.
     *
     * @param value at least 1, null for the header's default
     * @throws IllegalArgumentException if there is no such rule or it has no threshold
     */
    public void setThreshold(String rule, @Nullable Long value, String who) {
        rulebook.change(
                () -> settings.threshold(rulebook.judged(rule), value, clock.instant(), who));
    }
}
