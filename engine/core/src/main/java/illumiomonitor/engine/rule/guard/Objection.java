package illumiomonitor.engine.rule.guard;

import static java.util.Objects.requireNonNull;

/**
 * Why a rule is not taken.
 *
 * @param offset of the word in the text, -1 when no place can be told
 * @param word at fault, empty when none can be told
 * @param sentence that names the rule, says what is wrong and what to do
 */
public record Objection(int offset, String word, String sentence) {

    public Objection {
        requireNonNull(word, "word");
        requireNonNull(sentence, "sentence");
    }
}
