package illumiomonitor.engine.form;

import illumiomonitor.engine.words.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Forms as the texts of rules, and back. */
public final class FormText {

    /** A line longer than this is broken between conditions. */
    private static final int WIDEST = 120;

    private FormText() {}

    /** The rule as a person would have written it. */
    public static String of(Form form, Locale locale) {
        return of(form, FormWords.in(locale));
    }

    /**
     * The form whose text this is.
     *
     * @return empty if it is no form's text, or somebody edited it: then the text alone counts
     */
    public static Optional<Form> read(String text) {
        String plain = text.replace("\r\n", "\n");
        for (Words words : FormWords.all()) {
            Optional<Form> form = FormReader.read(plain, words);
            if (form.isPresent() && of(form.get(), words).equals(plain)) {
                return form;
            }
        }
        return Optional.empty();
    }

    static String of(Form form, Words words) {
        return "package illumiomonitor.rules."
                + form.topic()
                + "\n\nimport illumiomonitor.spi.*\nglobal illumiomonitor.spi.Findings findings\n\n"
                + comment(form, words)
                + header(form, words)
                + "when\n    Threshold( rule == \""
                + form.name()
                + "\", $max : value )\n"
                + new Body(form, words).text()
                + "end\n";
    }

    private static String comment(Form form, Words words) {
        Notes notes = form.notes();
        return "/*\n * Sees    "
                + Literal.comment(new Sentence(words).sees(form))
                + "\n * Means   "
                + or(notes.means(), words.get("means"))
                + "\n * Quiet   "
                + or(notes.quiet(), words.get("quiet"))
                + "\n * Then    "
                + or(notes.then(), words.get("then"))
                + "\n */\n";
    }

    private static String or(String text, String otherwise) {
        return text.isEmpty() ? otherwise : text;
    }

    private static String header(Form form, Words words) {
        List<String> lines = new ArrayList<>();
        lines.add("rule " + Literal.quoted(form.name()));
        lines.add("@title(" + Literal.quoted(form.title()) + ")");
        lines.add("@severity(" + form.severity() + ")");
        if (form.mode() != Mode.LIVE) {
            lines.add("@mode(" + form.mode().name().toLowerCase(Locale.ROOT) + ")");
        }
        lines.add("@window(\"" + Lengths.written(form.window()) + "\")");
        lines.add("@cooldown(\"" + Lengths.written(form.cooldown()) + "\")");
        if (!form.history().isZero()) {
            lines.add("@minHistory(\"" + Lengths.written(form.history()) + "\")");
        }
        lines.add(
                "@threshold("
                        + form.threshold()
                        + ") @unit("
                        + Literal.quoted(words.get("unit." + form.kind()))
                        + ")");
        if (!form.attack().isEmpty()) {
            lines.add(
                    form.attack().stream()
                            .map(Literal::quoted)
                            .collect(Collectors.joining(", ", "@attack(", ")")));
        }
        return String.join("\n    ", lines) + "\n";
    }
}
