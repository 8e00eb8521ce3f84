package illumiomonitor.engine.rule;

import static illumiomonitor.engine.rule.Planted.TEN;
import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.engine.reference.Reference;
import illumiomonitor.engine.reference.References;
import illumiomonitor.spi.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is kept of the lists of many PCEs. */
class CompletedTest {

    private static final int PCES = 8;

    private final Planted planted = new Planted();

    @BeforeEach
    void lists() {
        for (int pce = 1; pce <= PCES; pce++) {
            if (pce > 1) {
                planted.execute(
                        "insert into pce (pce_id, name, first_seen_at) values (?, ?, ?)",
                        pce,
                        "pce" + pce,
                        Planted.utc(TEN));
            }
            planted.execute(
                    """
                    insert into reference_read (pce_id, read_at, valid_at, outcome, changed, reason)
                    values (?, ?, ?, 'OK', 1, '')
                    """,
                    pce,
                    Planted.utc(TEN),
                    Planted.utc(TEN));
            planted.execute(
                    """
                    insert into reference_object (pce_id, kind, href, name, body, labels_since, valid_from)
                    values (?, 'IP_LISTS', '/l', 'Corporate', '{"ranges":[{"from":"10.0.0.0/8","to":"","not":false}]}', ?, ?)
                    """,
                    pce,
                    Planted.utc(TEN),
                    Planted.utc(TEN));
        }
    }

    @AfterEach
    void close() {
        planted.close();
    }

    @Test
    void windows_of_many_pces_share_the_lists_and_endpoints_of_their_own() {
        References references = new References(planted.store);
        Completed completed = new Completed();
        List<Reference> lists = new ArrayList<>();
        List<Endpoint> whole = new ArrayList<>();
        for (int window = 0; window < 2; window++) {
            for (int pce = 1; pce <= PCES; pce++) {
                Reference reference = asOf(references, pce);
                lists.add(reference);
                whole.add(completed(completed, "pce" + pce, reference));
            }
        }

        for (int pce = 0; pce < PCES; pce++) {
            assertThat(lists.get(PCES + pce)).isSameAs(lists.get(pce));
            assertThat(whole.get(PCES + pce)).isSameAs(whole.get(pce));
            assertThat(whole.get(pce).ipLists()).containsExactly("Corporate");
        }
    }

    private Reference asOf(References references, int pce) {
        try (Handle handle = planted.store.jdbi().open()) {
            return references.asOf(handle, pce, TEN);
        }
    }

    private static Endpoint completed(Completed completed, String pce, Reference reference) {
        LongTable<Endpoint> plain = new LongTable<>();
        plain.put(
                7,
                new Endpoint(
                        "10.0.0.5", "", "", false, "", Map.of(), List.of(), "", true, List.of()));
        Endpoint whole = completed.table(pce, reference, new long[] {7}, plain).get(7);
        assertThat(whole).isNotNull();
        return whole;
    }
}
