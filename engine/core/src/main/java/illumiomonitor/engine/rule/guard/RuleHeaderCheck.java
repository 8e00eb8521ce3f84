package illumiomonitor.engine.rule.guard;

import illumiomonitor.engine.rule.guard.Token.Kind;
import java.util.HashSet;
import java.util.Set;

/** Reads what stands between a rule's name and its condition: annotations and attributes. */
final class RuleHeaderCheck {

    private final TextCheck text;
    private final Set<String> names = new HashSet<>();

    RuleHeaderCheck(TextCheck text) {
        this.text = text;
    }

    void read() {
        while (!text.peek().isWord("when") && !text.peek().isWord("then")) {
            Token token = text.next();
            if (token.kind() == Kind.END) {
                return;
            }
            if (token.isSign('@')) {
                annotation();
            } else if (token.isWord()) {
                attribute(token);
            } else if (!token.isSign(',') && !token.isSign(';')) {
                text.object(token, "\"" + token.text() + "\" has no meaning before \"when\"");
            }
        }
    }

    private void annotation() {
        Token name = text.next();
        if (!name.isWord() || text.peek().isSign('.')) {
            text.object(name, "an annotation is a word, such as @title(\"...\")");
        }
        if (name.isWord() && !names.add(name.text())) {
            text.object(name, "@" + name.text() + " stands there twice: take one out");
        }
        if (!text.peek().isSign('(')) {
            return;
        }
        text.next();
        while (!text.peek().isSign(')')) {
            Token value = text.next();
            boolean plain =
                    value.kind() == Kind.TEXT
                            || value.kind() == Kind.NUMBER
                            || value.isWord()
                            || value.isSign(',')
                            || value.isSign('-')
                            || value.isSign('.');
            if (!plain) {
                text.object(value, "the value of @" + name.text() + " must be a text or a word");
                return;
            }
        }
        text.next();
    }

    private void attribute(Token token) {
        switch (token.text()) {
            case "salience" -> salience();
            case "extends" -> text.next();
            case "enabled" -> truth(token);
            case "no" -> noLoop(token);
            case "dialect" -> {
                if (!text.next().text().equals("java")) {
                    text.object(token, "the dialect is always java: take this out");
                }
            }
            default ->
                    text.object(
                            token,
                            "attribute "
                                    + token.text()
                                    + " is not taken: it would schedule, repeat or touch other"
                                    + " rules; taken are salience, no-loop and enabled");
        }
    }

    private void noLoop(Token token) {
        boolean dash = text.next().isSign('-');
        if (!dash || !text.next().isWord("loop")) {
            text.object(token, "attribute no is not known");
        } else if (text.peek().isWord("true") || text.peek().isWord("false")) {
            text.next();
        }
    }

    private void truth(Token token) {
        Token value = text.next();
        if (!value.isWord("true") && !value.isWord("false")) {
            text.object(token, "enabled must be true or false; @mode(off) is meant for people");
        }
    }

    private void salience() {
        if (text.peek().isSign('-')) {
            text.next();
        }
        if (text.peek().kind() == Kind.NUMBER) {
            text.next();
            return;
        }
        int from = text.position();
        int depth = 0;
        do {
            Token token = text.next();
            depth += token.isSign('(') ? 1 : token.isSign(')') ? -1 : 0;
        } while (depth > 0 && text.peek().kind() != Kind.END);
        text.names().condition(from, text.position());
    }
}
