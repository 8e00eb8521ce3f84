package illumiomonitor.engine.alert;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One exception as people write and read it.
 *
 * @param id made of what it spares, so that another reason, owner or last day leaves it the same;
 *     findings keep it. A number follows where an entry above spares the same. Empty when it is not
 *     written yet
 * @param rule name of a rule, {@code *} standing for anything
 * @param subject of the findings that are spared, null for any
 * @param cidr address block, null for any
 * @param label {@code key=value}, null for any
 * @param name of a workload or host, null for any
 * @param owner who answers for it
 * @param until last day it holds, as written; null for no end
 * @param over first instant at which it no longer holds, null for none
 * @param hits findings of the last 30 days that it kept silent
 * @param lastHit newest tick of them, null when there is none
 */
public record ExceptionLine(
        String id,
        String rule,
        @Nullable String subject,
        @Nullable String cidr,
        @Nullable String label,
        @Nullable String name,
        String owner,
        String reason,
        @Nullable String until,
        @Nullable Instant over,
        long hits,
        @Nullable Instant lastHit) {

    /** One that is to be written. */
    public static ExceptionLine draft(
            String rule,
            @Nullable String subject,
            @Nullable String cidr,
            @Nullable String label,
            @Nullable String name,
            String owner,
            String reason,
            @Nullable String until) {
        return new ExceptionLine(
                "", rule, subject, cidr, label, name, owner, reason, until, null, 0, null);
    }

    ExceptionLine hit(long times, @Nullable Instant last) {
        return new ExceptionLine(
                id, rule, subject, cidr, label, name, owner, reason, until, over, times, last);
    }

    /** Whether all words are the same. */
    boolean saysAs(ExceptionLine other) {
        return words().equals(other.words());
    }

    private List<String> words() {
        return Stream.of(rule, subject, cidr, label, name, owner, reason, until)
                .map(word -> word == null ? "" : word)
                .toList();
    }

    /** Whether it may spare findings of a rule. */
    public boolean concerns(String name) {
        return Glob.fits(rule, name);
    }

    public boolean holdsAt(Instant now) {
        return over == null || now.isBefore(over);
    }

    /** Whom it spares, in words. */
    public String who() {
        List<String> parts = new ArrayList<>();
        add(parts, "", subject);
        add(parts, "in ", cidr);
        add(parts, "with ", label);
        add(parts, "called ", name);
        return String.join(", ", parts);
    }

    private static void add(List<String> parts, String word, @Nullable String value) {
        if (value != null) {
            parts.add(word + value);
        }
    }

    /** All of it on one line. */
    String shown() {
        return "rule " + rule + ", " + who() + " (" + owner + ": " + reason + ")";
    }
}
