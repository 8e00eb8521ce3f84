package illumiomonitor.engine.form;

import illumiomonitor.engine.words.Words;
import java.util.List;
import java.util.Locale;

/** The words of forms and of the rules they make, in each language that ships. */
public final class FormWords {

    private static final String BUNDLE = "illumiomonitor/engine/form/words";
    private static final Words ENGLISH = Words.load(BUNDLE, Locale.ENGLISH);
    private static final Words CHINESE = Words.load(BUNDLE, Locale.TRADITIONAL_CHINESE);

    private FormWords() {}

    /** The words of a language; English where it has none. */
    public static Words in(Locale locale) {
        return locale.getLanguage().equals("zh") ? CHINESE : ENGLISH;
    }

    static List<Words> all() {
        return List.of(ENGLISH, CHINESE);
    }
}
