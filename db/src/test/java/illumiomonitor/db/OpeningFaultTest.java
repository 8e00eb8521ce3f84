package illumiomonitor.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import illumiomonitor.db.StoreException.Problem;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpeningFaultTest {

    private static final String HUSH = "not-a-password";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://h:5432?user=a&password=" + HUSH,
                "jdbc:postgresql://h:abc/db?password=" + HUSH,
                "jdbc:postgresql:/bad?sslpassword=" + HUSH,
                "jdbc:postgresql://a:" + HUSH + "@h/db",
                "jdbc:postgresql://127.0.0.1:1/db?password=%GG" + HUSH,
                "jdbc:h2:mem:;PASSWORD=" + HUSH + ";PASSWORD=other",
                "jdbc:h2:mem:x;PASSWORD=" + HUSH + ";FOO=1"
            })
    void a_url_that_is_wrong_is_a_matter_of_settings_and_its_password_stays_hidden(String url) {
        List<String> logged = new ArrayList<>();
        Handler listener = listener(logged);
        Logger.getLogger("").addHandler(listener);
        try {
            StoreException fault = opening(url);

            assertThat(fault.problem()).isEqualTo(Problem.SETTING);
            assertThat(trace(fault)).contains("cannot be opened").doesNotContain(HUSH);
            assertThat(logged).noneMatch(line -> line.contains(HUSH));
        } finally {
            Logger.getLogger("").removeHandler(listener);
        }
    }

    @Test
    void a_server_that_is_away_is_said_to_be_away() {
        StoreException fault =
                opening("jdbc:postgresql://127.0.0.1:1/monitor?user=a&password=" + HUSH);

        assertThat(fault.problem()).isEqualTo(Problem.AWAY);
        assertThat(fault)
                .hasMessageStartingWith(
                        "the store jdbc:postgresql://127.0.0.1:1/monitor does not answer: Connection to 127.0.0.1:1 refused");
        assertThat(fault.getCause()).as("says nothing secret, and where it happened").isNotNull();
        assertThat(trace(fault)).doesNotContain(HUSH);
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://a:b@h/db?x=1, jdbc:postgresql://h/db",
        "jdbc:h2:mem:x;PASSWORD=b, jdbc:h2:mem:x"
    })
    void a_store_is_named_without_what_could_be_a_password(String url, String name) {
        assertThat(OpeningFault.name(url)).isEqualTo(name);
    }

    @Test
    void what_was_bound_to_a_statement_that_failed_is_not_in_its_error() {
        try (Store store = Store.open("jdbc:h2:mem:" + UUID.randomUUID())) {
            assertThatThrownBy(
                            () ->
                                    store.jdbi()
                                            .useHandle(
                                                    handle ->
                                                            handle.createUpdate(
                                                                            "insert into person (username, password_hash) values ('ann', :hash)")
                                                                    .bind("hash", HUSH)
                                                                    .execute()))
                    .message()
                    .isNotBlank()
                    .doesNotContain(HUSH);
        }
    }

    private static StoreException opening(String url) {
        return catchThrowableOfType(StoreException.class, () -> Store.open(url).close());
    }

    private static String trace(Throwable error) {
        StringWriter trace = new StringWriter();
        error.printStackTrace(new PrintWriter(trace, true));
        return trace.toString();
    }

    private static Handler listener(List<String> logged) {
        return new Handler() {
            @Override
            public void publish(LogRecord line) {
                logged.add(new SimpleFormatter().formatMessage(line));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }
}
