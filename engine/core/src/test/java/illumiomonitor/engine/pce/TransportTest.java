package illumiomonitor.engine.pce;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.pce.ScriptedPce.Asked;
import illumiomonitor.engine.pce.ScriptedPce.Manner;
import illumiomonitor.engine.pce.ScriptedPce.Said;
import illumiomonitor.spi.Secret;
import illumiomonitor.spi.SourceException;
import illumiomonitor.spi.SourceException.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransportTest {

    private static final Said VERSION = Said.json("{\"version\":\"25.2.10\",\"build\":\"17\"}");

    @TempDir Path folder;
    private final ScriptedPce server = new ScriptedPce();
    private final Deque<Said> script = new ArrayDeque<>();
    private PceClient client;

    @BeforeEach
    void open() {
        server.script(this::next);
        client = Given.client(server, folder);
    }

    private synchronized Said next(Asked asked) {
        return script.isEmpty() ? VERSION : script.poll();
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    private SourceException failure() {
        return catchThrowableOfType(SourceException.class, client::version);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 504})
    void a_question_is_put_again_after_a_status_that_may_pass(int status) throws Exception {
        script.add(Said.json(status, "<html><title>Bad Gateway</title></html>"));
        script.add(Said.empty(status));

        assertThat(client.version()).isEqualTo("25.2.10");
        assertThat(client.requests()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(names = {"CUT", "RESET", "HANG", "STALL"})
    void a_question_is_put_again_after_a_broken_connection(Manner manner) throws Exception {
        script.add(VERSION.by(manner));

        assertThat(client.version()).isEqualTo("25.2.10");
    }

    @Test
    void a_body_that_is_no_json_is_asked_for_again() throws Exception {
        script.add(Said.json("{\"version\":\"25."));
        script.add(Said.json("<html>maintenance</html>"));

        assertThat(client.version()).isEqualTo("25.2.10");
    }

    @Test
    void five_tries_are_enough() {
        for (int i = 0; i < 9; i++) {
            script.add(
                    Said.json(503, "<html><head><title>Service down</title></head></html>")
                            .with("X-Request-Id", "abc"));
        }

        SourceException error = failure();

        assertThat(error.problem()).isEqualTo(Problem.UNREACHABLE);
        assertThat(error)
                .hasMessage(
                        "PCE hq answered 503 to GET /api/v2/product_version (request abc): Service down");
        assertThat(client.requests()).isEqualTo(5);
    }

    @Test
    void a_limit_that_does_not_end_is_said_to_be_one() {
        for (int i = 0; i < 9; i++) {
            script.add(
                    Said.json(
                            429,
                            "[{\"token\":\"too_many_requests_error\",\"message\":\"slow down\"}]"));
        }

        SourceException error = failure();

        assertThat(error.problem()).isEqualTo(Problem.RATE_LIMITED);
        assertThat(error).hasMessageContaining("too_many_requests_error: slow down");
    }

    @Test
    void the_wait_that_the_pce_asks_for_is_kept() throws Exception {
        script.add(Said.empty(429).with("Retry-After", "1"));
        long before = System.nanoTime();

        client.version();

        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "", "-5", "NaN", "Wed, 99 Nov 2026", "0"})
    void a_wait_that_makes_no_sense_is_not_kept(String nonsense) throws Exception {
        script.add(Said.empty(429).with("Retry-After", nonsense));

        assertThat(client.version()).isEqualTo("25.2.10");
    }

    @Test
    void a_wait_is_a_number_or_a_date_and_never_longer_than_a_minute() {
        Instant now = Instant.parse("2026-07-01T08:00:00Z");
        String inTenSeconds =
                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        now.plusSeconds(10).atZone(ZoneOffset.UTC));
        String tomorrow =
                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        now.plusSeconds(86400).atZone(ZoneOffset.UTC));

        assertThat(RetryAfter.parse("7", now)).contains(Duration.ofSeconds(7));
        assertThat(RetryAfter.parse(inTenSeconds, now)).contains(Duration.ofSeconds(10));
        for (String huge : List.of("3600", "99999999999999999999", "Infinity", tomorrow)) {
            assertThat(RetryAfter.parse(huge, now)).contains(Duration.ofSeconds(60));
        }
        assertThat(RetryAfter.parse("-1", now)).contains(Duration.ZERO);
        assertThat(RetryAfter.parse("NaN", now)).isEmpty();
        assertThat(RetryAfter.parse("later", now)).isEmpty();
    }

    @Test
    void a_wrong_key_is_named_but_never_its_secret_and_nothing_is_tried_again() {
        script.add(Said.empty(401));

        SourceException error = failure();

        assertThat(error.problem()).isEqualTo(Problem.UNAUTHORIZED);
        assertThat(error).hasMessageContaining("api_1a2b").hasMessageNotContaining("not-a-secret");
        assertThat(client.requests()).isEqualTo(1);
    }

    @Test
    void a_key_without_permission_is_named_with_the_pces_words() {
        script.add(Said.json(403, "{\"token\":\"forbidden_error\",\"message\":\"not your org\"}"));

        SourceException error = failure();

        assertThat(error.problem()).isEqualTo(Problem.FORBIDDEN);
        assertThat(error)
                .hasMessageContaining("api_1a2b")
                .hasMessageContaining("forbidden_error: not your org");
    }

    @Test
    void a_redirect_is_refused_and_not_followed() {
        script.add(Said.empty(302).with("Location", "https://elsewhere.example/"));

        assertThat(failure().problem()).isEqualTo(Problem.REFUSED);
        assertThat(client.requests()).isEqualTo(1);
    }

    @Test
    void nobody_there_is_said_so() {
        server.close();

        SourceException error = failure();

        assertThat(error.problem()).isEqualTo(Problem.UNREACHABLE);
        assertThat(error).hasMessageContaining("cannot be reached at " + server.url());
    }

    @Test
    void a_proxy_is_asked_instead_of_the_pce() throws Exception {
        client = through(server.url(), "http://pce.example.com:8443");

        assertThat(client.version()).isEqualTo("25.2.10");
        assertThat(server.asked.get(0).headers().get("Host")).isEqualTo("pce.example.com:8443");
    }

    private PceClient through(URI proxy, String pce) throws Exception {
        return Given.client(
                new Config.Pce(
                        "hq",
                        URI.create(pce),
                        1,
                        "k",
                        new Secret("s"),
                        true,
                        null,
                        proxy,
                        null,
                        false),
                folder,
                Given.FAST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://pce.example.com:8080", "https://pce.example.com:8443"})
    void a_proxy_that_wants_credentials_is_named_with_what_to_do(String pce) throws Exception {
        server.script(asked -> Said.empty(407).with("Proxy-Authenticate", "Basic realm=corp"));
        client = through(server.url(), pce);

        SourceException error = failure();

        assertThat(error.problem()).isEqualTo(Problem.UNREACHABLE);
        assertThat(error)
                .hasMessage(
                        "the proxy %s wants credentials (407), which the monitor has none of: let this machine through to PCE hq without them, or set pce.proxy to a proxy that does"
                                .formatted(server.url()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://pce.example.com:8080", "https://pce.example.com:8443"})
    void a_proxy_that_is_not_there_is_blamed_instead_of_the_pce(String pce) throws Exception {
        server.close();
        client = through(server.url(), pce);

        SourceException error = failure();

        assertThat(error.problem()).isEqualTo(Problem.UNREACHABLE);
        assertThat(error)
                .hasMessageStartingWith(
                        "the proxy %s of PCE hq cannot be reached: ".formatted(server.url()))
                .hasMessageEndingWith("; see pce.proxy");
    }

    @Test
    void a_proxy_that_leads_nowhere_is_named_with_its_answer() throws Exception {
        server.script(asked -> Said.empty(502));
        client = through(server.url(), "https://pce.example.com:8443");

        assertThat(failure())
                .hasMessage(
                        "the proxy %s does not lead to PCE hq: it answered 502; see pce.proxy"
                                .formatted(server.url()));
    }

    @Test
    void a_port_that_speaks_no_tls_is_said_to() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 50, InetAddress.getByName("localhost"))) {
            Thread answers = new Thread(() -> refuseAll(plain), "plain");
            answers.start();
            URI https = URI.create("https://localhost:" + plain.getLocalPort());
            client = Given.client(Given.pce(https), folder, Given.FAST);

            SourceException error = failure();

            assertThat(error.problem()).isEqualTo(Problem.UNREACHABLE);
            assertThat(error)
                    .hasMessage(
                            "what answers at %s for PCE hq does not speak TLS: another port, or http in pce.url?"
                                    .formatted(https));
        }
    }

    /** As a web server does that gets what is no HTTP. */
    private static void refuseAll(ServerSocket plain) {
        while (true) {
            try (Socket caller = plain.accept()) {
                caller.getInputStream().read();
                caller.getOutputStream()
                        .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII));
            } catch (IOException e) {
                return; // the test has closed it
            }
        }
    }

    @Test
    void no_stretch_of_a_minute_sees_more_requests_than_the_budget() throws Exception {
        Budget budget = new Budget(5, Duration.ofMillis(200));
        long before = System.nanoTime();

        for (int i = 0; i < 11; i++) {
            budget.take();
        }

        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .isGreaterThanOrEqualTo(Duration.ofMillis(400));
    }

    @Test
    void a_place_is_taken_at_once_only_while_one_is_free() {
        Budget budget = new Budget(2, Duration.ofMinutes(1));

        assertThat(budget.takeNow()).isTrue();
        assertThat(budget.takeNow()).isTrue();
        assertThat(budget.takeNow()).isFalse();
        assertThat(budget.passed()).isEqualTo(2);
    }

    @Test
    void the_pces_time_is_the_hosts_unless_an_answer_proves_it_wrong() throws Exception {
        Instant host = Instant.parse("2026-07-01T08:00:00.700Z");
        client =
                new PceClient(
                        Given.pce(server.url()),
                        Given.pull(Duration.ofSeconds(5), false),
                        Clock.fixed(host, ZoneOffset.UTC),
                        folder,
                        Given.FAST);

        script.add(VERSION.with("Date", "Wed, 01 Jul 2026 08:00:00 GMT"));
        client.version();
        assertThat(client.clockOffset()).isZero();

        script.add(VERSION.with("Date", "Wed, 01 Jul 2026 08:02:00 GMT"));
        client.version();
        assertThat(client.clockOffset())
                .isBetween(Duration.ofSeconds(119), Duration.ofSeconds(121));
        assertThat(client.now()).isEqualTo(host.plus(client.clockOffset()));

        script.add(VERSION.with("Date", "rubbish"));
        client.version();
        assertThat(client.clockOffset()).isGreaterThan(Duration.ofSeconds(100));
    }

    @Test
    void an_error_is_understood_in_any_shape() {
        assertThat(errorText("[{\"token\":\"a\",\"message\":\"b\"},{\"token\":\"c\"}]"))
                .isEqualTo("a: b; c");
        assertThat(errorText("{\"error\":\"e\"}")).isEqualTo("e");
        assertThat(errorText("[{\"error\":\"e\"}]")).isEqualTo("e");
        assertThat(errorText("{\"errors\":[{\"token\":\"t\",\"message\":\"m\"}]}"))
                .isEqualTo("t: m");
        assertThat(errorText("")).isEmpty();
        assertThat(errorText("<html><body>x</body></html>")).isEqualTo("an HTML page");
        assertThat(errorText("upstream\n gone")).isEqualTo("upstream gone");
        assertThat(errorText("{broken")).isEqualTo("{broken");
    }

    private static String errorText(String body) {
        return ErrorText.of(body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
