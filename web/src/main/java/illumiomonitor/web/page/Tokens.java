package illumiomonitor.web.page;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Random values that nobody guesses, and their hashes. */
public final class Tokens {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String READABLE = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    private Tokens() {}

    /** 256 bits for a cookie or a form. */
    static String fresh() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** 100 bits for a person to type, e.g. {@code 7KQ2M-...}. */
    public static String readable() {
        StringBuilder token = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            if (i > 0 && i % 5 == 0) {
                token.append('-');
            }
            token.append(READABLE.charAt(RANDOM.nextInt(READABLE.length())));
        }
        return token.toString();
    }

    /** SHA-256 in hex. Enough for random values; passwords need more. */
    public static String hash(String token) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Compares without telling by its time how much was right. */
    static boolean same(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
