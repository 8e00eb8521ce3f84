package illumiomonitor.engine.rule.guard;

import illumiomonitor.engine.rule.guard.Token.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Keeps a rule file small enough to be parsed and compiled. Compilers walk nests and chains by
 * calling themselves, and take more than twice the time for twice the text; none of them can be
 * stopped. What ships needs less than a fifth of each bound.
 */
final class Bounds {

    /** What the rule language reads as a BigDecimal or a BigInteger. */
    private static final Pattern ENDLESS = Pattern.compile("(?!0[xX])\\w*[BI]");

    private static final int DEEPEST = 12;
    private static final int MOST_RULES = 100;
    private static final int DEEPEST_HEIRS = 3;
    private static final int MOST_HEIRS = 10;

    /** Words, numbers and signs of one rule. */
    private static final int LONGEST_RULE = 5_000;

    private static final int LONGEST_FILE = 10_000;

    /** The same between two of {@code , ; { }}. */
    private static final int LONGEST_CHAIN = 500;

    /** Commas between "when" and "then". */
    private static final int MOST_PARTS = 400;

    private static final int MOST_PATTERNS = 40;
    private static final int MOST_ELSE = 50;

    private final List<Token> tokens;
    private final Effort effort;
    private final Map<String, Integer> heirs = new HashMap<>();
    private int depth;
    private int rules;
    private int chain;
    private int parts;
    private int patterns;
    private int others;
    private int begin;
    private boolean condition;

    private Bounds(List<Token> tokens) {
        this.tokens = tokens;
        this.effort = new Effort(tokens);
    }

    /**
     * @throws Refused at the first word that is too much
     */
    static void check(List<Token> tokens) throws Refused {
        Bounds bounds = new Bounds(tokens);
        for (int i = 0; i < tokens.size(); i++) {
            bounds.take(i);
        }
    }

    private void take(int i) throws Refused {
        Token token = tokens.get(i);
        if (i > LONGEST_FILE) {
            throw refused(
                    token,
                    "the file has more than "
                            + LONGEST_FILE
                            + " words: put its rules into several files");
        }
        length(token);
        depth(token);
        if (token.isWord("rule") && i + 1 < tokens.size() && startsRule(i)) {
            rule(i);
        } else if (token.isWord("when")) {
            condition = true;
        } else if (token.isWord("then")) {
            condition = false;
        }
        chain(token);
        if (i - begin > LONGEST_RULE) {
            throw refused(token, "the rule has more than " + LONGEST_RULE + " words: split it");
        }
        if (condition) {
            effort.condition(i, depth, chain);
            condition(i);
            return;
        }
        effort.consequence(i, depth, chain);
        if (token.isWord("else") && ++others > MOST_ELSE) {
            throw refused(token, "more than " + MOST_ELSE + " times \"else\": write several rules");
        }
    }

    private static Refused refused(Token token, String sentence) {
        String word = token.text();
        return new Refused(
                token.offset(), word.substring(0, Math.min(word.length(), 60)), sentence);
    }

    private static void length(Token token) throws Refused {
        int most =
                switch (token.kind()) {
                    case TEXT -> 2_000;
                    case NUMBER -> 40;
                    default -> 200;
                };
        if (token.kind() == Kind.NUMBER && ENDLESS.matcher(token.text()).matches()) {
            throw refused(token, "numbers of any length are not taken: leave its last letter out");
        }
        if (token.text().length() > most) {
            String what = token.kind() == Kind.TEXT ? "text" : "word";
            throw refused(token, "this " + what + " is longer than " + most + " letters: cut it");
        }
    }

    private void depth(Token token) throws Refused {
        if (token.isSign('(') || token.isSign('[') || token.isSign('{')) {
            depth++;
        } else if (token.isSign(')') || token.isSign(']') || token.isSign('}')) {
            depth--;
        }
        if (depth > DEEPEST) {
            throw refused(
                    token, "brackets are nested deeper than " + DEEPEST + ": say it more simply");
        }
    }

    private boolean startsRule(int i) {
        Kind name = tokens.get(i + 1).kind();
        return depth == 0 && (name == Kind.TEXT || name == Kind.WORD);
    }

    private void rule(int i) throws Refused {
        begin = i;
        chain = 0;
        parts = 0;
        patterns = 0;
        others = 0;
        condition = false;
        if (++rules > MOST_RULES) {
            throw refused(
                    tokens.get(i),
                    "the file has more than " + MOST_RULES + " rules: put them into several files");
        }
        if (i + 3 < tokens.size() && tokens.get(i + 2).isWord("extends")) {
            int heir = heirs.getOrDefault(tokens.get(i + 3).text(), 0) + 1;
            heirs.put(tokens.get(i + 1).text(), heir);
            if (heir > DEEPEST_HEIRS || heirs.size() > MOST_HEIRS) {
                throw refused(
                        tokens.get(i + 2),
                        "too many rules extend one another: at most "
                                + MOST_HEIRS
                                + " in a file, and "
                                + DEEPEST_HEIRS
                                + " in a row");
            }
        }
    }

    private void chain(Token token) throws Refused {
        boolean ends =
                token.isSign(',')
                        || token.isSign(';')
                        || token.isSign('{')
                        || token.isSign('}')
                        || token.isWord("when")
                        || token.isWord("then");
        chain = ends ? 0 : chain + 1;
        if (chain > LONGEST_CHAIN) {
            throw refused(
                    token,
                    "more than " + LONGEST_CHAIN + " words follow one another: say it more simply");
        }
    }

    private void condition(int i) throws Refused {
        Token token = tokens.get(i);
        if (token.isSign(',') && ++parts > MOST_PARTS) {
            throw refused(
                    token,
                    "the condition has more than " + MOST_PARTS + " parts: write several rules");
        }
        boolean pattern = token.isSign('(') && i > 0 && tokens.get(i - 1).isCapitalised();
        if (pattern && ++patterns > MOST_PATTERNS) {
            throw refused(
                    tokens.get(i - 1),
                    "the condition has more than "
                            + MOST_PATTERNS
                            + " patterns: write several rules");
        }
    }
}
