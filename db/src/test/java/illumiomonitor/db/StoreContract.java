package illumiomonitor.db;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What any store does, whichever engine is underneath. */
abstract class StoreContract {

    Store store;

    /** Opens an empty store. */
    abstract Store openEmpty() throws Exception;

    @BeforeEach
    void opens() throws Exception {
        store = openEmpty();
    }

    @Test
    void a_new_store_has_the_views_and_the_empty_term() {
        assertThat(number("select count(*) from history.flows")).isZero();
        assertThat(number("select count(*) from history.increments")).isZero();
        assertThat(number("select count(*) from term where term_id = 0 and text = ''")).isOne();
    }

    long number(String sql) {
        return store.jdbi().withHandle(handle -> handle.createQuery(sql).mapTo(long.class).one());
    }
}
