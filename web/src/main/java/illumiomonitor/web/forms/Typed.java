package illumiomonitor.web.forms;

import illumiomonitor.engine.form.Amount;
import illumiomonitor.engine.form.Field;
import illumiomonitor.engine.form.Filter;
import illumiomonitor.engine.form.Form;
import illumiomonitor.engine.form.FormException;
import illumiomonitor.engine.form.FormWords;
import illumiomonitor.engine.form.Grouping;
import illumiomonitor.engine.form.Kind;
import illumiomonitor.engine.form.Lengths;
import illumiomonitor.engine.form.Measure;
import illumiomonitor.engine.form.Mode;
import illumiomonitor.engine.form.Notes;
import illumiomonitor.engine.words.Words;
import illumiomonitor.spi.Metric;
import illumiomonitor.spi.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** What somebody typed into the form, and the form it makes or why it makes none. */
final class Typed {

    private final Map<String, String> values;
    private final Words words;
    private final List<String> faults = new ArrayList<>();

    /**
     * @param values by name of the input
     */
    Typed(Map<String, String> values, Locale locale) {
        this.values = values;
        this.words = FormWords.in(locale);
    }

    /** The inputs that make a form. */
    static Map<String, String> of(Form form) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("kind", form.kind().name());
        values.put("name", form.name());
        values.put("title", form.title());
        values.put("severity", form.severity().name());
        values.put("mode", form.mode().name());
        values.put("group", form.group().name());
        values.put("amount", form.measure().amount().name());
        values.put("metric", form.measure().metric().name());
        values.put("least", String.valueOf(form.measure().least()));
        values.put("threshold", String.valueOf(form.threshold()));
        values.put("window", Lengths.written(form.window()));
        values.put("cooldown", Lengths.written(form.cooldown()));
        values.put("history", Lengths.written(form.history()));
        values.put("attack", String.join(", ", form.attack()));
        values.put("means", form.notes().means());
        values.put("quiet", form.notes().quiet());
        values.put("then", form.notes().then());
        for (Filter filter : form.filters()) {
            values.put(input(filter.field(), filter.excluded()), ValueList.written(filter.shown()));
        }
        return values;
    }

    /** The inputs of an empty form. */
    static Map<String, String> blank(Kind kind) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("kind", kind.name());
        values.put("name", "own/");
        values.put("severity", Severity.MEDIUM.name());
        values.put("mode", Mode.LIVE.name());
        values.put("group", kind.usualGrouping().name());
        values.put("threshold", kind == Kind.SILENCE ? "120" : "10");
        values.put("window", kind.needsPast() ? "1h" : "10m");
        values.put("cooldown", "1h");
        values.put("history", Lengths.written(kind.usualHistory()));
        values.put("least", "0");
        return values;
    }

    static String input(Field field, boolean excluded) {
        return (excluded ? "not." : "only.") + field.name();
    }

    List<String> faults() {
        return List.copyOf(faults);
    }

    /** The form, if nothing is wrong with it. */
    java.util.Optional<Form> form(Kind kind) {
        List<Filter> filters = new ArrayList<>();
        for (Field field : kind.fields()) {
            for (boolean excluded : new boolean[] {false, true}) {
                List<String> typed = list(field.name(), value(input(field, excluded)));
                if (!typed.isEmpty()) {
                    tried(() -> filters.add(new Filter(field, excluded, typed)));
                }
            }
        }
        Severity severity = read("severity", Severity::valueOf, Severity.MEDIUM);
        Mode mode = read("mode", Mode::valueOf, Mode.LIVE);
        Grouping group = read("group", Grouping::valueOf, kind.usualGrouping());
        Amount amount = read("amount", Amount::valueOf, Amount.BOTH);
        Metric metric = read("metric", Metric::valueOf, Metric.OPENED);
        long least = read("least", Long::parseLong, 0L);
        long threshold = read("threshold", Long::parseLong, 1L);
        Duration window = read("window", Typed::length, Duration.ofMinutes(10));
        Duration cooldown = read("cooldown", Typed::length, Duration.ofHours(1));
        Duration history = read("history", Typed::length, kind.usualHistory());
        List<String> attack = list("attack", value("attack"));
        List<Form> made = new ArrayList<>();
        tried(
                () ->
                        made.add(
                                new Form(
                                        kind,
                                        value("name"),
                                        value("title"),
                                        severity,
                                        mode,
                                        group,
                                        new Measure(amount, metric, least),
                                        threshold,
                                        window,
                                        cooldown,
                                        history,
                                        attack,
                                        filters,
                                        new Notes(value("means"), value("quiet"), value("then")))));
        return faults.isEmpty() ? made.stream().findFirst() : java.util.Optional.empty();
    }

    void fault(String sentence) {
        faults.add(sentence);
    }

    private void tried(Runnable making) {
        try {
            making.run();
        } catch (FormException e) {
            faults.add(e.in(words.locale()));
        }
    }

    private List<String> list(String field, String text) {
        try {
            return ValueList.read(text);
        } catch (IllegalArgumentException e) {
            faults.add(words.get("field." + field) + ": " + words.get("fault.quotes", text));
            return List.of();
        }
    }

    private <T> T read(String name, Function<String, T> reading, T otherwise) {
        String value = value(name);
        if (value.isEmpty()) {
            return otherwise;
        }
        try {
            return reading.apply(value);
        } catch (IllegalArgumentException e) {
            faults.add(words.get("field." + name) + ": " + words.get("fault." + name, value));
            return otherwise;
        }
    }

    private static Duration length(String text) {
        Duration length = Lengths.typed(text);
        if (length == null) {
            throw new IllegalArgumentException(text);
        }
        return length;
    }

    private String value(String name) {
        return values.getOrDefault(name, "").strip();
    }
}
