package illumiomonitor.engine.view;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The texts that a rule had, and what was set about it.
 *
 * @param versions newest first
 * @param saves of texts that had been saved before, newest first
 * @param cases texts of the case files beside it, newest first
 * @param changes newest first
 */
public record RuleHistory(
        String rule,
        List<Text> versions,
        List<Save> saves,
        List<Cases> cases,
        List<Change> changes) {

    /**
     * A saved text.
     *
     * @param judgedFrom when it first judged; null when it was refused or came and went between two
     *     looks
     * @param judges whether it does now
     */
    public record Text(
            String version,
            String file,
            String author,
            String reason,
            Instant savedAt,
            @Nullable Instant judgedFrom,
            boolean judges) {}

    /** A text was saved once more, by whom and why. */
    public record Save(String version, String author, String reason, Instant savedAt) {}

    /**
     * What a case file said.
     *
     * @param version empty when the file was taken away
     * @param file of the rules that the cases stand beside
     * @param stands whether it says so now
     */
    public record Cases(
            String version,
            String file,
            String author,
            String reason,
            Instant savedAt,
            boolean stands) {}

    /**
     * What held from one instant to another.
     *
     * @param mode an operator's, or {@code HEADER} for what the text says
     * @param threshold an operator's, null for the text's
     * @param to null while it holds
     */
    public record Change(
            String version,
            String mode,
            @Nullable Double threshold,
            Instant from,
            @Nullable Instant to,
            String who,
            String reason) {}

    public RuleHistory {
        versions = List.copyOf(versions);
        saves = List.copyOf(saves);
        cases = List.copyOf(cases);
        changes = List.copyOf(changes);
    }

    /** When a version was saved once more. */
    public List<Save> saves(String version) {
        return saves.stream().filter(save -> save.version().equals(version)).toList();
    }
}
