package illumiomonitor.engine.rule;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * ATT&amp;CK ids as people read them. Rules name techniques by the ids of v18; what v19 calls
 * otherwise is shown with its successor.
 */
public final class Attack {

    private static final String TABLE = "attack-v19.txt";
    private static final Map<String, String> SUCCESSORS = read();

    /**
     * Enterprise and mobile techniques count up from T1001, those of industrial control systems
     * from T0800. Which of the numbers are taken changes with every version, so that is not asked.
     */
    private static final Pattern TECHNIQUE =
            Pattern.compile("T(?!1000)(?:0[89]|1\\d)\\d\\d(?:\\.(?!000)0\\d\\d)?");

    private Attack() {}

    /** Whether an id can be one of a technique or sub-technique. */
    public static boolean isTechnique(String id) {
        return TECHNIQUE.matcher(id).matches();
    }

    /** The id, and in brackets what v19 calls it where that differs. */
    public static String shown(String id) {
        String successor = SUCCESSORS.get(id);
        return successor == null ? id : id + " (v19 " + successor + ")";
    }

    /** Many of them, comma-joined. */
    public static String shown(List<String> ids) {
        return ids.stream().map(Attack::shown).collect(Collectors.joining(", "));
    }

    /** The ids of a header's {@code @attack} as it is written. */
    public static String shownOf(String written) {
        return shown(Stream.of(written.split("[\\s,\"]+")).filter(id -> !id.isEmpty()).toList());
    }

    private static Map<String, String> read() {
        try (InputStream in = Attack.class.getResourceAsStream(TABLE);
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(" "))
                    .collect(Collectors.toUnmodifiableMap(pair -> pair[0], pair -> pair[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(TABLE + " is part of the program", e);
        }
    }
}
