package illumiomonitor.engine.rule.guard;

import illumiomonitor.engine.rule.guard.Token.Kind;
import java.util.List;

/**
 * Something in a compiled rule that is not on the list.
 *
 * @param type with dots
 * @param member of it, empty when the type itself is meant
 */
record Offence(String type, String member) {

    /** The objection, at the place in the text where the words at fault seem to stand. */
    Objection in(String text) {
        String whole = member.isEmpty() ? type : type + "." + member;
        String simple = type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1);
        String word = member.isEmpty() || member.startsWith("new") ? simple : member;
        String sentence =
                whole
                        + " is not among what rules may touch; \"./monitor rules allowed\" lists"
                        + " what is: take it out";
        try {
            return find(Tokens.of(text), word, simple, sentence);
        } catch (Refused e) {
            return new Objection(-1, word, sentence);
        }
    }

    private Objection find(List<Token> tokens, String word, String simple, String sentence) {
        String rule = "";
        Objection first = null;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.isWord("rule")
                    && tokens.get(Math.min(i + 1, tokens.size() - 1)).kind() == Kind.TEXT) {
                rule = tokens.get(i + 1).text();
            }
            if (!rule.isEmpty() && (named(token, word) || token.isWord(simple))) {
                Objection found =
                        new Objection(
                                token.offset(), token.text(), "rule \"" + rule + "\": " + sentence);
                if (named(token, word)) {
                    return found;
                }
                first = first == null ? found : first;
            }
        }
        return first == null ? new Objection(-1, word, sentence) : first;
    }

    private static boolean named(Token token, String word) {
        return token.isWord(word)
                || word.startsWith("get")
                        && word.length() > 3
                        && token.isWord(Character.toLowerCase(word.charAt(3)) + word.substring(4));
    }
}
