package illumiomonitor.engine.rule.guard;

import illumiomonitor.engine.rule.guard.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The first wall: reads a rule file word by word before anything parses or compiles it. Every name
 * must be on the list of what rules may touch, whatever it would mean where it stands; only known
 * statements may stand outside of rules, only known attributes in their headers.
 */
public final class TextCheck {

    /** Letters of a rule file. */
    public static final int LONGEST = 100_000;

    private static final Map<String, Set<String>> GLOBALS =
            Map.of(
                    "findings", Set.of("illumiomonitor.spi.Findings", "Findings"),
                    "history", Set.of("illumiomonitor.spi.History", "History"));

    private final List<Token> tokens;
    private final List<Objection> objections = new ArrayList<>();
    private final NameCheck names;
    private int at;
    private String rule = "";

    private TextCheck(List<Token> tokens) {
        this.tokens = tokens;
        this.names = new NameCheck(tokens, objections);
    }

    /** Whether a text may be written to a file and kept as a version, sound or not. */
    public static boolean mayBeKept(String text) {
        return text.length() <= LONGEST && OddSigns.storable(text);
    }

    /** Whether a store can hold a text as it is, however long. */
    public static boolean storable(String text) {
        return OddSigns.storable(text);
    }

    /** What is wrong with a text; empty when it may be parsed and compiled. */
    public static List<Objection> of(String text) {
        if (text.length() > LONGEST) {
            return List.of(
                    new Objection(
                            0,
                            "",
                            "the file is longer than "
                                    + LONGEST
                                    + " letters: put its rules into several files"));
        }
        try {
            List<Token> tokens = Tokens.of(text);
            Bounds.check(tokens);
            return new TextCheck(tokens).all();
        } catch (Refused e) {
            return List.of(e.objection());
        }
    }

    private List<Objection> all() {
        while (!is(Kind.END)) {
            Token token = next();
            switch (token.isWord() ? token.text() : "") {
                case "package" -> packaged();
                case "import" -> imported();
                case "global" -> global();
                case "rule" -> rule();
                default -> {
                    if (!token.isSign(';')) {
                        outside(token);
                        return objections;
                    }
                }
            }
        }
        return objections;
    }

    private void outside(Token token) {
        String what =
                switch (token.text()) {
                    case "declare" ->
                            "types of one's own are not taken: their code would run while"
                                    + " it is compiled; use the facts there are";
                    case "function" -> "functions are not taken: write it into the condition";
                    case "query" -> "queries are not taken: write the pattern into the rule";
                    case "dialect" -> "the dialect is always java: take this out";
                    default ->
                            "only package, import, global and rule may stand here, not \""
                                    + token.text()
                                    + "\"";
                };
        object(token, what);
    }

    private void packaged() {
        Token first = peek();
        String name = dotted();
        boolean ours =
                name.startsWith("illumiomonitor.") && !name.startsWith("illumiomonitor.rules");
        if (ours || Libraries.own(name)) {
            object(
                    first,
                    "package "
                            + name
                            + " belongs to the program or a library: name another, or none");
        }
    }

    private void imported() {
        boolean fixed = peek().isWord("static");
        if (fixed) {
            next();
        }
        Token first = peek();
        if (first.isWord("function") || first.isWord("accumulate") || first.isWord("acc")) {
            object(first, "functions of one's own are not taken: import classes only");
        }
        String target = dotted();
        if (!fixed && !importable(target) || fixed && !importableMember(target)) {
            object(
                    first,
                    target,
                    "import of "
                            + target
                            + " is not taken: it is not among what rules may touch; \"./monitor"
                            + " rules allowed\" lists it");
        }
    }

    private boolean importable(String target) {
        Allowed allowed = Allowed.get();
        return target.endsWith(".*")
                ? allowed.hasPackage(target.substring(0, target.length() - 2))
                : allowed.hasClass(target);
    }

    private static boolean importableMember(String target) {
        int dot = target.lastIndexOf('.');
        return dot > 0
                && Allowed.get().hasClass(target.substring(0, dot))
                && Allowed.get().hasMember(target.substring(dot + 1));
    }

    private void global() {
        Token first = peek();
        String type = dotted();
        Token name = next();
        if (!GLOBALS.getOrDefault(name.text(), Set.of()).contains(type)) {
            object(
                    first,
                    type,
                    "the only globals are \"global illumiomonitor.spi.Findings findings\" and \"global"
                            + " illumiomonitor.spi.History history\"");
        }
    }

    private String dotted() {
        StringBuilder name = new StringBuilder();
        boolean part = true;
        while (part ? is(Kind.WORD) || peek().isSign('*') : peek().isSign('.')) {
            name.append(next().text());
            part = !part;
        }
        return name.toString();
    }

    private void rule() {
        Token name = next();
        rule = name.text();
        names.in(rule);
        if (name.kind() != Kind.TEXT && name.kind() != Kind.WORD
                || !rule.matches("[\\p{L}\\p{N} _./:,()#+-]{1,150}")) {
            object(
                    name,
                    "a rule's name is made of letters, digits, blanks and _ . / : , ( ) # + -, and"
                            + " of at most 150 of them");
        }
        new RuleHeaderCheck(this).read();
        if (peek().isWord("when")) {
            next();
            names.condition(at, end("then"));
        }
        at = end("then") + 1;
        int end = end("end");
        names.consequence(at, end);
        at = Math.min(end + 1, tokens.size() - 1);
    }

    /** Where a word stands next, the end when nowhere. */
    private int end(String word) {
        int found = at;
        while (found < tokens.size() - 1 && !tokens.get(found).isWord(word)) {
            found++;
        }
        return found;
    }

    Token next() {
        Token token = peek();
        at = Math.min(at + 1, tokens.size() - 1);
        return token;
    }

    Token peek() {
        return tokens.get(Math.min(at, tokens.size() - 1));
    }

    NameCheck names() {
        return names;
    }

    /** Position of the next token. */
    int position() {
        return at;
    }

    private boolean is(Kind kind) {
        return peek().kind() == kind;
    }

    void object(Token token, String sentence) {
        object(token, token.text(), sentence);
    }

    private void object(Token token, String word, String sentence) {
        String whose = rule.isEmpty() ? "" : "rule \"" + rule + "\": ";
        objections.add(new Objection(token.offset(), word, whose + sentence));
    }
}
