package illumiomonitor.engine.pce;

import java.security.cert.CertificateException;

/** A certificate was turned down. The message is the sentence for the operator. */
final class Distrust extends CertificateException {

    private static final long serialVersionUID = 1L;

    Distrust(String sentence, CertificateException cause) {
        super(sentence, cause);
    }
}
