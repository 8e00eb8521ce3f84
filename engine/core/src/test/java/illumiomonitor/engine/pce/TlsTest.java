package illumiomonitor.engine.pce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.pce.ScriptedPce.Said;
import illumiomonitor.spi.Secret;
import illumiomonitor.spi.SourceException;
import illumiomonitor.spi.SourceException.Problem;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsTest {

    @TempDir static Path folder;
    private static Certificates good;
    private static Certificates expired;
    private static Certificates foreign;

    @BeforeAll
    static void make() throws Exception {
        good = Certificates.selfSigned(folder, "localhost", "-1d", 10);
        expired = Certificates.selfSigned(folder, "localhost", "-10d", 2);
        foreign = Certificates.selfSigned(folder, "pce.example.com", "-1d", 10);
    }

    private static String versionOf(Certificates server, boolean verify, @Nullable Path caFile)
            throws Exception {
        try (ScriptedPce pce = new ScriptedPce(server.server())) {
            pce.script(asked -> Said.json("{\"version\":\"25.2.10\"}"));
            try (PceClient client = client(pce.url(), verify, caFile)) {
                return client.version();
            }
        }
    }

    private static PceClient client(URI url, boolean verify, @Nullable Path caFile) {
        return Given.client(
                new Config.Pce(
                        "hq",
                        url,
                        1,
                        "api_1a2b",
                        new Secret("x"),
                        verify,
                        caFile,
                        null,
                        null,
                        false),
                folder,
                Given.FAST);
    }

    private static SourceException refusal(Certificates server, @Nullable Path caFile) {
        SourceException error =
                catchThrowableOfType(SourceException.class, () -> versionOf(server, true, caFile));
        assertThat(error.problem()).isEqualTo(Problem.UNTRUSTED);
        return error;
    }

    @Test
    void a_certificate_whose_authority_is_in_the_ca_file_is_trusted() throws Exception {
        assertThat(versionOf(good, true, good.pem())).isEqualTo("25.2.10");
    }

    @Test
    void an_unknown_authority_is_refused_with_a_hint_at_the_ca_file() {
        assertThat(refusal(good, null))
                .hasMessageContaining("ca-file")
                .hasMessageContaining("CN=localhost");
    }

    @Test
    void an_expired_certificate_is_refused_for_its_date_even_when_it_is_trusted() {
        assertThat(refusal(expired, expired.pem())).hasMessageContaining("expired on");
        assertThat(refusal(expired, null))
                .hasMessageContaining("expired on")
                .hasMessageNotContaining("ca-file");
    }

    @Test
    void a_certificate_for_another_host_is_refused_for_its_name() {
        assertThat(refusal(foreign, foreign.pem()))
                .hasMessageContaining("is for pce.example.com, not for localhost")
                .hasMessageNotContaining("ca-file");
    }

    @Test
    void without_verification_anything_goes_but_is_warned_of() throws Exception {
        assertThat(versionOf(expired, false, null)).isEqualTo("25.2.10");
        assertThat(versionOf(foreign, false, null)).isEqualTo("25.2.10");

        try (PceClient client = client(URI.create("https://localhost:1"), false, null)) {
            assertThat(client.warnings()).singleElement().asString().contains("not verified");
        }
        try (PceClient client = client(URI.create("https://localhost:1"), true, null)) {
            assertThat(client.warnings()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://pce.example.com:8080, true",
        "http://10.0.0.1:8080, true",
        "http://127.example.com, true",
        "http://localhost.example.com, true",
        "http://localhost:8080, false",
        "http://127.0.0.1:8080, false",
        "http://127.8.7.6, false",
        "'http://[::1]:8080', false",
        "https://pce.example.com, false"
    })
    void a_key_that_travels_without_tls_is_warned_of_unless_it_stays_on_this_machine(
            URI url, boolean warned) throws Exception {
        try (PceClient client = client(url, true, null)) {
            assertThat(client.warnings()).hasSize(warned ? 1 : 0);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nothing\n",
                "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"
            })
    void a_ca_file_that_holds_no_certificate_is_named_in_our_own_words(String text)
            throws Exception {
        Path file = Files.writeString(folder.resolve("empty.pem"), text);

        assertThat(refusal(good, file))
                .hasMessage(
                        "the ca-file %s of PCE hq holds no certificate in PEM form (-----BEGIN CERTIFICATE-----), or a damaged one"
                                .formatted(file));
    }

    @Test
    void a_ca_file_that_is_gone_is_named() {
        assertThat(refusal(good, folder.resolve("absent.pem"))).hasMessageContaining("absent.pem");
    }
}
