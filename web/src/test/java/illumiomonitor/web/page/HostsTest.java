package illumiomonitor.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostsTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, , localhost:8080, true",
        "127.0.0.1, , monitor.example.com, false",
        "127.0.0.1, https://monitor.example.com, monitor.example.com, true",
        "127.0.0.1, https://monitor.example.com, MONITOR.example.com:443, true",
        "127.0.0.1, https://monitor.example.com, evil.example.com, false",
        "0.0.0.0, , monitor.example.com, true"
    })
    void on_loopback_only_local_names_and_that_of_the_proxy_are_answered(
            String bind, URI address, String host, boolean answered) {
        assertThat(new Hosts(bind, address).answersTo(host)).isEqualTo(answered);
    }
}
