package illumiomonitor.engine.rule;

import java.util.Optional;

/**
 * A rule as it is in force at a tick.
 *
 * @param info its header under the operator's settings
 * @param header as written
 * @param compiled the file it stands in
 */
record JudgedRule(RuleInfo info, Header header, CompiledRules compiled) {

    /**
     * One of a file.
     *
     * @param setting the operator's newest, if there is any
     */
    static JudgedRule of(CompiledRules file, Header header, Optional<RuleSetting> setting) {
        RuleInfo info =
                header.info(
                        file.text().version(),
                        file.text().file(),
                        setting.map(s -> s.modeInForce(header)).orElse(header.mode()),
                        setting.map(RuleSetting::threshold).orElse(null));
        return new JudgedRule(info, header, file);
    }

    boolean off() {
        return info.mode().equals("OFF");
    }

    /** Judged all the same when it is switched off, for trying it. */
    JudgedRule awake() {
        return off()
                ? new JudgedRule(
                        header.info(info.version(), info.file(), "SHADOW", info.threshold()),
                        header,
                        compiled)
                : this;
    }
}
