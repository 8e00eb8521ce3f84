package illumiomonitor.engine.rule;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Rules by the row, from a file of {@code ### name} and text. */
final class Corpus {

    /** A line of what is said about a row: {@code > text System}. */
    private static final Pattern SAID = Pattern.compile("(?m)^(>>?) (\\w+) ?(.*)\n");

    /**
     * What refuses a rule file.
     *
     * @param wall {@code text}, {@code parser}, {@code tree}, {@code header}, {@code compiler},
     *     {@code classes}, {@code leash} or {@code nothing}
     * @param word at fault, empty where none can be told
     */
    record Refusal(String wall, String word) {}

    /**
     * A rule file of the corpus.
     *
     * @param name what it is about
     * @param refusal what refuses it; null for what is taken
     * @param unread what refuses it when its text is not read; null where nobody tries
     */
    record Row(String name, String text, @Nullable Refusal refusal, @Nullable Refusal unread) {
        @Override
        public String toString() {
            return name;
        }
    }

    private Corpus() {}

    /** The rows of a file; what is only a condition and a consequence is put into a rule "a". */
    static List<Row> of(String file) {
        List<Row> rows = new ArrayList<>();
        for (String row : text(file).split("(?m)^### ")) {
            int end = row.indexOf('\n');
            if (!row.startsWith("#") && end > 0) {
                rows.add(row(row.substring(0, end), row.substring(end + 1)));
            }
        }
        return rows;
    }

    private static Row row(String name, String body) {
        Map<String, Refusal> said = new HashMap<>();
        String text = body;
        Matcher line = SAID.matcher(text);
        while (line.lookingAt()) {
            said.put(line.group(1), new Refusal(line.group(2), line.group(3)));
            text = text.substring(line.end());
            line = SAID.matcher(text);
        }
        return new Row(name, whole(text), said.get(">"), said.get(">>"));
    }

    private static String whole(String body) {
        if (!body.startsWith("when")) {
            return body.startsWith("!") ? body.substring(2) : Trials.TOP + body;
        }
        int then = body.indexOf("then\n");
        return Trials.rule(
                "a", "", body.substring(5, then).strip(), body.substring(then + 5).stripTrailing());
    }

    private static String text(String file) {
        try (InputStream in = Corpus.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
