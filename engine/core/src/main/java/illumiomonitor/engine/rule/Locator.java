package illumiomonitor.engine.rule;

import org.jspecify.annotations.Nullable;

/**
 * Looks for what the compiler speaks of where people wrote it: after the head of the first rule.
 */
final class Locator {

    private final RuleText text;
    private final Place place;

    Locator(RuleText text, Place place) {
        this.text = text;
        this.place = place;
    }

    /** Where the first rule begins. */
    private int start() {
        return text.headers().isEmpty() ? 0 : place.line(text.headers().get(0).line());
    }

    /** An error at a word. */
    RuleError find(String word, String message) {
        return find(null, word, message);
    }

    /**
     * An error at a word of an expression.
     *
     * @param expression null when only the word is known
     */
    RuleError find(@Nullable String expression, String word, String message) {
        int start = start();
        int from = expression == null ? start : place.expression(expression, start);
        int at = word.isEmpty() ? from : place.word(word, from < 0 ? start : from);
        if (at < 0) {
            at = from >= start && expression != null ? from : place.word(word, 0);
        }
        return place.at(word.isEmpty() && expression == null ? -1 : at, word, message);
    }
}
