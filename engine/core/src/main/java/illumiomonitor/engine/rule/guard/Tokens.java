package illumiomonitor.engine.rule.guard;

import illumiomonitor.engine.rule.guard.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a rule file into tokens; comments are left out. Refuses what two readers read in two ways.
 */
final class Tokens {

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Tokens(String text) {
        this.text = text;
    }

    /**
     * The tokens, ending with one of kind {@link Kind#END}.
     *
     * @throws Refused if the text could mean one thing here and another to the compiler
     */
    static List<Token> of(String text) throws Refused {
        OddSigns.check(text);
        return new Tokens(text).all();
    }

    private List<Token> all() throws Refused {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c)) {
                at++;
            } else if (text.startsWith("//", at)) {
                line();
            } else if (text.startsWith("/*", at)) {
                int end = text.indexOf("*/", at + 2);
                if (end < 0) {
                    throw new Refused(at, "/*", "the comment that begins here does not end");
                }
                at = end + 2;
            } else if (c == '"' || c == '\'') {
                quoted(c);
            } else if (Character.isJavaIdentifierStart(c)) {
                run(Kind.WORD);
            } else if (Character.isDigit(c)) {
                run(Kind.NUMBER);
            } else {
                sign(c);
            }
        }
        tokens.add(new Token(Kind.END, "", text.length()));
        return tokens;
    }

    /** To the end of the line, of which the compiler knows two. */
    private void line() {
        while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
            at++;
        }
    }

    private void quoted(char quote) throws Refused {
        int start = at++;
        if (text.startsWith("\"\"\"", start)) {
            throw new Refused(start, "\"\"\"", "texts of several lines are not taken: use \"...\"");
        }
        while (at < text.length() && text.charAt(at) != quote) {
            if (text.charAt(at) == '\n' || text.charAt(at) == '\r') {
                throw new Refused(
                        start, text.substring(start, at), "the text that begins here does not end");
            }
            if (text.charAt(at) == '"') {
                // The engine writes "..." for '...', and what follows would be code to it.
                throw new Refused(
                        at,
                        "\"",
                        "a text between ' and ' that holds a \" is not taken: write \\\"");
            }
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        if (at >= text.length()) {
            throw new Refused(start, "" + quote, "the text that begins here does not end");
        }
        tokens.add(new Token(Kind.TEXT, text.substring(start + 1, at), start));
        at++;
    }

    private void run(Kind kind) throws Refused {
        int start = at;
        while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
            if (Character.isIdentifierIgnorable(text.charAt(at))) {
                throw new Refused(at, "", "a sign that cannot be seen stands here: take it out");
            }
            at++;
        }
        tokens.add(new Token(kind, text.substring(start, at), start));
    }

    private void sign(char c) throws Refused {
        if (c < ' ' || c == '\\' || c == '`' || c == 0x7f || Character.isSurrogate(c)) {
            throw new Refused(at, "" + c, "this sign has no meaning in a rule: take it out");
        }
        tokens.add(new Token(Kind.SIGN, "" + c, at));
        at++;
    }
}
