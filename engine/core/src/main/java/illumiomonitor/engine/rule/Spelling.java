package illumiomonitor.engine.rule;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses what a word was meant to be. */
public final class Spelling {

    private Spelling() {}

    /**
     * The known word that is nearest, if one is near enough to be meant. Who writes a capital means
     * a name of that kind.
     */
    public static Optional<String> nearest(String word, Collection<String> known) {
        int most = Math.min(2, word.length() / 3 + (word.length() == 2 ? 1 : 0));
        return known.stream()
                .filter(one -> distance(lower(word), lower(one)) <= most)
                .min(
                        Comparator.comparing((String one) -> isName(word) && !isName(one))
                                .thenComparingInt(one -> distance(lower(word), lower(one)))
                                .thenComparing(Comparator.naturalOrder()));
    }

    /** The same as the end of a sentence, empty when nothing is near. */
    public static String guess(String word, Collection<String> known) {
        return nearest(word, known)
                .filter(one -> !one.equals(word))
                .map(one -> "; did you mean " + one + "?")
                .orElse("");
    }

    private static boolean isName(String word) {
        return !word.isEmpty() && Character.isUpperCase(word.charAt(0));
    }

    private static String lower(String word) {
        return word.toLowerCase(Locale.ROOT);
    }

    /** Letters to add, take away, change or swap with the next one. */
    private static int distance(String one, String other) {
        int[][] d = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                boolean same = one.charAt(i - 1) == other.charAt(j - 1);
                d[i][j] =
                        Math.min(
                                d[i - 1][j - 1] + (same ? 0 : 1),
                                1 + Math.min(d[i - 1][j], d[i][j - 1]));
                boolean swapped =
                        i > 1
                                && j > 1
                                && one.charAt(i - 1) == other.charAt(j - 2)
                                && one.charAt(i - 2) == other.charAt(j - 1);
                if (swapped) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[one.length()][other.length()];
    }
}
