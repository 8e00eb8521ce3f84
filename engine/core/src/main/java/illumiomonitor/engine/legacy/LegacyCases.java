package illumiomonitor.engine.legacy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import illumiomonitor.engine.form.Form;
import illumiomonitor.engine.form.Kind;
import illumiomonitor.engine.form.Lengths;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Two cases for a rule: one that fires at the threshold, and one that is quiet just below it. */
final class LegacyCases {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long MIB = 1_048_576;

    /** Runs wait while cases are tried, and a case has no more than 100,000 rows. */
    private static final long MOST_EVENTS = 1_000;

    private final Form form;
    private final Map<String, Object> row;
    private final long threshold;

    private LegacyCases(Form form, Map<String, Object> row) {
        this.form = form;
        this.row = row;
        this.threshold =
                form.kind() == Kind.EVENT
                        ? Math.min(form.threshold(), MOST_EVENTS)
                        : form.threshold();
    }

    /** The case file, or nothing where no example of what the rule looks for can be made up. */
    static Optional<String> of(Form form) {
        return Example.of(form).map(row -> new LegacyCases(form, row).text());
    }

    private String text() {
        return "rule: "
                + form.name()
                + "\n\ncases:\n"
                + one("fires at the threshold", true, json("hq: " + said()))
                + "\n"
                + one("stays quiet just below", false, "");
    }

    private String one(String name, boolean fires, String finds) {
        return "  - name: "
                + name
                + (threshold < form.threshold() ? "\n    threshold: " + threshold : "")
                + (form.kind() == Kind.EVENT ? "\n    events: " : "\n    flows: ")
                + rows(fires)
                + "\n    finds: ["
                + finds
                + "]\n";
    }

    private String rows(boolean fires) {
        Map<String, Object> filled = new LinkedHashMap<>(row);
        switch (form.kind()) {
            case EVENT -> {
                long times = fires ? threshold : threshold - 1;
                if (times == 0) {
                    return "[]";
                }
                filled.put("repeat", times);
            }
            case TRAFFIC -> filled.put("connections", fires ? threshold : threshold - 1);
            case VOLUME -> filled.put("bytesIn", threshold * MIB - (fires ? 0 : 1));
            default -> {
                filled.put("seconds", 8);
                filled.put("bytesIn", threshold * 1_000_000 - (fires ? 0 : 1));
            }
        }
        return "[" + json(filled) + "]";
    }

    private String said() {
        String window = " within " + Lengths.written(form.window());
        return switch (form.kind()) {
            case EVENT -> String.format(Locale.ENGLISH, "%,d events", threshold) + window;
            case TRAFFIC -> String.format(Locale.ENGLISH, "%,d connections", threshold) + window;
            case VOLUME -> String.format(Locale.ENGLISH, "%,d MiB", threshold) + window;
            default -> String.format(Locale.ENGLISH, "%,.1f Mbit/s", (double) threshold) + window;
        };
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers can be written", e);
        }
    }
}
