package illumiomonitor.engine.rule;

import java.util.Optional;

/**
 * Tries a rule file against the cases that stand beside it. Whoever can do so is found on the class
 * path; without anybody no text is kept from judging live.
 */
public interface CaseTrial {

    /**
     * A case that is not fulfilled.
     *
     * @param rule that fails it, empty when the case file itself is wrong
     * @param name of the case, empty when the case file itself is wrong
     * @param problem one sentence
     */
    record Failed(String rule, String name, String problem) {}

    /**
     * The first case that a rule file fails.
     *
     * @param cases text of the case file
     * @return empty when all of them pass
     */
    Optional<Failed> failing(Trial trial, String cases) throws InterruptedException;
}
