package illumiomonitor.engine.rule;

import illumiomonitor.engine.rule.CaseTrial.Failed;
import java.time.Clock;
import java.util.Optional;

/** Sets the modes of rules; one whose newest text fails a case goes live only with an override. */
final class ModeSwitches {

    private final RuleSettings settings;
    private final LiveGate gate;
    private final RuleFiles files;
    private final Clock clock;

    /**
     * A text that a mode may be set for.
     *
     * @param waits whether a case keeps it from judging
     */
    private record Text(CompiledRules rules, Header header, boolean waits) {}

    ModeSwitches(RuleSettings settings, LiveGate gate, RuleFiles files, Clock clock) {
        this.settings = settings;
        this.gate = gate;
        this.files = files;
        this.clock = clock;
    }

    /**
     * @throws IllegalArgumentException if there is no such rule, or it fails a case and nobody
     *     overrules that
     */
    void set(String rule, String mode, String who, String reason, boolean override) {
        Text newest =
                text(rule, true)
                        .or(() -> text(rule, false))
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "there is no rule called " + rule));
        String asked = mode.equals(RuleSetting.AS_WRITTEN) ? newest.header().mode() : mode;
        Optional<Failed> failing =
                asked.equals("LIVE")
                        ? gate.failing(newest.rules(), newest.header())
                        : Optional.empty();
        if (failing.isEmpty()) {
            Text judges = text(rule, false).orElse(newest);
            write(judges, mode, who, reason, "");
            return;
        }
        String sentence = LiveGate.sentence(failing.get());
        if (!override) {
            throw new IllegalArgumentException(stays(newest) + ": " + sentence);
        }
        if (reason.isBlank()) {
            throw new IllegalArgumentException(
                    "a reason is needed: why it goes live though its cases fail");
        }
        String name = failing.get().name().isEmpty() ? "?" : failing.get().name();
        String said =
                failing.get().name().isEmpty()
                        ? "override, " + sentence
                        : "override, case \"" + name + "\" fails";
        write(newest, mode, who, said + ": " + reason, name);
    }

    private void write(Text text, String mode, String who, String reason, String overruled) {
        settings.mode(
                text.header().name(),
                text.rules().text().version(),
                mode,
                clock.instant(),
                who,
                cut(reason, 2000),
                cut(overruled, 255));
    }

    private String stays(Text newest) {
        String rule = newest.header().name();
        return newest.waits()
                ? "the newest text of rule " + rule + " does not go live"
                : "rule "
                        + rule
                        + " stays "
                        + settings.newest(rule)
                                .map(setting -> setting.modeInForce(newest.header()))
                                .orElse(newest.header().mode());
    }

    private Optional<Text> text(String rule, boolean waiting) {
        for (RuleFile file : files.all()) {
            CompiledRules rules = waiting ? file.held : file.good;
            if (rules != null) {
                for (Header header : rules.text().headers()) {
                    if (header.name().equals(rule)) {
                        return Optional.of(new Text(rules, header, waiting));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static String cut(String text, int length) {
        return text.length() > length ? text.substring(0, length) : text;
    }
}
