package illumiomonitor.web.rules;

import illumiomonitor.web.page.Acts;
import illumiomonitor.web.service.CaseEdit;
import illumiomonitor.web.service.CaseSheet;
import illumiomonitor.web.service.SavedCases;
import java.util.List;

/**
 * The cases in the editor of a rule's page.
 *
 * @param file of the cases, relative to the rules folder
 * @param version of the cases that the text takes the place of when it is saved
 * @param text what the editor holds: what stands on disk, or what somebody typed and was refused
 * @param errors why it was refused
 * @param meanwhile whether it was because others stand there than were changed
 */
public record CasesTyped(
        String file,
        String version,
        String text,
        String reason,
        List<Acts.RuleError> errors,
        boolean meanwhile) {

    static CasesTyped standing(CaseSheet sheet, String beginning) {
        String text = sheet.text().isEmpty() ? beginning : sheet.text();
        return new CasesTyped(sheet.file(), sheet.version(), text, "", List.of(), false);
    }

    /** Saved once more it takes the place of what stands now, if that is what was told. */
    static CasesTyped refused(CaseSheet now, String onto, CaseEdit typed, SavedCases refused) {
        boolean meanwhile = refused.outcome() == SavedCases.Outcome.MEANWHILE;
        return new CasesTyped(
                now.file(),
                meanwhile ? now.version() : onto,
                typed.text(),
                typed.reason(),
                refused.problems().stream()
                        .map(one -> new Acts.RuleError(one.line(), one.column(), one.message()))
                        .toList(),
                meanwhile);
    }
}
