package illumiomonitor.engine.people;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.db.Store;
import illumiomonitor.engine.H2;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PeopleTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private final Store store = Store.open(H2.memory());
    private final People people = new People(store);

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void a_name_is_given_once() {
        assertThat(people.add("ada", "hash", Person.Role.VIEWER, NOW)).isTrue();
        assertThat(people.add("ada", "other", Person.Role.ADMIN, NOW)).isFalse();

        assertThat(people.find("ada")).contains(new Person("ada", "hash", Person.Role.VIEWER, NOW));
    }

    @Test
    void the_newest_token_alone_makes_the_first_and_only_while_there_is_nobody() {
        people.expect("old");
        people.expect("new");

        assertThat(people.addFirst("eve", "h", "old", NOW)).isFalse();
        assertThat(people.addFirst("ada", "h", "new", NOW)).isTrue();
        people.expect("another");
        assertThat(people.addFirst("eve", "h", "another", NOW)).isFalse();
    }

    @Test
    void who_is_removed_is_gone() {
        people.add("ada", "hash", Person.Role.ADMIN, NOW);

        assertThat(people.remove("ada")).isTrue();
        assertThat(people.remove("ada")).isFalse();
        assertThat(people.changePassword("ada", "h")).isFalse();
        assertThat(people.isEmpty()).isTrue();
    }

    @Test
    void a_person_in_a_log_shows_no_hash() {
        assertThat(new Person("ada", "hash", Person.Role.ADMIN, NOW)).hasToString("ada (ADMIN)");
    }
}
