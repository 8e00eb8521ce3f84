package illumiomonitor.engine.rule.guard;

/**
 * A word, number, text or sign of a rule file.
 *
 * @param text as written; of a text without its quotes
 * @param offset in the file
 */
record Token(Kind kind, String text, int offset) {

    /** What a token is. */
    enum Kind {
        WORD,
        NUMBER,
        TEXT,
        SIGN,
        END
    }

    boolean isWord() {
        return kind == Kind.WORD;
    }

    boolean isWord(String word) {
        return kind == Kind.WORD && text.equals(word);
    }

    boolean isSign(char sign) {
        return kind == Kind.SIGN && text.charAt(0) == sign;
    }

    boolean isCapitalised() {
        return kind == Kind.WORD && Character.isUpperCase(text.charAt(0));
    }
}
