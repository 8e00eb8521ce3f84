package illumiomonitor.engine.form;

import illumiomonitor.engine.words.Words;
import java.util.ArrayList;
import java.util.List;

/** A form in words. */
public final class Sentence {

    private final Words words;

    Sentence(Words words) {
        this.words = words;
    }

    /** What the rule of a form sees, on one line. */
    public static String of(Form form, java.util.Locale locale) {
        return new Sentence(FormWords.in(locale)).sees(form);
    }

    String sees(Form form) {
        String volume = form.kind() == Kind.VOLUME ? "." + form.measure().amount() : "";
        String seen =
                words.get(
                        "sees." + form.kind() + volume,
                        words.get("group." + form.group()),
                        Lengths.written(form.window()),
                        words.get("metric." + form.measure().metric()),
                        String.valueOf(form.measure().least()));
        List<String> parts = new ArrayList<>(List.of(seen));
        String only = filters(form, false);
        String not = filters(form, true);
        if (!only.isEmpty()) {
            parts.add(words.get("only", only));
        }
        if (!not.isEmpty()) {
            parts.add(words.get("not", not));
        }
        return String.join(words.get("join"), parts);
    }

    private String filters(Form form, boolean excluded) {
        List<String> said = new ArrayList<>();
        for (Filter filter : form.filters()) {
            if (filter.excluded() == excluded) {
                said.add(
                        words.get("field." + filter.field())
                                + " "
                                + String.join(words.get("or"), filter.values()));
            }
        }
        return String.join(words.get("and"), said);
    }
}
