package illumiomonitor.engine.outbox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * The key by which a receiver knows a message that comes again: SHA-256 over the parts in UTF-8,
 * joined with the unit separator (1F), in lower-case hex. The parts of an alert's are PCE, rule,
 * subject, first tick of the episode (ISO-8601), channel and the number of the notification.
 */
final class IdempotencyKey {

    private IdempotencyKey() {}

    static String of(
            String pce, String rule, String subject, Instant firstTick, String channel, int n) {
        return hash(pce, rule, subject, firstTick.toString(), channel, Integer.toString(n));
    }

    /** Of the n-th digest of a rule at a tick. */
    static String ofDigest(String pce, String rule, Instant tick, String channel, int n) {
        return hash("digest", pce, rule, tick.toString(), channel, Integer.toString(n));
    }

    static String ofTest(String channel, String once) {
        return hash("test", channel, once);
    }

    private static String hash(String... parts) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            byte[] text = String.join("\u001f", parts).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(sha.digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
