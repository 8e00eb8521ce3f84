package illumiomonitor.engine.rule;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds the rules that something thrown out of the network speaks of. */
final class Suspicion {

    private static final Pattern COMPILED = Pattern.compile("rule([0-9a-f]{16})\\..*");

    private Suspicion() {}

    /**
     * Rules whose code was at work, or else those that the message names; empty when there are
     * none. A message may quote what others chose, a stack trace does not.
     */
    static Set<String> in(Throwable thrown, List<JudgedRule> rules) {
        Set<String> versions = new HashSet<>();
        StringBuilder said = new StringBuilder();
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            said.append(cause.getMessage()).append('\n');
            for (StackTraceElement frame : cause.getStackTrace()) {
                Matcher compiled = COMPILED.matcher(frame.getClassName());
                if (compiled.matches()) {
                    versions.add(compiled.group(1));
                }
            }
        }
        Set<String> working = names(rules, rule -> versions.contains(rule.info().version()));
        return working.isEmpty()
                ? names(rules, rule -> said.indexOf('"' + rule.info().name() + '"') >= 0)
                : working;
    }

    private static Set<String> names(
            List<JudgedRule> rules, java.util.function.Predicate<JudgedRule> which) {
        return rules.stream()
                .filter(which)
                .map(rule -> rule.info().name())
                .collect(Collectors.toSet());
    }
}
