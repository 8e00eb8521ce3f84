package illumiomonitor.engine.pce;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The names of the fields in the PCE's answers, from its API's reference. Where an object is a
 * table, its keys are names of people and hosts instead, and look like fields: {@code jsmith}.
 */
final class FieldNames {

    private static final Set<String> KNOWN = read();

    private FieldNames() {}

    static boolean contains(String name) {
        return KNOWN.contains(name);
    }

    private static Set<String> read() {
        try (InputStream list =
                        Objects.requireNonNull(
                                FieldNames.class.getResourceAsStream("fields.txt"), "fields.txt");
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))) {
            return lines.lines().collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
