package illumiomonitor.engine.rule.guard;

import illumiomonitor.engine.rule.guard.Token.Kind;
import java.util.List;

/**
 * Adds up what a rule file costs those who parse and compile it. What stands in a bracket of a
 * condition is read twice as often as the bracket; so is a lambda in a lambda, a type in a type and
 * what is cast a second time.
 */
final class Effort {

    /** Brackets in brackets that cost next to nothing. */
    private static final int FREE = 4;

    /** About four seconds. */
    private static final int MOST = 16_384;

    private static final int LONG_CHAIN = 100;
    private static final int MOST_CASTS = 6;
    private static final int DEEPEST_TYPE = 5;

    private final List<Token> tokens;
    private int sum;
    private int casts;
    private int types;

    Effort(List<Token> tokens) {
        this.tokens = tokens;
    }

    /**
     * Adds a word.
     *
     * @param depth brackets that are open there
     * @param chain how many words have followed one another
     * @throws Refused if that is too much
     */
    void condition(int i, int depth, int chain) throws Refused {
        Token token = tokens.get(i);
        if (token.isSign('(')) {
            add(token, weight(depth));
        }
        add(i, depth, chain);
        types(token);
        casts(i, depth);
    }

    /** The same for a word of a consequence. */
    void consequence(int i, int depth, int chain) throws Refused {
        add(i, depth, chain);
    }

    private void add(int i, int depth, int chain) throws Refused {
        boolean function = follows(i, '-', '>') || follows(i, ':', ':');
        if (function) {
            add(tokens.get(i), weight(depth) + (chain > LONG_CHAIN ? chain : 0));
        }
    }

    private boolean follows(int i, char first, char second) {
        return i > 0 && tokens.get(i).isSign(second) && tokens.get(i - 1).isSign(first);
    }

    private static int weight(int depth) {
        return depth <= FREE ? 0 : 1 << depth;
    }

    private void add(Token token, int more) throws Refused {
        sum += more;
        if (sum > MOST) {
            throw new Refused(
                    token.offset(),
                    token.text(),
                    "too many brackets in brackets, or functions in functions: say it more simply,"
                            + " or put the rules into several files");
        }
    }

    private void types(Token token) throws Refused {
        if (token.isSign('<')) {
            types++;
        } else if (token.isSign('>')) {
            if (types > DEEPEST_TYPE) {
                throw new Refused(
                        token.offset(),
                        token.text(),
                        "types are nested deeper than " + DEEPEST_TYPE + ": leave them out");
            }
            types = Math.max(0, types - 1);
        } else if (!isOfType(token)) {
            types = 0;
        }
    }

    private static boolean isOfType(Token token) {
        return token.isWord()
                || token.kind() == Kind.SIGN && ".,?[]&".contains(token.text())
                || token.isSign('@');
    }

    private void casts(int i, int depth) throws Refused {
        Token token = tokens.get(i);
        boolean ends =
                token.isSign(',')
                        || token.isSign(';')
                        || token.isSign('&')
                        || token.isSign('|')
                        || token.isSign(')') && depth == 0
                        || token.isWord("when");
        if (ends) {
            casts = 0;
        } else if (token.isSign('(') && isCast(i) && ++casts > MOST_CASTS) {
            throw new Refused(
                    token.offset(), "(", "more than " + MOST_CASTS + " casts: cast once, or twice");
        }
    }

    /** {@code (A.B<C>) x}: only words in brackets, and something after them that they may be of. */
    private boolean isCast(int i) {
        int j = i + 1;
        while (isOfType(tokens.get(j)) || tokens.get(j).isSign('<') || tokens.get(j).isSign('>')) {
            j++;
        }
        boolean closed = j > i + 1 && tokens.get(j).isSign(')');
        if (!closed || j + 1 >= tokens.size()) {
            return false;
        }
        Token after = tokens.get(j + 1);
        return after.kind() != Kind.SIGN && after.kind() != Kind.END
                || "(!~-+".contains(after.text()) && after.kind() == Kind.SIGN;
    }
}
