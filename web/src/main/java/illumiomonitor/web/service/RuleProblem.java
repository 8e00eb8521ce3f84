package illumiomonitor.web.service;

/**
 * What is wrong with a rule file.
 *
 * @param line 0 when it is about the whole file
 * @param rule name, or empty when the file cannot be read so far
 * @param word at fault, empty when none can be told
 */
public record RuleProblem(
        String file, int line, int column, String rule, String word, String message) {}
