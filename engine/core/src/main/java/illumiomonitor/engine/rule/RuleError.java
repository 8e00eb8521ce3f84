package illumiomonitor.engine.rule;

import static java.util.Objects.requireNonNull;

/**
 * Why a rule file cannot be judged.
 *
 * @param file relative to the rules folder
 * @param line from 1, 0 when no line can be told
 * @param column from 1, 0 when no column can be told
 * @param word at fault, empty when none can be told
 * @param message one sentence
 */
public record RuleError(String file, int line, int column, String word, String message) {

    public RuleError {
        requireNonNull(file, "file");
        requireNonNull(word, "word");
        requireNonNull(message, "message");
    }

    /** As compilers write it: {@code file:line:column: message}. */
    @Override
    public String toString() {
        return file
                + (line > 0 ? ":" + line : "")
                + (column > 0 ? ":" + column : "")
                + ": "
                + message;
    }
}
