package illumiomonitor.engine.rule;

import illumiomonitor.engine.rule.CaseTrial.Failed;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

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
            write(judges, mode, who, reason, goesOn(judges, asked));
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
        Overruling overruled = new Overruling(cut(name, 255), gate.casesOf(newest.rules()));
        write(newest, mode, who, said + ": " + reason, overruled);
    }

    /** An override ends with the mode that it was said of. */
    private Overruling goesOn(Text text, String mode) {
        return settings.newest(text.header().name())
                .filter(now -> mode.equals("LIVE"))
                .filter(now -> now.version().equals(text.rules().text().version()))
                .map(RuleSetting::overruled)
                .orElse(Overruling.NONE);
    }

    /**
     * @param texts by version
     * @throws IllegalArgumentException if the rule has no override, or no reason is given
     */
    void withdraw(
            String rule, String who, String reason, Function<String, Optional<RuleText>> texts) {
        Text judges =
                text(rule, false)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "there is no rule called " + rule));
        if (settings.newest(rule).filter(now -> now.overruled().isThere()).isEmpty()) {
            throw new IllegalArgumentException("rule " + rule + " has no override");
        }
        if (reason.isBlank()) {
            throw new IllegalArgumentException(
                    "a reason is needed: why the override is taken back");
        }
        String said = "override taken back: " + reason;
        Optional<RuleSetting> before = settings.beforeOverride(rule);
        String version = judges.rules().text().version();
        write(
                rule,
                before.map(RuleSetting::version).orElse(version),
                before.map(RuleSetting::mode).orElse("SHADOW"),
                who,
                said);
        RuleFile file = files.file(judges.rules().text().file());
        boolean lost =
                before.isPresent()
                        && (file == null || !takesBack(file, before.get().version(), texts));
        if (lost) {
            // What judged before is there no more: nothing is left that may judge live.
            write(rule, version, "SHADOW", who, said);
        }
        CompiledRules good = file == null ? null : file.good;
        if (good != null) {
            good.text().headers().forEach(one -> follow(one.name(), good.text(), who, said));
        }
    }

    private boolean takesBack(
            RuleFile file, String version, Function<String, Optional<RuleText>> texts) {
        return texts.apply(version)
                .filter(text -> text.file().equals(file.name))
                .filter(text -> files.takeBack(file, text))
                .isPresent();
    }

    /** The rules of a file have one text, whichever of them an override was said of. */
    private void follow(String rule, RuleText text, String who, String said) {
        settings.newest(rule)
                .filter(now -> !now.version().equals(text.version()))
                .ifPresent(now -> write(rule, text.version(), now.mode(), who, said));
    }

    private void write(String rule, String version, String mode, String who, String said) {
        settings.mode(rule, version, mode, clock.instant(), who, cut(said, 2000), Overruling.NONE);
    }

    private void write(Text text, String mode, String who, String reason, Overruling overruled) {
        settings.mode(
                text.header().name(),
                text.rules().text().version(),
                mode,
                clock.instant(),
                who,
                cut(reason, 2000),
                overruled);
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
