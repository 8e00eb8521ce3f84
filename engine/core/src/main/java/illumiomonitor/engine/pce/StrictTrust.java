package illumiomonitor.engine.pce;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts as the JDK does, but says which of three things is wrong: the time, the authority or the
 * host name. Also checks the time of a certificate that is itself in the ca-file, which the JDK
 * does not.
 */
final class StrictTrust extends X509ExtendedTrustManager {

    private final String pce;
    private final String host;
    private final X509ExtendedTrustManager jdk;

    StrictTrust(String pce, String host, X509ExtendedTrustManager jdk) {
        this.pce = pce;
        this.host = host;
        this.jdk = jdk;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        checkTime(chain);
        try {
            jdk.checkServerTrusted(chain, type, engine);
        } catch (CertificateException e) {
            throw explain(chain, type, e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        checkTime(chain);
        try {
            jdk.checkServerTrusted(chain, type, socket);
        } catch (CertificateException e) {
            throw explain(chain, type, e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        checkTime(chain);
        jdk.checkServerTrusted(chain, type);
    }

    private void checkTime(X509Certificate[] chain) throws CertificateException {
        for (X509Certificate each : chain) {
            try {
                each.checkValidity();
            } catch (CertificateExpiredException e) {
                throw new Distrust(
                        "the certificate of PCE %s (%s) expired on %s: it must be renewed on the PCE"
                                .formatted(pce, name(each), each.getNotAfter().toInstant()),
                        e);
            } catch (CertificateNotYetValidException e) {
                throw new Distrust(
                        "the certificate of PCE %s (%s) is not valid before %s: is this machine's clock right?"
                                .formatted(pce, name(each), each.getNotBefore().toInstant()),
                        e);
            }
        }
    }

    /**
     * Without an engine the JDK checks all but the host name: what passes then failed by the name.
     */
    private Distrust explain(X509Certificate[] chain, String type, CertificateException cause) {
        try {
            jdk.checkServerTrusted(chain, type);
        } catch (CertificateException e) {
            return new Distrust(
                    "the certificate of PCE %s (%s) is signed by %s, which is not trusted here: name the authority's PEM file as tls: {ca-file: ...}"
                            .formatted(pce, name(chain[0]), issuer(chain)),
                    e);
        }
        return new Distrust(
                "the certificate of PCE %s is for %s, not for %s: use a name of the certificate in url"
                        .formatted(pce, names(chain[0]), host),
                cause);
    }

    private static String issuer(X509Certificate[] chain) {
        return chain[chain.length - 1].getIssuerX500Principal().getName();
    }

    private static String name(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName();
    }

    private static String names(X509Certificate certificate) {
        try {
            Collection<List<?>> others = certificate.getSubjectAlternativeNames();
            if (others != null && !others.isEmpty()) {
                return others.stream()
                        .map(each -> String.valueOf(each.get(1)))
                        .limit(10)
                        .collect(Collectors.joining(", "));
            }
        } catch (CertificateException e) {
            return name(certificate) + " (its other names cannot be read)";
        }
        return name(certificate);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        jdk.checkClientTrusted(chain, type, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        jdk.checkClientTrusted(chain, type, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        jdk.checkClientTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return jdk.getAcceptedIssuers();
    }
}
