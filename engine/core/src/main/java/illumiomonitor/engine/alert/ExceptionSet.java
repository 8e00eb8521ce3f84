package illumiomonitor.engine.alert;

import illumiomonitor.engine.rule.Found;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Who is spared by one text. Immutable. */
public final class ExceptionSet {

    static final ExceptionSet NOBODY = new ExceptionSet(List.of());

    private final List<Written> entries;

    ExceptionSet(List<Written> entries) {
        this.entries = List.copyOf(entries);
    }

    /**
     * What a text says.
     *
     * @param zone whose days {@code until} counts in
     * @throws IllegalArgumentException with the line if the text is no list of exceptions
     */
    public static ExceptionSet of(String text, ZoneId zone) {
        return new ExceptionSet(new ExceptionsFile(zone).parse(text));
    }

    /** Why a finding is spared, if it is. */
    public Optional<Sparing> sparing(Found found, Instant tick) {
        return entries.stream()
                .filter(e -> e.exemption().spares(found, tick))
                .findFirst()
                .map(e -> new Sparing(e.line().id(), e.exemption().reason()));
    }

    /** How many exceptions hold at an instant. */
    public long holdingAt(Instant tick) {
        return entries.stream().filter(e -> e.exemption().holdsAt(tick)).count();
    }

    int size() {
        return entries.size();
    }

    /** The exceptions as people wrote them, in the order of the text. */
    List<ExceptionLine> lines() {
        return entries.stream().map(Written::line).toList();
    }

    Optional<Written> find(String id) {
        return entries.stream().filter(one -> one.line().id().equals(id)).findFirst();
    }

    /** Whether one says the same, its reason and owner included. */
    boolean has(ExceptionLine line) {
        return entries.stream().anyMatch(one -> one.line().saysAs(line));
    }

    /** Those that another text does not have. */
    List<ExceptionLine> without(ExceptionSet other) {
        return lines().stream().filter(line -> !other.has(line)).toList();
    }
}
