package illumiomonitor.engine.form;

import illumiomonitor.engine.rule.Attack;
import illumiomonitor.spi.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;

/**
 * A rule as somebody fills it in. {@link FormText} turns it into the rule's text and back.
 *
 * @param name {@code topic/name}, also the name of its file
 * @param measure what is measured, where the kind leaves a choice
 * @param threshold met at or above; events, connections, MiB, Mbit/s, new edges, standard
 *     deviations or minutes, by kind
 * @param window the stretch of time it looks at
 * @param history that must be there before it may speak
 * @param attack ATT&CK techniques
 * @param filters at most one per field and side, in the order of the fields
 */
public record Form(
        Kind kind,
        String name,
        String title,
        Severity severity,
        Mode mode,
        Grouping group,
        Measure measure,
        long threshold,
        Duration window,
        Duration cooldown,
        Duration history,
        List<String> attack,
        List<Filter> filters,
        Notes notes) {

    private static final Pattern NAME =
            Pattern.compile("([a-z][a-z0-9]{0,39})/([a-z0-9][a-z0-9-]{0,79})");
    private static final Duration LONGEST = Duration.ofDays(30);
    private static final long MOST = 1_000_000_000_000L;

    /**
     * @throws FormException if something makes no sense
     */
    public Form {
        if (!isName(name)) {
            throw new FormException("name", "name", name);
        }
        title = Literal.line(title);
        if (title.isEmpty() || title.length() > 200 || !Literal.fits(title)) {
            throw new FormException("title", "title", title);
        }
        if (!kind.groupings().contains(group)) {
            throw new FormException("group", "group", group.name());
        }
        if (threshold < 1 || threshold > MOST) {
            throw new FormException("threshold", "threshold", String.valueOf(threshold));
        }
        length("window", window, Duration.ofMinutes(1), Duration.ofDays(1));
        length("cooldown", cooldown, Duration.ofMinutes(1), LONGEST);
        length("history", history, Duration.ZERO, Duration.ofDays(90));
        for (String technique : attack) {
            if (!Attack.isTechnique(technique)) {
                throw new FormException("attack", "attack", technique);
            }
        }
        for (String note : List.of(notes.means(), notes.quiet(), notes.then())) {
            if (note.length() > 1000 || !Literal.fits(note)) {
                throw new FormException("notes", "note", note);
            }
        }
        attack = List.copyOf(attack);
        if (measure.least() < 0 || measure.least() > MOST) {
            throw new FormException("least", "least", String.valueOf(measure.least()));
        }
        measure = measure.of(kind);
        filters = sorted(kind, filters);
    }

    /** Whether a rule can have this name. */
    public static boolean isName(String name) {
        var parts = NAME.matcher(name);
        return parts.matches() && SourceVersion.isName("rules." + parts.group(1));
    }

    private static void length(String field, Duration length, Duration least, Duration most) {
        boolean whole = length.toMinutes() * 60 == length.toSeconds() && length.getNano() == 0;
        if (!whole || length.compareTo(least) < 0 || length.compareTo(most) > 0) {
            throw new FormException(field, field, Lengths.written(length));
        }
    }

    private static List<Filter> sorted(Kind kind, List<Filter> filters) {
        Set<String> seen = new HashSet<>();
        for (Filter filter : filters) {
            if (!kind.fields().contains(filter.field())) {
                throw new FormException(filter.field().name(), "field", kind.name());
            }
            if (!seen.add(filter.field() + " " + filter.excluded())) {
                throw new FormException(filter.field().name(), "twice", "");
            }
        }
        List<Filter> sorted = new ArrayList<>(filters);
        sorted.sort(Comparator.comparing(Filter::field).thenComparing(Filter::excluded));
        return List.copyOf(sorted);
    }

    /** The file it stands in, below the rules folder. */
    public String file() {
        return name + ".drl";
    }

    String topic() {
        return name.substring(0, name.indexOf('/'));
    }

    /** The same under another name. */
    public Form named(String other) {
        return new Form(
                kind, other, title, severity, mode, group, measure, threshold, window, cooldown,
                history, attack, filters, notes);
    }
}
