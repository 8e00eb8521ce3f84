package illumiomonitor.engine.rule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How rules did when they were judged last, and with it what each of them is now. */
final class RuleConduct {

    private final Map<String, Trouble> troubles = new HashMap<>();

    /** What a rule did when it was judged last. */
    private record Trouble(String state, String sentence) {}

    /**
     * Remembers how rules did.
     *
     * @param learning names of those whose history is too short
     * @return whether any did otherwise than before
     */
    boolean judged(List<RuleResult> results, Set<String> learning) {
        boolean changed = false;
        for (RuleResult result : results) {
            String name = result.rule().name();
            Trouble now = trouble(result, learning.contains(name));
            Trouble before =
                    "OK".equals(now.state()) ? troubles.remove(name) : troubles.put(name, now);
            changed |= before == null ? !now.state().equals("OK") : !before.equals(now);
        }
        return changed;
    }

    private static Trouble trouble(RuleResult result, boolean learning) {
        String error = result.error();
        if (error != null) {
            int colon = error.indexOf(": ");
            String state = error.startsWith("SLOW") ? "SLOW" : "THROWING";
            return new Trouble(state, colon < 0 ? error : error.substring(colon + 2));
        }
        return new Trouble(learning ? "LEARNING" : "OK", "");
    }

    /** Every rule and every broken file, by name. */
    List<RuleState> states(RuleFiles files, List<JudgedRule> judged) {
        List<RuleState> all = new ArrayList<>();
        for (JudgedRule rule : judged) {
            RuleFile file = files.file(rule.info().file());
            List<RuleError> errors = file == null ? List.of() : file.errors;
            RuleError failing = file == null ? null : file.failing;
            Trouble trouble = troubles.getOrDefault(rule.info().name(), new Trouble("OK", ""));
            if (!errors.isEmpty()) {
                all.add(state(rule, "BROKEN", errors));
            } else if (failing != null) {
                all.add(state(rule, "FAILING", List.of(failing)));
            } else if (trouble.sentence().isEmpty()) {
                all.add(state(rule, trouble.state(), List.of()));
            } else {
                RuleError thrown =
                        new RuleError(
                                rule.info().file(),
                                rule.header().line(),
                                1,
                                "",
                                trouble.sentence());
                all.add(state(rule, trouble.state(), List.of(thrown)));
            }
        }
        for (RuleFile file : files.all()) {
            CompiledRules held = file.held;
            if (file.good == null && file.errors.isEmpty() && held != null) {
                for (String rule : held.text().names()) {
                    all.add(new RuleState(rule, file.name, null, "FAILING", file.complaints()));
                }
            } else if (file.good == null && !file.errors.isEmpty()) {
                all.add(
                        new RuleState(
                                RuleShelf.nameOf(file.name),
                                file.name,
                                null,
                                "BROKEN",
                                file.errors));
            }
        }
        for (RuleError folder : files.folders()) {
            all.add(new RuleState(folder.file(), folder.file(), null, "BROKEN", List.of(folder)));
        }
        all.sort(Comparator.comparing(RuleState::rule).thenComparing(RuleState::file));
        return List.copyOf(all);
    }

    private static RuleState state(JudgedRule rule, String state, List<RuleError> errors) {
        return new RuleState(rule.info().name(), rule.info().file(), rule.info(), state, errors);
    }
}
