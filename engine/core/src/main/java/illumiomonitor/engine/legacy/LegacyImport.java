package illumiomonitor.engine.legacy;

import illumiomonitor.engine.form.Form;
import illumiomonitor.engine.form.FormText;
import illumiomonitor.engine.form.Names;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What became of a configuration of illumio_monitor or illumio-ops.
 *
 * @param source which of the two wrote it
 * @param rules what was made of its rules
 * @param files to write, by path below a rules folder
 * @param variables of the environment that must be set before {@code monitor.yaml} can be read
 * @param differences what was carried over and does not do quite the same
 * @param left what was not carried over, and why
 * @param rulesLeft how many rules are among that
 */
public record LegacyImport(
        String source,
        List<Form> rules,
        Map<String, String> files,
        List<String> variables,
        List<Remark> differences,
        List<Remark> left,
        int rulesLeft) {

    private static final String SETTINGS = "imported/monitor.yaml.part";

    /**
     * Reads a configuration.
     *
     * @param names that there are; a rule that names another is left out
     * @throws IllegalArgumentException with the line if it is none
     */
    public static LegacyImport of(String text, Names names) {
        LegacyFile file = LegacyFile.read(text);
        LegacyRules rules = new LegacyRules(file, names);
        rules.read();
        LegacySettings settings = new LegacySettings(file);
        settings.read();
        List<Remark> left = new ArrayList<>(rules.left());
        left.addAll(settings.left());
        Map<String, String> files = new LinkedHashMap<>();
        List<Remark> differences = new ArrayList<>(rules.differences());
        for (Form form : rules.forms()) {
            files.put(form.file(), FormText.of(form, Locale.ENGLISH));
            LegacyCases.of(form)
                    .ifPresentOrElse(
                            cases -> files.put(form.name() + ".yaml", cases),
                            () ->
                                    differences.add(
                                            new Remark(
                                                    form.name(),
                                                    0,
                                                    "no case was written: no example of its"
                                                            + " patterns could be made up")));
        }
        files.put(SETTINGS, settings.yaml());
        return new LegacyImport(
                file.isOps() ? "illumio-ops" : "illumio_monitor",
                rules.forms(),
                files,
                settings.variables(),
                differences,
                left,
                rules.left().size());
    }
}
