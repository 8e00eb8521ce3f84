package illumiomonitor.engine.pull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * The texts that many flow rows share, by number. Two PCEs that meet a text at the same time may
 * give it two numbers: rows are told apart by the text, never by its number. Not thread-safe.
 */
final class Terms {

    private static final int LONGEST = 4000;

    private final Jdbi jdbi;
    private final Ids ids;
    private final Fingerprint print = new Fingerprint();
    private final PrintTable numbers = new PrintTable();
    private final List<NewTerm> unsaved = new ArrayList<>();
    private long[] hi = new long[256];
    private long[] lo = new long[256];

    private record NewTerm(int id, String text) {}

    Terms(Jdbi jdbi, Ids ids) {
        this.jdbi = jdbi;
        this.ids = ids;
        jdbi.useHandle(
                handle ->
                        handle.createQuery("select term_id, text from term order by term_id desc")
                                .map((rs, ctx) -> new NewTerm(rs.getInt(1), rs.getString(2)))
                                .forEach(term -> know(term.id(), term.text())));
        if (number("") == PrintTable.ABSENT) {
            know(0, "");
            unsaved.add(new NewTerm(0, ""));
        }
    }

    /** The text's number, a new one if it never came before. */
    int of(String raw) {
        String text = Texts.clean(raw, LONGEST);
        int known = number(text);
        if (known != PrintTable.ABSENT) {
            return known;
        }
        int id = ids.terms(jdbi, 1);
        know(id, text);
        unsaved.add(new NewTerm(id, text));
        if (unsaved.size() >= TrafficWriter.CHUNK) {
            save();
        }
        return id;
    }

    /** Adds what tells the text apart. */
    void print(Fingerprint sum, int id) {
        sum.add(hi[id]).add(lo[id]);
    }

    /** The one number of all that were given to the same text. */
    int canonical(int id) {
        return numbers.get(hi[id], lo[id]);
    }

    /** Writes the new ones; until then no row may name them. */
    void save() {
        if (unsaved.isEmpty()) {
            return;
        }
        jdbi.useTransaction(
                handle -> {
                    PreparedBatch batch =
                            handle.prepareBatch("insert into term (term_id, text) values (?, ?)");
                    unsaved.forEach(term -> batch.add(term.id(), term.text()));
                    batch.execute();
                });
        unsaved.clear();
    }

    private int number(String text) {
        print.start().add(text).finish();
        return numbers.get(print.hi(), print.lo());
    }

    private void know(int id, String text) {
        print.start().add(text).finish();
        numbers.put(print.hi(), print.lo(), id);
        if (id >= hi.length) {
            hi = Arrays.copyOf(hi, Math.max(id + 1, hi.length * 2));
            lo = Arrays.copyOf(lo, hi.length);
        }
        hi[id] = print.hi();
        lo[id] = print.lo();
    }
}
