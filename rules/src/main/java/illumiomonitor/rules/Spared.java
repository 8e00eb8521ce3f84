package illumiomonitor.rules;

import com.fasterxml.jackson.databind.node.ArrayNode;
import illumiomonitor.engine.alert.ExceptionSet;
import illumiomonitor.engine.rule.Found;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** Whom the exceptions of a case keep silent, as they would live. */
final class Spared {

    private final ExceptionSet exceptions;
    private final Instant tick;

    private Spared(ExceptionSet exceptions, Instant tick) {
        this.exceptions = exceptions;
        this.tick = tick;
    }

    /**
     * The case's own exceptions, else the file's.
     *
     * @throws IllegalArgumentException if one of them is none
     */
    static Spared of(CaseFile cases, CaseFile.Case one, Instant tick) {
        ArrayNode entries = one.exceptions() == null ? cases.exceptions() : one.exceptions();
        if (one.spared() != null && entries == null) {
            throw new IllegalArgumentException(
                    "\"spared\" needs \"exceptions\" that spare somebody");
        }
        String text = entries == null ? "" : CaseFile.yaml(entries);
        try {
            return new Spared(ExceptionSet.of(text, ZoneId.of("UTC")), tick);
        } catch (IllegalArgumentException e) {
            // Its lines are those of the exceptions alone, which nobody sees as a file.
            throw new IllegalArgumentException("exceptions: " + e.getMessage(), e);
        }
    }

    /** Subjects of the findings that tell nobody. */
    List<String> among(List<Found> found) {
        return found.stream()
                .filter(each -> exceptions.sparing(each, tick).isPresent())
                .map(Found::subject)
                .toList();
    }
}
