package illumiomonitor.engine.rule.guard;

import illumiomonitor.engine.rule.guard.Token.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Holds every name of a condition or consequence against the list of what rules may touch. */
final class NameCheck {

    private static final Set<String> OPENERS =
            Set.of(
                    "and",
                    "or",
                    "not",
                    "exists",
                    "forall",
                    "accumulate",
                    "acc",
                    "groupby",
                    "collect",
                    "from",
                    "eval",
                    "in",
                    "matches",
                    "contains",
                    "memberOf",
                    "excludes",
                    "soundslike",
                    "init",
                    "action",
                    "reverse",
                    "result",
                    "if",
                    "for",
                    "switch",
                    "catch",
                    "return",
                    "case",
                    "else");

    /** How the rule language compares times of events that it keeps itself. */
    private static final Set<String> TEMPORAL =
            Set.of(
                    "after",
                    "before",
                    "coincides",
                    "during",
                    "finishes",
                    "finishedby",
                    "includes",
                    "meets",
                    "metby",
                    "overlaps",
                    "overlappedby",
                    "starts",
                    "startedby");

    private static final String ENDLESS =
            "loops are not taken, they may not end: walk a collection with for (X x : collection)";
    private static final String ENGINE = "of the engine, only drools.getRule() is taken";
    private static final String OWN_TYPE =
            "types of one's own are not taken: use the facts there are";
    private static final String CHANGES =
            "the facts of a window belong to all rules and cannot be changed: say findings.add(...)";

    private static final Map<String, String> NEVER =
            Map.ofEntries(
                    Map.entry("while", ENDLESS),
                    Map.entry("do", ENDLESS),
                    Map.entry("class", "what leads to a class is not taken"),
                    Map.entry("interface", OWN_TYPE),
                    Map.entry("enum", OWN_TYPE),
                    Map.entry("finally", "finally is not taken: catch what you mean"),
                    Map.entry(
                            "final",
                            "final is not taken, compilers work out what never changes: take it"
                                    + " out"),
                    Map.entry("synchronized", "rules hold no locks"),
                    Map.entry("native", "native is not taken"),
                    Map.entry("static", "rules keep nothing from tick to tick"),
                    Map.entry("volatile", "rules keep nothing from tick to tick"),
                    Map.entry("assert", "assert is not taken: use if"),
                    Map.entry("super", "super is not taken"),
                    Map.entry("import", "imports stand before the first rule"),
                    Map.entry("package", "the package stands in the first line"),
                    Map.entry("kcontext", "the engine itself is out of reach"),
                    Map.entry("over", "windows inside the window are not taken: set @window"),
                    Map.entry("modify", CHANGES),
                    Map.entry("update", CHANGES),
                    Map.entry("insert", CHANGES),
                    Map.entry("insertLogical", CHANGES),
                    Map.entry("insertAsync", CHANGES),
                    Map.entry("delete", CHANGES),
                    Map.entry("retract", CHANGES));

    private final List<Token> tokens;
    private final List<Objection> objections;
    private final Allowed allowed = Allowed.get();
    private String rule = "";

    NameCheck(List<Token> tokens, List<Objection> objections) {
        this.tokens = tokens;
        this.objections = objections;
    }

    void in(String name) {
        rule = name;
    }

    void condition(int from, int to) {
        code(from, to);
        for (int i = from; i < to; i++) {
            Token token = tokens.get(i);
            if (token.isWord("if") || token.isWord("break")) {
                object(
                        token,
                        token.text(),
                        "branches in a condition are not taken: write two rules");
            } else if (comparesEvents(i)) {
                object(
                        token,
                        token.text(),
                        token.text()
                                + " is not taken: compare the times themselves, at > $at, and say"
                                + " in the consequence how far apart with"
                                + " Duration.between($at, $later)");
            }
        }
    }

    private boolean comparesEvents(int i) {
        Token token = tokens.get(i);
        return token.isWord()
                && TEMPORAL.contains(token.text())
                && i > 0
                && tokens.get(i - 1).isWord()
                && !sign(i + 1, '(');
    }

    void consequence(int from, int to) {
        code(from, to);
    }

    private void code(int from, int to) {
        for (int i = from; i < to; i++) {
            Token token = tokens.get(i);
            if (token.isWord()) {
                i = word(token, i, to);
            } else if (token.isSign('@')) {
                object(token, "@", "annotations stand before \"when\"");
            }
        }
    }

    /** Checks a word and answers where it, or the chain that it begins, ends. */
    private int word(Token token, int i, int to) {
        String never = isSegment(i) ? null : NEVER.get(token.text());
        if (never != null || token.isWord("class")) {
            object(token, token.text(), never == null ? NEVER.get("class") + "" : never);
            return i;
        }
        if (isSegment(i)) {
            segment(token, i);
            return i;
        }
        if (token.isWord("drools") && !sign(i + 1, '.')) {
            object(token, "drools", ENGINE);
            return i;
        }
        int type = typeInFull(i, to);
        if (type > i) {
            return type;
        }
        if (token.isWord("for")) {
            walk(i, to);
        } else if (token.isWord("new")) {
            made(i);
        } else if (token.isCapitalised()) {
            if (!allowed.hasType(token.text()) && !allowed.hasMember(token.text())) {
                return unknownType(token, token.text(), i);
            }
        } else if (sign(i + 1, '(')) {
            called(token);
        }
        return i;
    }

    private boolean isSegment(int i) {
        return i > 0 && sign(i - 1, '.') || i > 1 && sign(i - 1, ':') && sign(i - 2, ':');
    }

    private boolean sign(int i, char sign) {
        return i >= 0 && i < tokens.size() && tokens.get(i).isSign(sign);
    }

    private void segment(Token token, int i) {
        boolean maker = token.isWord("new") && sign(i - 1, ':');
        if (!maker && !allowed.hasMember(token.text()) && !allowed.hasType(token.text())) {
            String owner = i > 1 && tokens.get(i - 2).isWord() ? tokens.get(i - 2).text() : "";
            String whole = owner.isEmpty() ? token.text() : owner + "." + token.text();
            unknown(token, whole);
        }
        if (token.isWord("getRule") || token.isWord("rule")) {
            return;
        }
        if (i > 1 && tokens.get(i - 2).isWord("drools")) {
            object(token, "drools." + token.text(), ENGINE);
        }
    }

    private void called(Token token) {
        boolean known =
                allowed.hasMember(token.text())
                        || allowed.hasFunction(token.text())
                        || OPENERS.contains(token.text());
        if (!known) {
            unknown(token, token.text());
        }
    }

    /** A class that is named in full, {@code java.util.List}; answers where the name ends. */
    private int typeInFull(int start, int to) {
        if (tokens.get(start).isCapitalised() || tokens.get(start).text().startsWith("$")) {
            return start;
        }
        StringBuilder name = new StringBuilder(tokens.get(start).text());
        int i = start;
        while (i + 2 < to && sign(i + 1, '.') && tokens.get(i + 2).isWord()) {
            boolean typed = tokens.get(i).isCapitalised();
            if (typed && !tokens.get(i + 2).isCapitalised()) {
                break;
            }
            if (typed && !allowed.hasClass(name + "." + tokens.get(i + 2).text())) {
                break;
            }
            i += 2;
            name.append('.').append(tokens.get(i).text());
        }
        if (!tokens.get(i).isCapitalised()) {
            return start;
        }
        return allowed.hasClass(name.toString())
                ? i
                : unknownType(tokens.get(start), name.toString(), i);
    }

    /** Objects to a class together with what is asked of it; answers where that ends. */
    private int unknownType(Token first, String name, int i) {
        boolean asked = sign(i + 1, '.') && tokens.get(i + 2).isWord();
        unknown(first, asked ? name + "." + tokens.get(i + 2).text() : name);
        return asked ? i + 2 : i;
    }

    private void walk(int i, int to) {
        int depth = 0;
        boolean walks = false;
        for (int j = i + 1; j < to; j++) {
            Token token = tokens.get(j);
            depth += token.isSign('(') ? 1 : token.isSign(')') ? -1 : 0;
            if (depth == 0) {
                break;
            }
            if (token.isSign(';')) {
                walks = false;
                break;
            }
            walks |= depth == 1 && token.isSign(':');
        }
        if (!walks) {
            object(tokens.get(i), "for", ENDLESS);
        }
    }

    private void made(int i) {
        int j = i + 1;
        while (tokens.get(j).isWord() || sign(j, '.')) {
            j++;
        }
        if (sign(j, '[')) {
            object(tokens.get(i), "new", "arrays are not taken: use List.of(...)");
        }
        if (tokens.get(i + 1).kind() != Kind.WORD) {
            object(tokens.get(i), "new", "\"new\" names a class");
        }
    }

    private void unknown(Token token, String name) {
        object(
                token,
                token.text(),
                name
                        + " is not among what rules may touch; \"./monitor rules allowed\" lists what"
                        + " is: take it out, or look for a slip of the pen");
    }

    private void object(Token token, String word, String sentence) {
        objections.add(new Objection(token.offset(), word, "rule \"" + rule + "\": " + sentence));
    }
}
