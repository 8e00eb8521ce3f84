package illumiomonitor.web.cli;

import illumiomonitor.engine.words.Words;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * Asks the person at the menu, again and again until the answer makes sense. {@code q} leads back
 * to the menu.
 */
final class Prompt {

    /** The person wants back to the menu, or has left. */
    static final class Back extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Back() {
            super("back", null, false, false);
        }
    }

    private final Terminal terminal;
    private final Words words;

    Prompt(Terminal terminal, Words words) {
        this.terminal = terminal;
        this.words = words;
    }

    void say(String key, Object... args) {
        terminal.out().println(words.get(key, args));
    }

    /** A text; an empty answer is the default. */
    String text(String key, String otherwise) {
        terminal.out()
                .print(words.get(key) + (otherwise.isEmpty() ? "" : " [" + otherwise + "]") + ": ");
        terminal.out().flush();
        String line = Asking.line(terminal);
        if (line == null || line.strip().equalsIgnoreCase("q")) {
            throw new Back();
        }
        return line.isBlank() ? otherwise : line.strip();
    }

    String needed(String key) {
        while (true) {
            String text = text(key, "");
            if (!text.isEmpty()) {
                return text;
            }
            say("needed");
        }
    }

    long number(String key, long least, long most, long otherwise) {
        while (true) {
            String text = text(key, String.valueOf(otherwise));
            if (text.matches("\\d{1,12}")
                    && Long.parseLong(text) >= least
                    && Long.parseLong(text) <= most) {
                return Long.parseLong(text);
            }
            say("number", String.valueOf(least), String.valueOf(most));
        }
    }

    /** A number that may be left out. */
    OptionalInt optionalNumber(String key, int least, int most) {
        while (true) {
            String text = text(key, "");
            if (text.isEmpty()) {
                return OptionalInt.empty();
            }
            if (text.matches("\\d{1,9}")
                    && Integer.parseInt(text) >= least
                    && Integer.parseInt(text) <= most) {
                return OptionalInt.of(Integer.parseInt(text));
            }
            say("number", String.valueOf(least), String.valueOf(most));
        }
    }

    /** One of some words, in any case, or a unique beginning of one. */
    String choice(String key, List<String> choices, String otherwise) {
        while (true) {
            String typed = text(key, otherwise).toLowerCase(Locale.ROOT);
            List<String> fitting =
                    choices.contains(typed)
                            ? List.of(typed)
                            : choices.stream().filter(choice -> choice.startsWith(typed)).toList();
            if (fitting.size() == 1) {
                return fitting.get(0);
            }
            say("choice", String.join(", ", choices));
        }
    }

    boolean yes(String key) {
        return text(key, "n").toLowerCase(Locale.ROOT).startsWith("y");
    }
}
