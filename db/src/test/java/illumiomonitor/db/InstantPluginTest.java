package illumiomonitor.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.TimeZone;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstantPluginTest {

    private final TimeZone before = TimeZone.getDefault();

    @BeforeEach
    void live_where_clocks_are_changed() {
        TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
    }

    @AfterEach
    void restore() {
        TimeZone.setDefault(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-01T05:30:00Z",
                "2026-11-01T06:30:00Z",
                "2026-03-08T07:30:00.123456Z"
            })
    void an_instant_comes_back_as_it_was_whatever_the_zone_of_the_machine(String text) {
        Instant instant = Instant.parse(text);
        try (Store store = Store.open("jdbc:h2:mem:" + UUID.randomUUID())) {
            store.jdbi()
                    .useHandle(
                            h -> {
                                h.createUpdate(
                                                "insert into pce (pce_id, name, first_seen_at) values (1, 'hq', :at)")
                                        .bind("at", instant)
                                        .execute();
                                assertThat(
                                                h.select("select first_seen_at from pce")
                                                        .mapTo(Instant.class)
                                                        .one())
                                        .isEqualTo(instant);
                                assertThat(
                                                h.createQuery(
                                                                "select count(*) from pce where first_seen_at = :at")
                                                        .bind("at", instant)
                                                        .mapTo(Integer.class)
                                                        .one())
                                        .isEqualTo(1);
                                assertThat(
                                                h.select("select coverage_from from pce")
                                                        .mapTo(Instant.class)
                                                        .findOne())
                                        .isEmpty();
                            });
        }
    }
}
