package illumiomonitor.engine.form;

import illumiomonitor.engine.form.Values.Atom;
import illumiomonitor.engine.words.Words;
import illumiomonitor.spi.Metric;
import illumiomonitor.spi.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Guesses the form behind a text. It need not be strict: only a form whose text is the same, letter
 * by letter, is believed.
 */
final class FormReader {

    /** It is no form's text. */
    private static final class Strange extends Exception {

        private static final long serialVersionUID = 1L;

        Strange(String what) {
            super(what, null, false, false);
        }
    }

    private final String text;
    private final Words words;

    private FormReader(String text, Words words) {
        this.text = text;
        this.words = words;
    }

    static Optional<Form> read(String text, Words words) {
        try {
            return Optional.of(new FormReader(text, words).form());
        } catch (Strange | IllegalArgumentException e) {
            // Somebody edited it, or wrote it: that is no fault.
            return Optional.empty();
        }
    }

    private Form form() throws Strange {
        Kind kind = kind();
        List<String> conditions = conditions(kind);
        String by = "";
        List<String> wanted = new ArrayList<>();
        for (String condition : conditions) {
            if (condition.startsWith("$by : ")) {
                by = condition.substring(6);
            } else if (!condition.startsWith("$") && !isFrame(condition)) {
                wanted.add(condition);
            }
        }
        return new Form(
                kind,
                unquoted("\nrule (\".*\")"),
                unquoted("\n    @title\\((\".*\")\\)"),
                Severity.valueOf(found("@severity\\((\\w+)\\)")),
                Mode.valueOf(found("@mode\\((\\w+)\\)", "live").toUpperCase(Locale.ROOT)),
                grouping(by, kind),
                measure(conditions),
                Long.parseLong(found("@threshold\\((\\d+)\\)")),
                length("window", ""),
                length("cooldown", ""),
                length("minHistory", "0s"),
                attack(),
                filters(wanted),
                notes());
    }

    private Kind kind() throws Strange {
        for (Kind kind : Kind.values()) {
            if (text.contains("\n    " + start(kind))
                    || text.contains(" groupby( " + start(kind))) {
                return kind.fact == Kind.Fact.FLOW ? flowKind() : kind;
            }
        }
        throw new Strange("no pattern");
    }

    private Kind flowKind() {
        if (text.contains("$value : max(")) {
            return Kind.BANDWIDTH;
        }
        return text.contains(", $value / 1048576);\n") ? Kind.VOLUME : Kind.TRAFFIC;
    }

    private static String start(Kind kind) {
        return kind.fact.variable + " : " + kind.fact.type + "( ";
    }

    /** Conditions that every rule of its kind has. */
    private static boolean isFrame(String condition) {
        return condition.endsWith(" > 0")
                || condition.endsWith(" != \"\"")
                || condition.equals("isNew == true")
                || condition.matches("(z|value|expected|lasted\\.toMinutes\\(\\)) >= .*")
                || condition.startsWith("metric == Metric.");
    }

    private static Grouping grouping(String by, Kind kind) throws Strange {
        return kind.groupings().stream()
                .filter(group -> group.drl.equals(by))
                .findFirst()
                .orElseThrow(() -> new Strange(by));
    }

    private static Measure measure(List<String> conditions) {
        Amount amount =
                Arrays.stream(Amount.values())
                        .filter(one -> conditions.contains("$n : " + one.drl))
                        .findFirst()
                        .orElse(Amount.BOTH);
        Metric metric = Metric.OPENED;
        long least = 0;
        for (String condition : conditions) {
            if (condition.startsWith("metric == Metric.")) {
                metric = Metric.valueOf(condition.substring(17));
            } else if (condition.matches("(value|expected) >= \\d{1,18}")) {
                least = Long.parseLong(condition.substring(condition.lastIndexOf(' ') + 1));
            }
        }
        return new Measure(amount, metric, least);
    }

    private List<String> attack() {
        Matcher attack = Pattern.compile("\n    @attack\\((.*)\\)\n").matcher(text);
        List<String> techniques = new ArrayList<>();
        if (attack.find()) {
            for (String one : Split.at(attack.group(1), ",")) {
                techniques.add(String.valueOf(Literal.unquoted(one)));
            }
        }
        return techniques;
    }

    private Notes notes() throws Strange {
        return new Notes(note("Means", "means"), note("Quiet", "quiet"), note("Then", "then"));
    }

    private String note(String word, String key) throws Strange {
        String note = found("\n \\* " + word + " {2,4}(.*)\n");
        return note.equals(words.get(key)) ? "" : note;
    }

    private Duration length(String name, String otherwise) throws Strange {
        String written = found("@" + name + "\\(\"(\\w+)\"\\)", otherwise);
        return Objects.requireNonNullElse(Lengths.typed(written), Duration.ofDays(-1));
    }

    private List<String> conditions(Kind kind) throws Strange {
        String start = start(kind);
        int from = text.indexOf(start);
        if (from < 0) {
            throw new Strange(start);
        }
        int end = Split.end(text, from + start.length());
        return Split.at(text.substring(from + start.length(), end), ",");
    }

    private static List<Filter> filters(List<String> conditions) throws Strange {
        Map<String, Filter> filters = new LinkedHashMap<>();
        for (String condition : conditions) {
            Filter read = filter(condition);
            filters.merge(
                    read.field() + " " + read.excluded(),
                    read,
                    (one, other) -> {
                        List<String> both = new ArrayList<>(one.values());
                        both.addAll(other.values());
                        return new Filter(one.field(), one.excluded(), both);
                    });
        }
        return List.copyOf(filters.values());
    }

    private static Filter filter(String condition) throws Strange {
        boolean negated = condition.startsWith("!");
        String bare = Split.bare(negated ? condition.substring(1) : condition);
        List<String> atoms = new ArrayList<>();
        for (String alternative : Split.at(bare, "||")) {
            String inner = Split.bare(alternative);
            Atom many = many(inner);
            if (many != null) {
                negated |= many.compound();
                for (String right : Split.at(many.right(), ",")) {
                    atoms.add(many.left() + " == " + right);
                }
            } else {
                int differs = Split.outside(inner, " != ");
                negated |= differs >= 0;
                atoms.add(
                        differs < 0
                                ? inner
                                : inner.substring(0, differs)
                                        + " == "
                                        + inner.substring(differs + 4));
            }
        }
        return filter(atoms, negated);
    }

    /** {@code a in (b, c)} as left side, list, and whether it says {@code not in}. */
    private static @Nullable Atom many(String condition) {
        for (String word : List.of(" not in (", " in (")) {
            int at = Split.outside(condition, word);
            if (at >= 0 && condition.endsWith(")")) {
                return new Atom(
                        condition.substring(0, at),
                        condition.substring(at + word.length(), condition.length() - 1),
                        word.startsWith(" not"));
            }
        }
        return null;
    }

    private static Filter filter(List<String> atoms, boolean excluded) throws Strange {
        Map<Field, List<String>> read = new LinkedHashMap<>();
        for (String atom : atoms) {
            Field field = field(atom);
            String value = field.values.read(atom);
            read.computeIfAbsent(field, key -> new ArrayList<>()).add(String.valueOf(value));
        }
        List<Field> fields = List.copyOf(read.keySet());
        if (fields.size() == 1) {
            return new Filter(fields.get(0), excluded, read.getOrDefault(fields.get(0), List.of()));
        }
        for (Field field : Field.values()) {
            if (field.values instanceof Either either
                    && fields.equals(List.of(either.source(), either.destination()))) {
                return new Filter(field, excluded, read.getOrDefault(either.source(), List.of()));
            }
        }
        throw new Strange(atoms.toString());
    }

    private static Field field(String atom) throws Strange {
        for (Field field : Field.values()) {
            if (field.values.read(atom) != null) {
                return field;
            }
        }
        throw new Strange(atom);
    }

    private String unquoted(String pattern) throws Strange {
        String literal = Literal.unquoted(found(pattern));
        if (literal == null) {
            throw new Strange(pattern);
        }
        return literal;
    }

    private String found(String pattern) throws Strange {
        Matcher found = Pattern.compile(pattern).matcher(text);
        if (!found.find()) {
            throw new Strange(pattern);
        }
        return found.group(1);
    }

    private String found(String pattern, String otherwise) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        return found.find() ? found.group(1) : otherwise;
    }
}
