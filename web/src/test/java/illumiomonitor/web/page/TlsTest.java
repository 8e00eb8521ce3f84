package illumiomonitor.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.engine.people.Person;
import illumiomonitor.web.login.Passwords;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TlsTest {

    @TempDir private Path folder;

    /** A key and certificate for this machine, made by the JDK's own tool. */
    private Path keystore() throws IOException, InterruptedException {
        Path file = folder.resolve("web.p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-keyalg",
                                "EC",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                file.toString(),
                                "-storepass",
                                TestConfig.SECRET,
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "SAN=IP:127.0.0.1")
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("keytool.log").toFile())
                        .start();
        assertThat(keytool.waitFor()).isZero();
        return file;
    }

    private static HttpClient trusting(Path keystore) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keystore)) {
            keys.load(in, TestConfig.SECRET.toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("web", keys.getCertificate(keys.aliases().nextElement()));
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }

    @Test
    void with_a_key_store_the_pages_speak_tls_and_the_cookie_stays_on_it() throws Exception {
        Path keystore = keystore();
        try (Site site = new Site(TestConfig.of(false, Locale.ENGLISH, 0, keystore))) {
            site.people().add("ada", Passwords.hash(Site.PASSWORD), Person.Role.ADMIN, Site.NOW);
            HttpRequest login =
                    HttpRequest.newBuilder(
                                    URI.create(
                                            "https://127.0.0.1:" + site.server.port() + "/login"))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(
                                    HttpRequest.BodyPublishers.ofString(
                                            "username=ada&password="
                                                    + Site.PASSWORD.replace(' ', '+')))
                            .build();

            HttpResponse<String> answer =
                    trusting(keystore).send(login, HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(303);
            assertThat(answer.headers().firstValue("Set-Cookie").orElse("")).contains("Secure");
            assertThat(answer.sslSession()).isPresent();
        }
    }
}
