package illumiomonitor.engine.legacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import illumiomonitor.engine.form.Filter;
import illumiomonitor.engine.form.Form;
import illumiomonitor.engine.form.FormException;
import illumiomonitor.engine.form.Grouping;
import illumiomonitor.engine.form.Kind;
import illumiomonitor.engine.form.Lengths;
import illumiomonitor.engine.form.Measure;
import illumiomonitor.engine.form.Mode;
import illumiomonitor.engine.form.Names;
import illumiomonitor.engine.form.Notes;
import illumiomonitor.spi.Severity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.Normalizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rules of the file, one after the other. */
final class LegacyRules {

    /** What the shipped rules do instead. */
    private static final String HEALTH =
            "the shipped rule health/pce-unhealthy does this: ./monitor rules install";

    private static final Pattern THROTTLE = Pattern.compile("(\\d{1,4})/(\\d{1,4})([smhd]?)");
    private static final Map<String, Kind> KINDS =
            Map.of(
                    "event", Kind.EVENT,
                    "traffic", Kind.TRAFFIC,
                    "volume", Kind.VOLUME,
                    "bandwidth", Kind.BANDWIDTH);
    private static final long LONGEST_COOLDOWN = 525_600;
    private static final int USUAL_MINUTES = 10;
    private static final Duration BATCH = Duration.ofMinutes(5);

    private final LegacyFile file;
    private final Names names;
    private final Set<String> taken = new HashSet<>();
    private final List<Form> forms = new ArrayList<>();
    private final List<Remark> differences = new ArrayList<>();
    private final List<Remark> left = new ArrayList<>();
    private int unrated;

    LegacyRules(LegacyFile file, Names names) {
        this.file = file;
        this.names = names;
    }

    List<Form> forms() {
        return forms;
    }

    List<Remark> differences() {
        return differences;
    }

    List<Remark> left() {
        return left;
    }

    void read() {
        JsonNode rules = file.at("rules");
        if (!rules.isArray() && !LegacyKeys.isNothing(rules)) {
            left.add(file.remark("rules", "is no list, so no rule can be read"));
            return;
        }
        for (int n = 0; n < rules.size(); n++) {
            String path = "rules[" + n + "]";
            List<Remark> remarks = new ArrayList<>();
            String title = rules.get(n).path("name").asText("");
            try {
                if (!rules.get(n).isObject()) {
                    throw new Refused("type", "it is no rule: it has no keys");
                }
                forms.add(form(new LegacyKeys(flat(rules.get(n)), path), remarks));
                differences.addAll(remarks);
            } catch (Refused e) {
                left.add(file.remark(path + "." + e.key(), said(title, e.getMessage())));
            } catch (FormException e) {
                left.add(file.remark(path, said(title, e.getMessage())));
            }
        }
        if (unrated > 0 && !forms.isEmpty()) {
            differences.add(
                    file.remark(
                            "rules",
                            "the file gives no severity to its rules, so @severity(MEDIUM) stands in"
                                    + " those; choose another where MEDIUM is not what it is"));
        }
    }

    /** Filters may stand in the rule, or below a key of their own. */
    private static JsonNode flat(JsonNode rule) throws Refused {
        if (!(rule instanceof ObjectNode) || !rule.path("filters").isObject()) {
            return rule;
        }
        ObjectNode flat = rule.deepCopy();
        JsonNode filters = flat.remove("filters");
        for (Map.Entry<String, JsonNode> filter : filters.properties()) {
            if (flat.has(filter.getKey())) {
                throw new Refused("filters." + filter.getKey(), "stands in the rule too");
            }
            flat.set(filter.getKey(), filter.getValue());
        }
        return flat;
    }

    private static String said(String title, @org.jspecify.annotations.Nullable String why) {
        return "rule \"" + title + "\" is not carried over: " + why;
    }

    private Form form(LegacyKeys keys, List<Remark> remarks) throws Refused {
        keys.skip("id", "name_key", "desc_key", "rec_key", "created_at", "updated_at");
        String type = keys.text("type", "");
        if (type.equals("system")) {
            throw new Refused("type", HEALTH);
        }
        Kind kind = KINDS.get(type);
        if (kind == null) {
            throw new Refused("type", "\"" + type + "\" is no kind of rule that is known");
        }
        List<Filter> filters =
                kind == Kind.EVENT
                        ? LegacyEvents.of(keys, file, remarks)
                        : LegacyFlows.of(keys, file.isOps());
        String title = keys.text("name", type);
        Notes notes = new Notes(keys.text("desc", ""), "", keys.text("rec", ""));
        long threshold = threshold(kind, keys, remarks);
        Duration window = window(kind, keys, threshold, remarks);
        Duration cooldown = cooldown(keys, remarks);
        Mode mode = Mode.LIVE;
        if (!keys.flag("enabled", true)) {
            mode = Mode.SHADOW;
            remarks.add(
                    file.remark(
                            keys.path("enabled"),
                            "was switched off; here it is shadow: judged, and told to nobody"));
        }
        Severity severity = severity(keys);
        keys.refuseOthers();
        mode = checked(keys, filters, mode, remarks);
        tellBasis(kind, keys, remarks);
        return new Form(
                kind,
                name(kind, title),
                title,
                severity,
                mode,
                Grouping.ALL,
                Measure.USUAL,
                threshold,
                window,
                cooldown,
                Duration.ZERO,
                List.of(),
                filters,
                notes);
    }

    /** The predecessors had none; who added it to a rule by hand wrote it in their own words. */
    private Severity severity(LegacyKeys keys) throws Refused {
        String typed = keys.text("severity", "");
        if (typed.isEmpty()) {
            unrated++;
            return Severity.MEDIUM;
        }
        return switch (typed.toLowerCase(Locale.ROOT)) {
            case "critical", "emerg", "alert", "crit" -> Severity.CRITICAL;
            case "high", "error", "err" -> Severity.HIGH;
            case "medium", "warning", "warn" -> Severity.MEDIUM;
            case "low", "notice" -> Severity.LOW;
            case "info", "debug" -> Severity.INFO;
            default -> throw new Refused("severity", "\"" + typed + "\" is no severity");
        };
    }

    private long threshold(Kind kind, LegacyKeys keys, List<Remark> remarks) throws Refused {
        BigDecimal typed = keys.number("threshold_count", 0);
        if (typed.compareTo(LegacyKeys.MOST) > 0) {
            throw new Refused("threshold_count", typed + " is more than " + LegacyKeys.MOST);
        }
        long threshold =
                kind == Kind.BANDWIDTH
                        ? typed.setScale(0, RoundingMode.FLOOR).longValueExact() + 1
                        : typed.setScale(0, RoundingMode.CEILING).longValueExact();
        if (threshold < 1) {
            throw new Refused("threshold_count", typed + " is below 1: it would always fire");
        }
        if (kind == Kind.BANDWIDTH) {
            remarks.add(
                    file.remark(
                            keys.path("threshold_count"),
                            "fired above "
                                    + typed.toPlainString()
                                    + " Mbit/s; here thresholds are met at or above, so it is "
                                    + threshold));
        } else if (typed.compareTo(BigDecimal.valueOf(threshold)) != 0) {
            remarks.add(
                    file.remark(
                            keys.path("threshold_count"),
                            typed.toPlainString() + " is rounded up to " + threshold));
        }
        return threshold;
    }

    private Duration window(Kind kind, LegacyKeys keys, long threshold, List<Remark> remarks)
            throws Refused {
        long minutes = keys.whole("threshold_window", USUAL_MINUTES);
        if (minutes < 1 || minutes > 1440) {
            throw new Refused("threshold_window", minutes + " is not from 1 to 1440 minutes");
        }
        String type = keys.text("threshold_type", "count");
        if (!Set.of("immediate", "count").contains(type)) {
            throw new Refused("threshold_type", type + " is neither immediate nor count");
        }
        if (kind != Kind.EVENT || type.equals("count")) {
            return Duration.ofMinutes(minutes);
        }
        if (threshold > 1) {
            remarks.add(
                    file.remark(
                            keys.path("threshold_type"),
                            "counted the events of one batch; here a batch is one tick of 5m"));
            return BATCH;
        }
        remarks.add(
                file.remark(
                        keys.path("threshold_type"),
                        "fired on the batch that brought the event; here the event is seen for "
                                + minutes
                                + "m, and told of once"));
        return Duration.ofMinutes(minutes);
    }

    /** Where none is given it was the window as written, of an immediate rule too. */
    private Duration cooldown(LegacyKeys keys, List<Remark> remarks) throws Refused {
        long minutes =
                keys.whole("cooldown_minutes", (int) keys.whole("threshold_window", USUAL_MINUTES));
        if (minutes < 0 || minutes > LONGEST_COOLDOWN) {
            throw new Refused(
                    "cooldown_minutes", minutes + " is not from 0 to " + LONGEST_COOLDOWN);
        }
        Duration cooldown = Duration.ofMinutes(Math.max(1, minutes));
        if (minutes == 0) {
            remarks.add(
                    file.remark(
                            keys.path("cooldown_minutes"),
                            "0 told of every cycle; here it is told of once a tick"));
        }
        String throttle = keys.text("throttle", "");
        if (throttle.isEmpty()) {
            return cooldown;
        }
        Matcher limit = THROTTLE.matcher(throttle);
        if (!limit.matches() || limit.group(1).matches("0+") || limit.group(2).matches("0+")) {
            throw new Refused("throttle", throttle + " is not like 1/15m");
        }
        long seconds =
                Long.parseLong(limit.group(2))
                        * switch (limit.group(3)) {
                            case "s" -> 1;
                            case "h" -> 3600;
                            case "d" -> 86_400;
                            default -> 60;
                        };
        long each = seconds / Long.parseLong(limit.group(1)) + 59;
        Duration spaced = Duration.ofMinutes(Math.max(1, each / 60));
        Duration both = cooldown.compareTo(spaced) > 0 ? cooldown : spaced;
        remarks.add(
                file.remark(
                        keys.path("throttle"),
                        throttle
                                + " let so many alerts through in any such time; here they are"
                                + " spaced evenly, so @cooldown is "
                                + Lengths.written(both)));
        return both;
    }

    private Mode checked(LegacyKeys keys, List<Filter> filters, Mode mode, List<Remark> remarks)
            throws Refused {
        boolean unsure = false;
        for (Filter filter : filters) {
            for (String value : filter.values()) {
                Names.Answer answer = names.of(filter.field(), value);
                if (answer == Names.Answer.UNKNOWN) {
                    throw new Refused(
                            "name",
                            "nothing that the PCE reported has the "
                                    + (filter.field().isLabel() ? "label " : "IP list ")
                                    + value);
                }
                unsure |= answer == Names.Answer.NOT_ASKED;
            }
        }
        if (!unsure) {
            return mode;
        }
        remarks.add(
                file.remark(
                        keys.path("name"),
                        "names labels or IP lists that could not be looked up, so the rule is"
                                + " written as shadow: look them up, then set it live"));
        return Mode.SHADOW;
    }

    private void tellBasis(Kind kind, LegacyKeys keys, List<Remark> remarks) {
        String text =
                switch (kind) {
                    case TRAFFIC, VOLUME ->
                            "added up the PCE's totals of the day for every flow that was seen, and"
                                    + " both agents' reports; here only what was added within the"
                                    + " window counts, and a connection once";
                    case BANDWIDTH ->
                            "divided the PCE's totals of the day by 600 s where no interval was"
                                    + " given; here what a flow grew by is divided by the time it"
                                    + " grew in";
                    default -> "";
                };
        if (!text.isEmpty()) {
            remarks.add(file.remark(keys.path("type"), text));
        }
    }

    private String name(Kind kind, String title) {
        String plain = Normalizer.normalize(title, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        String slug = plain.replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        String base =
                "imported/"
                        + (slug.isEmpty()
                                ? kind.name().toLowerCase(Locale.ROOT)
                                : slug.substring(0, Math.min(60, slug.length())));
        String name = base;
        for (int n = 2; !taken.add(name); n++) {
            name = base + "-" + n;
        }
        return name;
    }
}
