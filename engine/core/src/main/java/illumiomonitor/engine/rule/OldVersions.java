package illumiomonitor.engine.rule;

import illumiomonitor.db.Store;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compiled texts by version: those that judge now and those that past ticks ask for. */
final class OldVersions {

    private static final int KEPT = 64;

    private final Store store;
    private final RuleCompiler compiler;
    private final Map<String, Optional<CompiledRules>> compiled =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(
                        Map.Entry<String, Optional<CompiledRules>> eldest) {
                    return size() > KEPT;
                }
            };

    OldVersions(Store store, RuleCompiler compiler) {
        this.store = store;
        this.compiler = compiler;
    }

    /** The text of a version, if the store has it. */
    Optional<RuleText> text(String version) {
        return store.jdbi().withHandle(handle -> RuleStore.text(handle, version));
    }

    synchronized void keep(CompiledRules rules) {
        compiled.put(rules.text().version(), Optional.of(rules));
    }

    /** The rule under a setting; empty when its text is lost or can no longer be compiled. */
    Optional<JudgedRule> rule(RuleSetting setting, List<JudgedRule> now) {
        for (JudgedRule rule : now) {
            if (rule.info().name().equals(setting.rule())
                    && rule.info().version().equals(setting.version())) {
                return Optional.of(under(setting, rule.header(), rule.compiled()));
            }
        }
        return compiled(setting.version())
                .flatMap(
                        rules ->
                                rules.text().headers().stream()
                                        .filter(one -> one.name().equals(setting.rule()))
                                        .findFirst()
                                        .map(header -> under(setting, header, rules)));
    }

    private static JudgedRule under(RuleSetting setting, Header header, CompiledRules rules) {
        RuleInfo info =
                header.info(
                        rules.text().version(),
                        rules.text().file(),
                        setting.modeInForce(header),
                        setting.threshold());
        return new JudgedRule(info, header, rules);
    }

    private synchronized Optional<CompiledRules> compiled(String version) {
        Optional<CompiledRules> known = compiled.get(version);
        if (known == null) {
            known = text(version).filter(text -> text.errors().isEmpty()).flatMap(this::compile);
            compiled.put(version, known);
        }
        return known;
    }

    private Optional<CompiledRules> compile(RuleText text) {
        return Optional.ofNullable(compiler.compile(List.of(text)).compiled.get(text.file()));
    }
}
