package illumiomonitor.engine.rule;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Rules by the row, from a file of {@code ### name} and text. */
final class Corpus {

    /**
     * A rule file of the corpus.
     *
     * @param name what it is about
     */
    record Row(String name, String text) {
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
                rows.add(new Row(row.substring(0, end), whole(row.substring(end + 1))));
            }
        }
        return rows;
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
