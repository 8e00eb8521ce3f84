package illumiomonitor.engine.check;

import illumiomonitor.engine.Engine;
import illumiomonitor.engine.reference.Reference;
import illumiomonitor.engine.reference.References;
import illumiomonitor.engine.rule.RuleInfo;
import illumiomonitor.engine.run.Cycle;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rules that name what a PCE does not have, and so see less than they mean to, and rules whose
 * newer shipped text waits for somebody.
 */
public final class RuleWarnings {

    /** What an installation leaves beside a file when it cannot put two changes together. */
    public static final String CONFLICT = ".conflict";

    private RuleWarnings() {}

    /** Sentences by rule, of all PCEs; only the rules that have any. */
    public static Map<String, List<String>> byRule(Engine engine) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        conflicts(engine)
                .forEach((rule, reason) -> all.put(rule, new ArrayList<>(List.of(reason))));
        Instant now = engine.clock().instant();
        for (Cycle cycle : engine.cycles()) {
            String pce = engine.cycles().size() == 1 ? "" : cycle.pce().name() + ": ";
            of(engine, cycle.pce().id(), cycle.pce().name(), now)
                    .forEach(
                            (rule, reasons) ->
                                    reasons.forEach(
                                            reason ->
                                                    all.computeIfAbsent(
                                                                    rule, none -> new ArrayList<>())
                                                            .add(pce + reason)));
        }
        return all;
    }

    /** Rules whose newer shipped text waits for somebody, with a sentence. */
    static Map<String, String> conflicts(Engine engine) {
        Map<String, String> waiting = new LinkedHashMap<>();
        for (RuleInfo rule : engine.rulebook().rules()) {
            String conflict = rule.file() + CONFLICT;
            if (Files.exists(engine.config().rules().dir().resolve(conflict))) {
                waiting.put(
                        rule.name(),
                        "a newer text ships and changes the same lines as yours: look at "
                                + conflict
                                + ", change the rule, then remove that file");
            }
        }
        return waiting;
    }

    /** What rules name and one PCE does not have. */
    static Map<String, List<String>> of(Engine engine, int pceId, String name, Instant now) {
        Reference reference =
                engine.store()
                        .jdbi()
                        .withHandle(
                                handle -> new References(engine.store()).asOf(handle, pceId, now));
        boolean draft =
                engine.config().pull().draft()
                        || engine.config().pces().stream()
                                .anyMatch(pce -> pce.name().equals(name) && pce.draft());
        Map<String, List<String>> warnings = new LinkedHashMap<>();
        for (RuleInfo rule : engine.rulebook().rules()) {
            List<String> unknown =
                    Named.unknown(engine.rulebook().text(rule.file()).orElse(""), reference, draft);
            if (!unknown.isEmpty()) {
                warnings.put(rule.name(), unknown);
            }
        }
        return warnings;
    }
}
