package illumiomonitor.web.cli;

import illumiomonitor.engine.words.Words;
import illumiomonitor.spi.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A rule that somebody filled in at the menu, before it is a text.
 *
 * @param name {@code own/...}, also the name of its file
 * @param conditions what a fact must meet, in DRL
 * @param windowMinutes the stretch of time it looks at
 * @param threshold met at or above; events, connections, MB (1,048,576 bytes) or Mbit/s
 */
record OwnRule(
        Kind kind,
        String name,
        String title,
        Severity severity,
        List<String> conditions,
        long windowMinutes,
        long cooldownMinutes,
        long threshold) {

    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

    /** What it counts. */
    enum Kind {
        EVENT,
        TRAFFIC,
        VOLUME,
        BANDWIDTH;

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    String file() {
        return name + ".drl";
    }

    /** The rule as a person would have written it. */
    String text(Words words) {
        String key = "rule." + kind.key();
        Map<String, String> values = new TreeMap<>();
        values.put("name", name);
        values.put("title", literal(title));
        values.put("severity", severity.name());
        values.put("window", windowMinutes + "m");
        values.put("seconds", String.valueOf(windowMinutes * 60));
        values.put("cooldown", cooldownMinutes + "m");
        values.put("threshold", String.valueOf(threshold));
        values.put(
                "conditions", conditions.stream().map(c -> c + ", ").collect(Collectors.joining()));
        values.put("unit", words.get(key + ".unit"));
        values.put("sees", comment(words.get(key + ".sees", title, String.valueOf(windowMinutes))));
        String shown = title.replace("%", "%%");
        values.put(
                "finding",
                literal(words.get(key + ".finding", String.valueOf(windowMinutes), shown)));
        for (String line : List.of("means", "quiet", "then")) {
            values.put(line, comment(words.get("rule." + line)));
        }
        return fill(template(), values);
    }

    /** A text inside quotes of DRL. */
    static String literal(String text) {
        return text.replaceAll("\\p{Cntrl}", " ").replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static String comment(String text) {
        return text.replaceAll("\\p{Cntrl}", " ").replace("*/", "* /").replace("\\", "/");
    }

    private String template() {
        String name = kind.key() + "-rule.drl";
        try (InputStream in =
                Objects.requireNonNull(OwnRule.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String fill(String template, Map<String, String> values) {
        return PLACE.matcher(template)
                .replaceAll(
                        place ->
                                Matcher.quoteReplacement(
                                        Objects.requireNonNull(
                                                values.get(place.group(1)), place.group(1))));
    }
}
