package illumiomonitor.rules;

import illumiomonitor.engine.rule.Attack;
import illumiomonitor.engine.rule.RuleInfo;
import illumiomonitor.engine.view.RuleText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Tables of rules for people: how each ships, and what it says about itself. */
final class Catalogue {

    private static final String TOP =
            """
            # Rules

            Every `.drl` file below this folder is judged, from the next tick after it was saved. A file that is
            broken changes nothing: the version before it goes on, and `./monitor rules check` names line and word.
            Cases stand in the `.yaml` file beside a rule: `./monitor rules test`. Who is spared stands in
            `exceptions.yaml`. Your changes stay when `./monitor rules install` is run again.

            """;

    private static final List<String> NOTES = List.of("Sees", "Means", "Quiet", "Then", "Ids");

    private Catalogue() {}

    static String of(List<RuleInfo> rules) {
        return TOP + table(rules) + "\n" + words(rules);
    }

    static String table(List<RuleInfo> rules) {
        StringBuilder table =
                new StringBuilder(
                                "| rule | what | threshold | window | severity | mode | ATT&CK |\n")
                        .append("|---|---|---|---|---|---|---|\n");
        for (RuleInfo rule : rules) {
            String threshold = (rule.threshold() + " " + rule.unit()).strip();
            table.append(
                    "| %s | %s | %s | %s | %s | %s | %s |\n"
                            .formatted(
                                    rule.name(),
                                    rule.title(),
                                    threshold,
                                    length(rule.window()),
                                    rule.severity(),
                                    mode(rule),
                                    Attack.shown(rule.attack())));
        }
        return table.toString();
    }

    /**
     * What each says it sees, means, is wrong about and wants done, and where the check is known
     * from.
     */
    static String words(List<RuleInfo> rules) {
        StringBuilder table =
                new StringBuilder("| rule | sees | means | quiet | then | ids |\n")
                        .append("|---|---|---|---|---|---|\n");
        for (RuleInfo rule : rules) {
            Map<String, String> notes =
                    RuleText.of(Pack.text(rule.file()), rule.name())
                            .orElse(RuleText.NONE)
                            .notes()
                            .stream()
                            .collect(Collectors.toMap(RuleText.Note::field, RuleText.Note::text));
            table.append("| ").append(rule.name()).append(" |");
            for (String field : NOTES) {
                table.append(' ')
                        .append(notes.getOrDefault(field, "").replace("|", "\\|"))
                        .append(" |");
            }
            table.append('\n');
        }
        return table.toString();
    }

    /** How it ships: its mode, how long it learns, what it needs besides. */
    private static String mode(RuleInfo rule) {
        List<String> parts = new ArrayList<>();
        parts.add(rule.mode().toLowerCase(Locale.ROOT));
        if (!rule.minHistory().isZero()) {
            parts.add("after " + rule.minHistory().toDays() + " d");
        }
        if (rule.comment().contains("pull.draft")) {
            parts.add("needs `pull.draft`");
        }
        return String.join(", ", parts);
    }

    private static String length(Duration window) {
        return window.toMinutes() % 60 == 0 ? window.toHours() + " h" : window.toMinutes() + " min";
    }
}
