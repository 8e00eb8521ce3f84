package illumiomonitor.engine.words;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sentence with places, in English and in another language. What fills the places is found in the
 * English sentence again.
 */
public final class Phrase {

    private static final Pattern PLACE = Pattern.compile("\\{(\\d+)}");

    private static final Pattern WORD = Pattern.compile("\\p{L}{2}");

    /** What a sentence begins or ends with is not the sentence before or after it. */
    private static final String NAME = "((?:(?!; ).)*?)";

    private static final Pattern VALUE =
            Pattern.compile("%(?:[-#+ 0,(]*\\d*(?:\\.\\d+)?[a-zA-Z]|%)");

    private final Pattern english;
    private final String mark;
    private final List<Integer> places;
    private final String other;

    private Phrase(Pattern english, String mark, List<Integer> places, String other) {
        this.english = english;
        this.mark = mark;
        this.places = places;
        this.other = other;
    }

    /**
     * @param english with places such as {@code {0}}
     * @param other with the same places, in any order
     */
    public static Phrase of(String english, String other) {
        return of(english, other, false);
    }

    /** One that stands among others, joined by "; ": its last place takes none of those. */
    static Phrase amongOthers(String english, String other) {
        return of(english, other, true);
    }

    private static Phrase of(String english, String other, boolean amongOthers) {
        StringBuilder pattern = new StringBuilder();
        List<String> texts = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        Matcher place = PLACE.matcher(english);
        int from = 0;
        while (place.find()) {
            texts.add(english.substring(from, place.start()));
            pattern.append(Pattern.quote(english.substring(from, place.start())));
            boolean name = place.start() == 0 || amongOthers && place.end() == english.length();
            pattern.append(name && !english.contains("; ") ? NAME : "(.*?)");
            places.add(Integer.parseInt(place.group(1)));
            from = place.end();
        }
        texts.add(english.substring(from));
        pattern.append(Pattern.quote(english.substring(from)));
        return new Phrase(
                Pattern.compile(pattern.toString(), Pattern.DOTALL),
                texts.stream().max(Comparator.comparingInt(String::length)).orElse(""),
                places,
                other);
    }

    /** A {@link java.util.Formatter}'s format as English with places, {@code {0}} the first. */
    public static String placed(String format) {
        StringBuilder text = new StringBuilder();
        Matcher value = VALUE.matcher(format);
        int n = 0;
        while (value.find()) {
            value.appendReplacement(text, value.group().equals("%%") ? "%" : "{" + n++ + "}");
        }
        return value.appendTail(text).toString();
    }

    boolean hasWords() {
        return WORD.matcher(mark).find();
    }

    boolean beginsWithPlace() {
        return english.pattern().startsWith(Pattern.quote("") + "(");
    }

    /** How much of the English is said, its places left out: the more, the surer. */
    int weight() {
        return english.pattern().length() - places.size() * "\\E(.*?)\\Q".length();
    }

    /**
     * The sentence in the other language; empty when it is another sentence.
     *
     * @param inner what to do with what fills a place, which may be a sentence too
     */
    public Optional<String> said(String sentence, UnaryOperator<String> inner) {
        if (!sentence.contains(mark)) {
            return Optional.empty();
        }
        Matcher match = english.matcher(sentence);
        if (!match.matches()) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder();
        Matcher place = PLACE.matcher(other);
        while (place.find()) {
            int group = places.indexOf(Integer.parseInt(place.group(1))) + 1;
            String filled = group == 0 ? "" : inner.apply(match.group(group));
            place.appendReplacement(text, Matcher.quoteReplacement(filled));
        }
        return Optional.of(place.appendTail(text).toString());
    }
}
