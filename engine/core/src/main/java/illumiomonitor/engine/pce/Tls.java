package illumiomonitor.engine.pce;

import illumiomonitor.engine.config.Config;
import illumiomonitor.spi.SourceException.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Whom a PCE's connection trusts, as {@code tls: {verify, ca-file}} says. */
final class Tls {

    private Tls() {}

    static SSLContext context(Config.Pce pce) throws PceFault {
        try {
            TrustManager trust =
                    pce.verify()
                            ? new StrictTrust(pce.name(), pce.url().getHost(), authorities(pce))
                            : new BlindTrust();
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {trust}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw PceFault.of(
                    Problem.UNTRUSTED,
                    "the ca-file %s of PCE %s holds no certificate in PEM form (-----BEGIN CERTIFICATE-----), or a damaged one"
                            .formatted(pce.caFile(), pce.name()),
                    e);
        } catch (IOException e) {
            throw PceFault.of(
                    Problem.UNTRUSTED,
                    "the ca-file %s of PCE %s cannot be read: %s"
                            .formatted(pce.caFile(), pce.name(), e.getMessage()),
                    e);
        }
    }

    private static X509ExtendedTrustManager authorities(Config.Pce pce)
            throws GeneralSecurityException, IOException {
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(pce.caFile() == null ? null : store(pce.caFile()));
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager trust) {
                return trust;
            }
        }
        throw new GeneralSecurityException("this JDK has no X.509 trust manager");
    }

    private static @Nullable KeyStore store(Path file)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(file)) {
            int n = 0;
            for (Certificate each :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("authority-" + n++, each);
            }
            if (n == 0) {
                throw new CertificateException("it holds no certificate");
            }
        }
        return store;
    }
}
