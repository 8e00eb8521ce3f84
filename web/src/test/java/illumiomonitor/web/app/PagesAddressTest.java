package illumiomonitor.web.app;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.engine.config.Config;
import illumiomonitor.spi.Secret;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PagesAddressTest {

    private static String of(String bind, String keystore, String address) {
        return PagesAddress.of(web(bind, keystore, address), 8080).toString();
    }

    private static Config.Web web(String bind, String keystore, String address) {
        return new Config.Web(
                bind,
                0,
                keystore == null ? null : Path.of(keystore),
                new Secret(""),
                address == null ? null : URI.create(address));
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, http://127.0.0.1:8080",
        "192.0.2.7, http://192.0.2.7:8080",
        "monitor.example.com, http://monitor.example.com:8080",
        "::1, http://[::1]:8080",
        "[::1], http://[::1]:8080",
        "fe80::1%eth0, http://[fe80::1]:8080"
    })
    void people_find_the_pages_where_they_listen(String bind, String address) {
        assertThat(of(bind, null, null)).isEqualTo(address);
        assertThat(of(bind, "web.p12", null)).isEqualTo(address.replace("http:", "https:"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "[::]", "0:0:0:0:0:0:0:0"})
    void pages_that_listen_everywhere_are_found_under_the_name_of_the_machine(String bind)
            throws Exception {
        assertThat(of(bind, null, null))
                .isEqualTo("http://" + InetAddress.getLocalHost().getCanonicalHostName() + ":8080");
    }

    @ParameterizedTest
    @CsvSource({
        "monitor-1.example.com, http://monitor-1.example.com:8080",
        "192.0.2.7, http://192.0.2.7:8080",
        "fe80:0:0:0:1:2:3:4%eth0, http://[fe80:0:0:0:1:2:3:4]:8080",
        "2001:db8:0:0:0:0:0:7, http://[2001:db8:0:0:0:0:0:7]:8080"
    })
    void a_machine_may_know_itself_by_an_address_only(String machine, String address) {
        assertThat(PagesAddress.of(web("0.0.0.0", null, null), 8080, () -> machine).toString())
                .isEqualTo(address);
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, http://127.0.0.1:8080",
        "::, http://[::1]:8080",
        "[::], http://[::1]:8080",
        "127.0.0.1, http://127.0.0.1:8080",
        "192.0.2.7, http://192.0.2.7:8080",
        "::1, http://[::1]:8080",
        "fe80::1%eth0, http://[fe80::1]:8080"
    })
    void on_this_machine_they_answer_at_their_own_port_whatever_is_before_them(
            String bind, String address) {
        String proxy = "https://monitor.example.com";
        assertThat(PagesAddress.local(web(bind, null, proxy), 8080).toString()).isEqualTo(address);
        assertThat(PagesAddress.local(web(bind, "web.p12", proxy), 8080).toString())
                .isEqualTo(address.replace("http:", "https:"));
    }

    @Test
    void the_address_of_a_proxy_before_them_is_taken_as_it_is_written() {
        assertThat(of("127.0.0.1", null, "https://monitor.example.com"))
                .isEqualTo("https://monitor.example.com");
    }
}
