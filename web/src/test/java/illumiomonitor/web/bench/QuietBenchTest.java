package illumiomonitor.web.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuietBenchTest {

    private static final int TWO_HOURS = 24;

    @Test
    void two_quiet_hours_of_a_new_installation_drown_nobody() throws InterruptedException {
        var said = QuietBench.said(1, TWO_HOURS);

        assertThat(said).noneMatch(QuietBench.Said::isTooLoud);
        assertThat(
                        said.stream()
                                .filter(one -> one.mode().equals("LIVE") && !one.held())
                                .mapToInt(QuietBench.Said::alerts)
                                .sum())
                .as("%s", said)
                .isLessThanOrEqualTo(QuietBench.MOST);
    }
}
