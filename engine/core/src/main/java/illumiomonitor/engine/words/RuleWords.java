package illumiomonitor.engine.words;

import java.util.Locale;
import java.util.ServiceLoader;

/**
 * What rules say in other languages than the one they are written in. Whoever knows them is found
 * on the class path; without anybody, rules speak for themselves. Thread-safe.
 */
public interface RuleWords {

    /**
     * A part of a rule in a language.
     *
     * @param rule its name
     * @param part {@code title}, {@code unit}, or a line of its comment such as {@code Sees}
     * @param text as the rule's own text has it
     * @return the text itself where nobody knows it in that language, or somebody rewrote the rule
     */
    String said(Locale locale, String rule, String part, String text);

    /**
     * What a rule found, in a language.
     *
     * @param summary as the rule's format made it
     * @return the summary itself where nobody knows that format in that language
     */
    default String summary(Locale locale, String rule, String summary) {
        return summary;
    }

    /** Those of the program. */
    static RuleWords onClassPath() {
        return ServiceLoader.load(RuleWords.class, RuleWords.class.getClassLoader())
                .findFirst()
                .orElse((locale, rule, part, text) -> text);
    }
}
