package illumiomonitor.web.cli;

import illumiomonitor.spi.Severity;
import illumiomonitor.web.cli.OwnRule.Kind;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/** The questions behind a rule of one's own: the predecessor's fields, asked in its order. */
final class RuleForm {

    private static final int LONGEST_WINDOW = 1440;
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private final Prompt prompt;
    private final Set<String> taken;

    /**
     * @param taken names of rules that exist
     */
    RuleForm(Prompt prompt, Set<String> taken) {
        this.prompt = prompt;
        this.taken = taken;
    }

    OwnRule event() {
        prompt.say("event.types", EventTypes.listing());
        String type = EventTypes.chosen(prompt.needed("ask.event.type"));
        List<String> conditions =
                new ArrayList<>(List.of("type == \"" + OwnRule.literal(type) + "\""));
        String status =
                prompt.choice("ask.event.status", List.of("any", "success", "failure"), "any");
        if (!status.equals("any")) {
            conditions.add("status == \"" + status + "\"");
        }
        return finish(Kind.EVENT, type, conditions, "ask.count", 1);
    }

    OwnRule traffic() {
        return finish(Kind.TRAFFIC, "", flowConditions("blocked"), "ask.connections", 10);
    }

    OwnRule amount() {
        boolean volume =
                prompt.choice("ask.amount", List.of("volume", "bandwidth"), "volume")
                        .equals("volume");
        return finish(
                volume ? Kind.VOLUME : Kind.BANDWIDTH,
                "",
                flowConditions("any"),
                volume ? "ask.megabytes" : "ask.megabits",
                volume ? 1000 : 100);
    }

    private List<String> flowConditions(String usual) {
        List<String> conditions = new ArrayList<>();
        String decision =
                prompt.choice(
                        "ask.decision", List.of("any", "blocked", "potentially", "allowed"), usual);
        if (!decision.equals("any")) {
            String name =
                    decision.equals("potentially")
                            ? "POTENTIALLY_BLOCKED"
                            : decision.toUpperCase(Locale.ROOT);
            conditions.add("decision == Decision." + name);
        }
        ifGiven(conditions, "port == ", prompt.optionalNumber("ask.port", 0, 65_535));
        ifGiven(conditions, "proto == ", prompt.optionalNumber("ask.proto", 0, 255));
        side(conditions, "src", prompt.text("ask.src", ""), true);
        side(conditions, "dst", prompt.text("ask.dst", ""), true);
        ifGiven(conditions, "port != ", prompt.optionalNumber("ask.not.port", 0, 65_535));
        side(conditions, "src", prompt.text("ask.not.src", ""), false);
        side(conditions, "dst", prompt.text("ask.not.dst", ""), false);
        return conditions;
    }

    private OwnRule finish(
            Kind kind,
            String usualTitle,
            List<String> conditions,
            String askThreshold,
            long usual) {
        String title =
                usualTitle.isEmpty()
                        ? prompt.needed("ask.title")
                        : prompt.text("ask.title", usualTitle);
        long threshold = prompt.number(askThreshold, 1, 1_000_000_000, usual);
        long window = prompt.number("ask.window", 1, LONGEST_WINDOW, 10);
        long cooldown = prompt.number("ask.cooldown", 1, 10_080, Math.max(30, window));
        List<String> severities =
                Arrays.stream(Severity.values())
                        .map(s -> s.name().toLowerCase(Locale.ROOT))
                        .toList();
        Severity severity =
                Severity.valueOf(
                        prompt.choice("ask.severity", severities, "medium")
                                .toUpperCase(Locale.ROOT));
        return new OwnRule(
                kind, name(kind, title), title, severity, conditions, window, cooldown, threshold);
    }

    private static void ifGiven(List<String> conditions, String condition, OptionalInt value) {
        value.ifPresent(number -> conditions.add(condition + number));
    }

    // As before: key=value is a label, an address is an address, anything else the name of an IP
    // list.
    private static void side(List<String> conditions, String side, String typed, boolean wanted) {
        if (typed.isEmpty()) {
            return;
        }
        int equals = typed.indexOf('=');
        if (equals > 0) {
            String key = OwnRule.literal(typed.substring(0, equals).strip());
            String value = OwnRule.literal(typed.substring(equals + 1).strip());
            conditions.add(
                    side
                            + ".label(\""
                            + key
                            + "\") "
                            + (wanted ? "==" : "!=")
                            + " \""
                            + value
                            + "\"");
        } else if (ADDRESS.matcher(typed).matches()) {
            conditions.add(side + "Ip() " + (wanted ? "==" : "!=") + " \"" + typed + "\"");
        } else {
            conditions.add(side + ".in(\"" + OwnRule.literal(typed) + "\") == " + wanted);
        }
    }

    private String name(Kind kind, String title) {
        String plain = Normalizer.normalize(title, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        String slug = plain.replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        String base =
                "own/"
                        + (slug.isEmpty()
                                ? kind.key()
                                : slug.substring(0, Math.min(60, slug.length())));
        String name = base;
        for (int n = 2; taken.contains(name); n++) {
            name = base + "-" + n;
        }
        return name;
    }
}
