package illumiomonitor.engine.pce;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class QueryNamesTest {

    private final PceClock clock =
            new PceClock(Clock.fixed(Instant.parse("2026-07-01T08:00:00Z"), ZoneOffset.UTC));
    private final QueryNames pulling = new QueryNames("hq", null, clock);

    /** As another process would have named it: what tells processes apart is the name's end. */
    private static String ofAnotherProcess(String name) {
        return name.substring(0, name.lastIndexOf('-')) + "-0";
    }

    @ParameterizedTest
    @EnumSource
    void who_pulls_tidies_up_after_who_was_beside_in_another_process(Purpose purpose) {
        String left = ofAnotherProcess(new QueryNames("hq", purpose, clock).next());

        assertThat(pulling.isOurs(left)).isTrue();
        assertThat(new QueryNames("hq2", null, clock).isOurs(left)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void who_is_beside_in_this_process_may_still_be_at_work(Purpose purpose) {
        assertThat(pulling.isOurs(new QueryNames("hq", purpose, clock).next())).isFalse();
    }

    @Test
    void who_is_beside_knows_only_its_own() {
        QueryNames check = new QueryNames("hq", Purpose.CHECK, clock);

        assertThat(check.isOurs(check.next())).isTrue();
        assertThat(check.isOurs(ofAnotherProcess(pulling.next()))).isFalse();
        assertThat(
                        check.isOurs(
                                ofAnotherProcess(
                                        new QueryNames("hq", Purpose.RECORD, clock).next())))
                .isFalse();
    }
}
