package illumiomonitor.engine.rule;

import java.util.List;
import java.util.Map;

/** What the parser stumbled over, in words for whoever wrote it. */
final class SyntaxWords {

    private static final Map<String, String> KNOWN =
            Map.of(
                    "<eof>", "the file ends before the \"end\" of its last rule",
                    "=", "a comparison is written ==, a single = means nothing here",
                    "and", "conditions of one pattern are joined by a comma or &&, not by and",
                    "or", "alternatives of one pattern are joined by ||, not by or",
                    "in", "in takes its values between round brackets, such as port in (22, 23)",
                    "end", "the rule ends here, but a bracket or its \"then\" is missing before");
    private static final List<String> OPERATORS =
            List.of("matches", "contains", "memberOf", "excludes", "soundslike", "not", "in");

    private SyntaxWords() {}

    /**
     * One sentence.
     *
     * @param word it stumbled over, empty when it did not say
     * @param said by the parser
     */
    static String of(String word, String said) {
        String known = KNOWN.get(word);
        if (known != null) {
            return known;
        }
        if (word.isEmpty()) {
            return said.lines().findFirst().orElse(said);
        }
        String guess = OPERATORS.contains(word) ? "" : Spelling.guess(word, OPERATORS);
        return "\""
                + word
                + "\" has no meaning here"
                + (guess.isEmpty() ? ": a bracket, comma or sign may be missing before it" : guess);
    }
}
