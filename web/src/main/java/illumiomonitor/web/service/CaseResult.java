package illumiomonitor.web.service;

/**
 * How one case of a rule ended.
 *
 * @param rule empty when the case file itself is wrong
 * @param name the sentence of the case
 * @param message what was expected and what was found, or empty
 */
public record CaseResult(String rule, String name, String file, boolean passed, String message) {

    /** Whether it says something about a rule of its file. */
    public boolean concerns(String one) {
        return rule.isEmpty() || rule.equals(one);
    }
}
