package illumiomonitor.web.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

final class ThrottleTest {

    private final Throttle throttle =
            new Throttle(3, Duration.ofMinutes(1), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            throttle.failed("ada");
        }
    }

    @Test
    void the_first_failures_cost_nothing() {
        fail(2);

        assertThat(throttle.wait("ada")).isZero();
    }

    @Test
    void each_further_failure_doubles_the_wait() {
        fail(3);
        assertThat(throttle.wait("ada")).hasSeconds(1);
        fail(1);
        assertThat(throttle.wait("ada")).hasSeconds(2);
        fail(1);
        assertThat(throttle.wait("ada")).hasSeconds(4);
    }

    @Test
    void the_wait_has_an_end() {
        fail(60);

        assertThat(throttle.wait("ada")).hasMinutes(1);
    }

    @Test
    void a_failure_that_was_none_is_taken_back_alone() {
        fail(4);

        throttle.takeBack("ada");

        assertThat(throttle.wait("ada")).hasSeconds(1);
    }

    @Test
    void success_forgets_and_others_never_wait() {
        fail(9);

        assertThat(throttle.wait("bob")).isZero();
        throttle.succeeded("ada");
        assertThat(throttle.wait("ada")).isZero();
    }
}
