package illumiomonitor.rules;

import illumiomonitor.engine.rule.guard.Allowed;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Every fact and field that a rule may use, made of the types themselves and their comments: a new
 * fact stands here as soon as rules may touch it.
 */
public final class Reference {

    private static final String PACKAGE = "illumiomonitor.spi.";
    private static final Pattern CLASS =
            Pattern.compile("(?m)^class illumiomonitor\\.spi\\.(\\w+)\\s*\\|.*$");

    /**
     * A type that rules see.
     *
     * @param values of an enum, empty else
     */
    public record Fact(
            String name,
            String meaning,
            List<Field> fields,
            List<Call> calls,
            List<Value> values) {}

    /**
     * A constant of an enum.
     *
     * @param meaning empty where its name says it all
     */
    public record Value(String name, String meaning) {}

    /**
     * A field.
     *
     * @param type as DRL sees it
     * @param unit of a number; for anything else what its values are
     * @param source field of the PCE's answer, or what it is made of
     */
    public record Field(String name, String type, String unit, String meaning, String source) {}

    /** What values of a type are that carry no unit of their own. */
    private static final Map<Class<?>, String> KINDS =
            Map.of(
                    String.class, "text",
                    boolean.class, "true or false",
                    Instant.class, "instant, UTC",
                    Duration.class, "length of time",
                    ZoneId.class, "time zone");

    /** A method. */
    public record Call(String call, String type, String meaning) {}

    private Reference() {}

    /** All types, in the order of the list of what rules may touch. */
    public static List<Fact> facts() {
        List<Fact> facts = new ArrayList<>();
        Matcher listed = CLASS.matcher(Allowed.text());
        while (listed.find()) {
            facts.add(fact(listed.group(1)));
        }
        return facts;
    }

    private static Fact fact(String name) {
        FactDoc doc = new FactDoc(source(name), name);
        Class<?> type = type(name);
        List<Field> fields = new ArrayList<>();
        Map<String, FactDoc.Said> said = doc.fields();
        RecordComponent[] components = type.getRecordComponents();
        for (RecordComponent one : components == null ? new RecordComponent[0] : components) {
            FactDoc.Said words = said.getOrDefault(one.getName(), FactDoc.Said.NOTHING);
            fields.add(
                    new Field(
                            one.getName(),
                            one.getGenericType()
                                    .getTypeName()
                                    .replaceAll("[a-z]+(?:\\.[a-z]+)*\\.([A-Z])", "$1"),
                            words.unit().isEmpty() ? kind(one.getType()) : words.unit(),
                            words.meaning(),
                            words.source().isEmpty() ? doc.source() : words.source()));
        }
        List<Call> calls =
                doc.methods().stream()
                        .map(one -> new Call(one.call(), one.type(), one.meaning()))
                        .toList();
        Object[] constants = type.getEnumConstants();
        Map<String, String> meanings = doc.constants();
        List<Value> values =
                constants == null
                        ? List.of()
                        : Arrays.stream(constants)
                                .map(Object::toString)
                                .map(one -> new Value(one, meanings.getOrDefault(one, "")))
                                .toList();
        return new Fact(name, doc.meaning(), fields, calls, values);
    }

    /** What values of a type are; empty for a number, which is nothing without its unit. */
    private static String kind(Class<?> type) {
        if (type.isEnum()) {
            return "one of its values";
        }
        if (Collection.class.isAssignableFrom(type)) {
            return "list";
        }
        if (Map.class.isAssignableFrom(type)) {
            return "key to value";
        }
        return type.getName().startsWith(PACKAGE)
                ? "see " + type.getSimpleName()
                : KINDS.getOrDefault(type, "");
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(PACKAGE + name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("rules may touch " + name + ", which is not there", e);
        }
    }

    private static String source(String name) {
        try (InputStream in =
                Reference.class.getResourceAsStream(
                        "/illumiomonitor/rules/facts/" + name + ".java")) {
            if (in == null) {
                throw new IllegalStateException("the comments of " + name + " are not there");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The facts as a page for people. */
    public static String markdown(List<Fact> facts) {
        StringBuilder page = new StringBuilder("# What a rule sees\n");
        for (Fact fact : facts) {
            page.append("\n## ").append(fact.name()).append("\n\n").append(fact.meaning());
            page.append('\n');
            if (!fact.values().isEmpty()) {
                page.append("\n| value | meaning and unit |\n|---|---|\n");
                fact.values().forEach(one -> row(page, one.name(), one.meaning()));
            }
            if (!fact.fields().isEmpty()) {
                page.append(
                        "\n| field | type | unit | meaning | source |\n|---|---|---|---|---|\n");
                fact.fields()
                        .forEach(
                                one ->
                                        row(
                                                page,
                                                one.name(),
                                                one.type(),
                                                one.unit(),
                                                one.meaning(),
                                                one.source()));
            }
            if (!fact.calls().isEmpty()) {
                page.append("\n| method | gives | meaning and unit |\n|---|---|---|\n");
                fact.calls().forEach(one -> row(page, one.call(), one.type(), one.meaning()));
            }
        }
        return page.toString();
    }

    private static void row(StringBuilder page, String... cells) {
        page.append('|');
        for (String cell : cells) {
            page.append(' ').append(cell.replace("|", "\\|")).append(" |");
        }
        page.append('\n');
    }
}
