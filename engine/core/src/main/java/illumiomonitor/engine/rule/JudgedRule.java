package illumiomonitor.engine.rule;

/**
 * A rule as it is in force at a tick.
 *
 * @param info its header under the operator's settings
 * @param header as written
 * @param compiled the file it stands in
 */
record JudgedRule(RuleInfo info, Header header, CompiledRules compiled) {

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
