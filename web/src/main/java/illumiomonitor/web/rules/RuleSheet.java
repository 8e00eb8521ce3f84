package illumiomonitor.web.rules;

import illumiomonitor.engine.form.FormText;
import illumiomonitor.engine.rule.Attack;
import illumiomonitor.engine.view.RuleLine;
import illumiomonitor.engine.view.RuleText;
import illumiomonitor.engine.view.RuleVersion;
import illumiomonitor.web.page.Acts;
import java.time.Instant;
import java.util.List;

/**
 * All that a rule's page shows.
 *
 * @param versions newest first, without texts
 * @param shown the text in the editor
 * @param newest version that a text saved here follows
 * @param old whether a newer text than the shown one is saved
 * @param editable whether the text may be changed here
 * @param errors the compiler's about the shown text
 * @param refractory how long only more is told, as the header writes it; empty when it does not
 * @param form whether the shown text can be opened as a form
 */
public record RuleSheet(
        RuleLine rule,
        List<RuleVersion> versions,
        RuleVersion shown,
        String newest,
        boolean old,
        boolean editable,
        List<Acts.RuleError> errors,
        List<RuleText.Note> notes,
        String attack,
        String refractory,
        boolean form) {

    static RuleSheet of(
            RuleLine rule,
            List<RuleVersion> versions,
            RuleVersion shown,
            String newest,
            boolean old,
            boolean webEdit,
            List<Acts.RuleError> errors) {
        RuleText text = RuleText.of(shown.text(), rule.rule()).orElse(RuleText.NONE);
        return new RuleSheet(
                rule,
                versions,
                shown,
                newest,
                old,
                webEdit && !old,
                errors,
                text.notes(),
                Attack.shownOf(text.arguments("attack")),
                text.annotation("refractory"),
                FormText.read(shown.text())
                        .filter(form -> form.file().equals(rule.file()))
                        .isPresent());
    }

    static RuleVersion noText(RuleLine rule) {
        return new RuleVersion(rule.rule(), rule.version(), rule.file(), "", "", Instant.EPOCH, "");
    }

    static RuleVersion typed(RuleLine rule, String text, String who, String reason) {
        return new RuleVersion(rule.rule(), "", rule.file(), who, reason, Instant.EPOCH, text);
    }

    public boolean hasErrors() {
        return !errors.isEmpty();
    }

    /** When the version that judges was saved, for the sentence about it. */
    public Instant liveSince() {
        return versions.stream()
                .filter(version -> version.version().equals(rule.version()))
                .map(RuleVersion::savedAt)
                .findFirst()
                .orElse(Instant.EPOCH);
    }
}
