package illumiomonitor.engine.rule;

import illumiomonitor.spi.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.AnnotationDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.jspecify.annotations.Nullable;

/** Reads the annotations of one rule into its header; complaints name the annotation's place. */
final class Annotations {

    private static final List<String> KNOWN =
            List.of(
                    "title",
                    "severity",
                    "window",
                    "cooldown",
                    "quiet",
                    "threshold",
                    "unit",
                    "attack",
                    "minHistory",
                    "refractory",
                    "mode");
    private static final Pattern LENGTH = Pattern.compile("(\\d{1,6})(s|m|h|d)");
    private static final Pattern VALUES = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*+)\"|([^,\\s]+)");

    private final Map<String, String> values = new TreeMap<>();
    private final Place place;
    private final int from;
    private final String rule;
    private final List<RuleError> errors;

    Annotations(RuleDescr rule, Place place, int from, List<RuleError> errors) {
        this.rule = rule.getName();
        this.place = place;
        this.from = from;
        this.errors = errors;
        for (AnnotationDescr annotation : rule.getAnnotations()) {
            String name = annotation.getName();
            if (KNOWN.contains(name)) {
                Object value = annotation.getValue();
                values.put(name, value == null ? "" : value.toString());
            } else {
                complain(
                        name,
                        "@"
                                + name
                                + " is not known"
                                + Spelling.nearest(name, KNOWN)
                                        .map(near -> "; did you mean @" + near + "?")
                                        .orElse("; known are @" + String.join(", @", KNOWN)));
            }
        }
    }

    /** A text that must be there. */
    String required(String name) {
        String value = text(name);
        if (value.isBlank() && !values.containsKey(name)) {
            errors.add(place.at(from, rule, "rule \"" + rule + "\" has no @" + name + "(...)"));
        } else if (value.isBlank()) {
            complain(name, "@" + name + " of rule \"" + rule + "\" is empty");
        }
        return value;
    }

    String text(String name) {
        String written = values.getOrDefault(name, "").strip();
        return written.startsWith("\"") ? String.join(", ", list(name)) : written;
    }

    Severity severity() {
        String written = required("severity");
        for (Severity severity : Severity.values()) {
            if (severity.name().equals(written.toUpperCase(Locale.ROOT))) {
                return severity;
            }
        }
        if (!written.isBlank()) {
            complain(
                    "severity",
                    "@severity is "
                            + written
                            + ", but must be one of "
                            + Arrays.toString(Severity.values()));
        }
        return Severity.INFO;
    }

    Duration length(String name, Duration otherwise) {
        if (!values.containsKey(name)) {
            return otherwise;
        }
        String written = text(name);
        if (written.equals("0")) {
            return Duration.ZERO;
        }
        Matcher matcher = LENGTH.matcher(written);
        if (!matcher.matches()) {
            complain(
                    name, "@" + name + " is " + written + ", but must be a length such as \"10m\"");
            return otherwise;
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    /** How long only a record is told again; the rule must say what is compared. */
    Duration refractory(boolean measures) {
        Duration length = length("refractory", Duration.ZERO);
        if (!length.isZero() && !measures) {
            complain(
                    "refractory",
                    "@refractory of rule \""
                            + rule
                            + "\" has nothing to compare: match a Baseline, or compare a number"
                            + " with a Threshold, or leave @refractory out");
        }
        return length;
    }

    Duration window() {
        Duration otherwise = Duration.ofMinutes(10);
        Duration window = length("window", otherwise);
        if (window.isZero()) {
            complain("window", "@window must be longer than nothing");
            return otherwise;
        }
        return window;
    }

    @Nullable Long threshold() {
        if (!values.containsKey("threshold")) {
            return null;
        }
        String written = text("threshold").replace("_", "");
        if (!written.matches("[1-9]\\d{0,17}")) {
            complain(
                    "threshold",
                    "@threshold is " + written + ", but must be a whole number of at least 1");
            return 1L;
        }
        return Long.parseLong(written);
    }

    List<String> attack() {
        List<String> ids = list("attack");
        for (String id : ids) {
            if (!Attack.isTechnique(id)) {
                complain(
                        "attack",
                        "@attack is "
                                + id
                                + ", which is no technique: they are like T1021 or T1021.002, from"
                                + " T1001 to T1999, and T0800 to T0999 for industrial systems");
            }
        }
        return ids;
    }

    String mode() {
        String written = values.containsKey("mode") ? text("mode") : "live";
        String mode = written.toUpperCase(Locale.ROOT);
        if (!List.of("LIVE", "SHADOW", "OFF").contains(mode)) {
            complain("mode", "@mode is " + written + ", but must be live, shadow or off");
            return "LIVE";
        }
        return mode;
    }

    private List<String> list(String name) {
        List<String> parts = new ArrayList<>();
        String written = values.getOrDefault(name, "");
        Matcher matcher = VALUES.matcher(written);
        while (matcher.find()) {
            parts.add(
                    matcher.group(1) == null
                            ? matcher.group(2)
                            : matcher.group(1).replaceAll("\\\\(.)", "$1"));
        }
        return parts;
    }

    private void complain(String name, String message) {
        int offset = place.word("@" + name, from);
        errors.add(place.at(offset, "@" + name, message));
    }
}
