package illumiomonitor.engine.alert;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a page or the command line changed while somebody had {@code exceptions.yaml} open, and what
 * saving that undid. Nobody can tell whether it was meant, so people are told.
 *
 * @param savedAt when the editor's text was read
 * @param lost were added, and the file has them no longer
 * @param back were taken out, and the file has them again
 */
public record CrossedEdits(Instant savedAt, List<ExceptionLine> lost, List<ExceptionLine> back) {

    /** Nothing crossed. */
    public static final CrossedEdits NONE = new CrossedEdits(Instant.EPOCH, List.of(), List.of());

    /**
     * Compares three texts.
     *
     * @param opened what the editor may have begun with
     * @param changed what a page or the command line made of it since
     * @param saved what the editor wrote
     */
    static CrossedEdits of(
            ExceptionSet opened, ExceptionSet changed, ExceptionSet saved, Instant savedAt) {
        CrossedEdits edits =
                new CrossedEdits(
                        savedAt,
                        changed.without(opened).stream().filter(line -> !saved.has(line)).toList(),
                        opened.without(changed).stream().filter(line -> saved.has(line)).toList());
        return edits.any() ? edits : NONE;
    }

    public boolean any() {
        return !lost.isEmpty() || !back.isEmpty();
    }

    /** What people should look at, empty when nothing crossed. */
    public String sentence() {
        List<String> parts = new ArrayList<>();
        if (!lost.isEmpty()) {
            parts.add("without what had been added on a page or by command: " + shown(lost));
        }
        if (!back.isEmpty()) {
            parts.add("with what had been taken out there: " + shown(back));
        }
        return any()
                ? "exceptions.yaml was saved by hand at "
                        + savedAt
                        + " "
                        + String.join(", and ", parts)
                : "";
    }

    private static String shown(List<ExceptionLine> lines) {
        return lines.stream().map(ExceptionLine::shown).collect(Collectors.joining("; "));
    }
}
