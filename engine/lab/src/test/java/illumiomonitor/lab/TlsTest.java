package illumiomonitor.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import illumiomonitor.lab.time.LabClock;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {

    private static final String PASSWORD = "changeit";

    @TempDir private Path folder;

    private KeyStore keys() throws IOException, GeneralSecurityException, InterruptedException {
        Path file = folder.resolve("lab.p12");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Process process =
                new ProcessBuilder(
                                keytool.toString(),
                                "-genkeypair",
                                "-keystore",
                                file.toString(),
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                PASSWORD,
                                "-alias",
                                "lab",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "SAN=dns:localhost,ip:127.0.0.1")
                        .redirectErrorStream(true)
                        .start();
        assertThat(process.waitFor()).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private static SSLContext serving(KeyStore keys) throws GeneralSecurityException {
        KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static SSLContext trusting(KeyStore keys) throws GeneralSecurityException {
        TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
        managers.init(keys);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    @Test
    void https_is_served_to_those_who_trust_the_certificate() throws Exception {
        KeyStore keys = keys();
        try (Lab lab = Lab.empty(LabClock.at("2026-07-01T10:00:00Z")).tls(serving(keys)).start()) {
            HttpClient trusting = HttpClient.newBuilder().sslContext(trusting(keys)).build();

            assertThat(lab.url().getScheme()).isEqualTo("https");
            assertThat(
                            new Client(lab, lab.key(), lab.secret(), trusting)
                                    .get("/api/v2/health")
                                    .statusCode())
                    .isEqualTo(200);
            assertThatThrownBy(() -> new Client(lab).get("/api/v2/health"))
                    .isInstanceOf(SSLHandshakeException.class);
        }
    }
}
