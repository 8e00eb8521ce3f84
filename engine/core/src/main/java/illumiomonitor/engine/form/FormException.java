package illumiomonitor.engine.form;

import illumiomonitor.engine.words.Words;
import java.util.Locale;

/** Something in a form makes no sense. The sentence names the value and what to write instead. */
public final class FormException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String field;
    private final String key;
    private final String[] values;

    /**
     * @param field the line of the form, e.g. {@code title} or {@code SRC_LABEL}
     * @param key of the sentence in the form's words, without {@code fault.}
     * @param values as typed, then what the sentence says besides
     */
    FormException(String field, String key, String... values) {
        super(sentence(FormWords.in(Locale.ENGLISH), field, key, values));
        this.field = field;
        this.key = key;
        this.values = values;
    }

    /** The line of the form that is at fault. */
    public String field() {
        return field;
    }

    /** What is wrong and what to write, in a language. */
    public String in(Locale locale) {
        return sentence(FormWords.in(locale), field, key, values);
    }

    private static String sentence(Words words, String field, String key, String... values) {
        return words.get("field." + field) + ": " + words.get("fault." + key, (Object[]) values);
    }
}
