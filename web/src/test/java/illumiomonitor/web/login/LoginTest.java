package illumiomonitor.web.login;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.engine.people.Person;
import illumiomonitor.web.page.Site;
import illumiomonitor.web.page.TestConfig;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LoginTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Site.NOW);
    private final ExecutorService atOnce = Executors.newFixedThreadPool(20);
    private final Site site = new Site(TestConfig.of(false, Locale.ENGLISH), new Hand());

    /** A clock that stands until somebody turns it. */
    private final class Hand extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Objects.requireNonNull(now.get());
        }
    }

    private void later(Duration duration) {
        now.updateAndGet(instant -> instant.plus(duration));
    }

    @AfterEach
    void stop() {
        site.close();
        atOnce.shutdownNow();
    }

    @Test
    void the_token_makes_the_first_administrator_once() {
        String token = site.server.setupToken().orElseThrow();

        HttpResponse<String> made = setUp(token, "ada");
        HttpResponse<String> again = setUp(token, "eve");

        assertThat(made.statusCode()).isEqualTo(303);
        assertThat(Site.cookie(made)).isNotEmpty();
        assertThat(again.statusCode()).isEqualTo(422);
        assertThat(site.people().all())
                .extracting(Person::username, Person::role)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("ada", Person.Role.ADMIN));
        assertThat(site.people().find("ada").orElseThrow().passwordHash()).startsWith("$argon2id$");
    }

    private HttpResponse<String> setUp(String token, String username) {
        return site.send(
                site.form(
                        "/setup", "token", token, "username", username, "password", Site.PASSWORD));
    }

    @Test
    void a_wrong_token_makes_nobody() {
        HttpResponse<String> answer = setUp("AAAAA-BBBBB-CCCCC-DDDDD", "eve");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("The token is not the one");
        assertThat(site.people().isEmpty()).isTrue();
    }

    @Test
    void a_short_password_is_refused_before_anything_happens() {
        String token = site.server.setupToken().orElseThrow();

        HttpResponse<String> answer =
                site.send(
                        site.form(
                                "/setup", "token", token, "username", "ada", "password", "short"));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(site.people().isEmpty()).isTrue();
    }

    @Test
    void the_store_keeps_only_the_hash_of_the_token() {
        String token = site.server.setupToken().orElseThrow();

        String kept =
                site.store
                        .jdbi()
                        .withHandle(
                                h ->
                                        h.createQuery("select value from setting")
                                                .mapTo(String.class)
                                                .one());

        assertThat(kept).hasSize(64).doesNotContain(token);
    }

    @Test
    void nobody_signs_in_before_the_set_up() {
        assertThat(site.get("/login").headers().firstValue("Location")).contains("/setup");
    }

    @Test
    void a_wrong_password_and_an_unknown_name_are_answered_alike() {
        site.signIn("ada", Person.Role.ADMIN);

        HttpResponse<String> wrong = site.login("ada", "not the password");
        HttpResponse<String> unknown = site.login("bob", "not the password");

        assertThat(wrong.statusCode()).isEqualTo(401).isEqualTo(unknown.statusCode());
        assertThat(wrong.body().replace("ada", "")).isEqualTo(unknown.body().replace("bob", ""));
        assertThat(Site.cookie(wrong)).isEmpty();
    }

    @Test
    void guessing_gets_slower_and_the_right_password_waits_with_it() {
        site.signIn("ada", Person.Role.ADMIN);
        for (int i = 0; i < 6; i++) {
            site.login("ada", "guess " + i);
            later(Duration.ofMillis(1));
        }

        HttpResponse<String> tooSoon = site.login("ada", Site.PASSWORD);
        later(Duration.ofMinutes(1));
        HttpResponse<String> inTime = site.login("ada", Site.PASSWORD);

        assertThat(tooSoon.statusCode()).isEqualTo(429);
        assertThat(tooSoon.headers().firstValue("Retry-After")).isPresent();
        assertThat(inTime.statusCode()).isEqualTo(303);
    }

    @Test
    void many_guesses_at_once_are_no_more_than_many_in_a_row() {
        site.signIn("ada", Person.Role.ADMIN);

        List<Integer> answers =
                IntStream.range(0, 40)
                        .mapToObj(n -> CompletableFuture.supplyAsync(() -> guess(n), atOnce))
                        .toList()
                        .stream()
                        .map(CompletableFuture::join)
                        .toList();

        assertThat(answers).containsOnly(401, 429);
        assertThat(answers).filteredOn(code -> code == 401).hasSize(5);
    }

    private int guess(int n) {
        return site.login("ada", "guess " + n).statusCode();
    }

    @Test
    void those_who_sign_in_from_one_address_do_not_wait_for_one_another() {
        site.signIn("ada", Person.Role.ADMIN);

        for (int n = 0; n < 21; n++) {
            assertThat(site.login("ada", Site.PASSWORD).statusCode()).isEqualTo(303);
        }
    }

    @Test
    void a_session_lasts_eight_hours() {
        Site.Visitor visitor = site.signIn("ada", Person.Role.ADMIN);

        later(Duration.ofHours(8).minusSeconds(1));
        assertThat(visitor.get("/alerts").statusCode()).isEqualTo(200);
        later(Duration.ofSeconds(1));
        assertThat(visitor.get("/alerts").statusCode()).isEqualTo(303);
    }
}
