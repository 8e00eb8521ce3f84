package illumiomonitor.web.cli;

import illumiomonitor.engine.form.Field;
import illumiomonitor.engine.form.Filter;
import illumiomonitor.engine.form.Form;
import illumiomonitor.engine.form.Kind;
import illumiomonitor.engine.form.Measure;
import illumiomonitor.engine.form.Mode;
import illumiomonitor.engine.form.Notes;
import illumiomonitor.spi.Severity;
import java.text.Normalizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;

/** The questions behind a rule of one's own: the predecessor's fields, asked in its order. */
final class RuleForm {

    private static final int LONGEST_WINDOW = 1440;

    private final Prompt prompt;
    private final Set<String> taken;

    /**
     * @param taken names that a new rule may not have
     */
    RuleForm(Prompt prompt, Set<String> taken) {
        this.prompt = prompt;
        this.taken = taken;
    }

    Form event() {
        prompt.say("event.types", EventTypes.listing());
        String type = EventTypes.chosen(prompt.needed("ask.event.type"));
        List<Filter> filters = new ArrayList<>(List.of(Filter.only(Field.EVENT_TYPE, type)));
        String status =
                prompt.choice("ask.event.status", List.of("any", "success", "failure"), "any");
        if (!status.equals("any")) {
            filters.add(Filter.only(Field.STATUS, status));
        }
        return finish(Kind.EVENT, type, filters, "ask.count", 1);
    }

    Form traffic() {
        return finish(Kind.TRAFFIC, "", flows("blocked"), "ask.connections", 10);
    }

    Form amount() {
        boolean volume =
                prompt.choice("ask.amount", List.of("volume", "bandwidth"), "volume")
                        .equals("volume");
        return finish(
                volume ? Kind.VOLUME : Kind.BANDWIDTH,
                "",
                flows("any"),
                volume ? "ask.megabytes" : "ask.megabits",
                volume ? 1000 : 100);
    }

    private List<Filter> flows(String usual) {
        List<Filter> filters = new ArrayList<>();
        String decision =
                prompt.choice(
                        "ask.decision", List.of("any", "blocked", "potentially", "allowed"), usual);
        if (!decision.equals("any")) {
            String name = decision.equals("potentially") ? "potentially_blocked" : decision;
            filters.add(Filter.only(Field.DECISION, name));
        }
        number(filters, Field.PORT, false, prompt.optionalNumber("ask.port", 0, 65_535));
        number(filters, Field.PROTOCOL, false, prompt.optionalNumber("ask.proto", 0, 255));
        side(filters, Field.SRC_LABEL, Field.SRC_PLACE, false, prompt.text("ask.src", ""));
        side(filters, Field.DST_LABEL, Field.DST_PLACE, false, prompt.text("ask.dst", ""));
        number(filters, Field.PORT, true, prompt.optionalNumber("ask.not.port", 0, 65_535));
        side(filters, Field.SRC_LABEL, Field.SRC_PLACE, true, prompt.text("ask.not.src", ""));
        side(filters, Field.DST_LABEL, Field.DST_PLACE, true, prompt.text("ask.not.dst", ""));
        return filters;
    }

    private Form finish(
            Kind kind, String usualTitle, List<Filter> filters, String askThreshold, long usual) {
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
        return new Form(
                kind,
                name(kind, title),
                title,
                severity,
                Mode.LIVE,
                kind.usualGrouping(),
                Measure.USUAL,
                threshold,
                Duration.ofMinutes(window),
                Duration.ofMinutes(cooldown),
                kind.usualHistory(),
                List.of(),
                filters,
                Notes.NONE);
    }

    private static void number(
            List<Filter> filters, Field field, boolean excluded, OptionalInt value) {
        value.ifPresent(
                number ->
                        filters.add(new Filter(field, excluded, List.of(String.valueOf(number)))));
    }

    // As before: key=value is a label, an address is an address, anything else the name of an IP
    // list.
    private static void side(
            List<Filter> filters, Field label, Field place, boolean excluded, String typed) {
        if (!typed.isEmpty()) {
            Field field = typed.indexOf('=') > 0 ? label : place;
            filters.add(new Filter(field, excluded, List.of(typed)));
        }
    }

    private String name(Kind kind, String title) {
        String plain = Normalizer.normalize(title, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        String slug = plain.replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        String base =
                "own/"
                        + (slug.isEmpty()
                                ? kind.name().toLowerCase(Locale.ROOT)
                                : slug.substring(0, Math.min(60, slug.length())));
        String name = base;
        for (int n = 2; taken.contains(name); n++) {
            name = base + "-" + n;
        }
        return name;
    }
}
