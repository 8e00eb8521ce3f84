package illumiomonitor.engine.words;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;

/**
 * Says in a reader's language what the engine says of its work in English: steps, logs, reasons.
 * The store, SQL and scripts keep the English. What is not known here stays as it is. Thread-safe.
 */
public final class Phrasebook {

    static final String BUNDLE = "illumiomonitor/engine/words/phrases";

    private static final String AND = "; ";
    private static final String OF = ": ";

    private final List<Phrase> phrases;

    private Phrasebook(List<Phrase> phrases) {
        this.phrases = phrases;
    }

    /** For what the engine says of its work; that for English changes nothing. */
    public static Phrasebook in(Locale locale) {
        return of(BUNDLE, locale, Phrase::of);
    }

    /** For what evidence says, whose texts the operator's language made. */
    public static Phrasebook ofEvidence(Locale locale) {
        return of("illumiomonitor/engine/rule/words", locale, Phrase::amongOthers);
    }

    private static Phrasebook of(
            String bundle, Locale locale, BiFunction<String, String, Phrase> making) {
        List<Phrase> phrases = new ArrayList<>();
        if (!locale.getLanguage().equals("en")) {
            Words english = Words.load(bundle, Locale.ENGLISH);
            Words other = Words.onlyOf(bundle, locale);
            for (String key : other.keys()) {
                phrases.add(making.apply(english.pattern(key), other.pattern(key)));
            }
        }
        // Places with nothing but signs between them would take any text for theirs.
        phrases.removeIf(phrase -> !phrase.hasWords());
        // One that begins with words of its own is meant before one that begins with a name, and of
        // those the one that says most: "a, b and c" is also "a and b".
        phrases.sort(
                Comparator.comparing(Phrase::beginsWithPlace)
                        .thenComparing(Comparator.comparingInt(Phrase::weight).reversed()));
        return new Phrasebook(List.copyOf(phrases));
    }

    /** A sentence of the engine's, or several, in the reader's language. */
    public String said(String sentence) {
        if (phrases.isEmpty() || sentence.isBlank()) {
            return sentence;
        }
        return phrases.stream()
                .flatMap(phrase -> phrase.said(sentence, this::said).stream())
                .findFirst()
                .orElseGet(() -> piecewise(sentence));
    }

    private String piecewise(String sentence) {
        int and = sentence.indexOf(AND);
        if (and >= 0) {
            return joined(sentence, and, AND, "；");
        }
        int of = sentence.indexOf(OF);
        return of < 0 ? sentence : joined(sentence, of, OF, "：");
    }

    /** Two that are nothing but joined; unknown ones stay as they are, with what joins them. */
    private String joined(String sentence, int at, String by, String sign) {
        String before = sentence.substring(0, at);
        String after = sentence.substring(at + by.length());
        String one = said(before);
        String other = said(after);
        return one.equals(before) && other.equals(after) ? sentence : one + sign + other;
    }
}
