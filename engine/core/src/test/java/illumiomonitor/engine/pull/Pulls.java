package illumiomonitor.engine.pull;

import illumiomonitor.db.Store;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** What tests of pulls begin with: a store of all tests of a class, and a PCE for each of them. */
abstract class Pulls {

    static Store store;
    Fixture pce;

    @BeforeAll
    static void open() {
        store = Fixture.memory();
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @BeforeEach
    void fresh() {
        pce = new Fixture(store);
        pce.counters("bucket");
    }

    List<Gaps.Gap> gaps() {
        return new Gaps(store).list().stream().filter(gap -> gap.pceId() == pce.pceId).toList();
    }

    /** Rows of the PCE. */
    long count(String table) {
        return store.jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery(
                                                "select count(*) from "
                                                        + table
                                                        + " where pce_id = :pce")
                                        .bind("pce", pce.pceId)
                                        .mapTo(Long.class)
                                        .one());
    }
}
