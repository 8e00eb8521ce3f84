package illumiomonitor.engine.pce;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns texts into others that tell nothing of them, the same into the same, with a random key that
 * nobody keeps. Not thread-safe.
 */
final class Seal {

    private final Mac mac;

    Seal() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("this JDK has no HmacSHA256", e);
        }
    }

    boolean bit(String text) {
        return (of(text)[0] & 1) == 1;
    }

    /** So many hexadecimal digits. */
    String hex(String text, int digits) {
        return HexFormat.of().formatHex(of(text)).substring(0, digits);
    }

    private byte[] of(String text) {
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }
}
