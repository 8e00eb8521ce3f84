package illumiomonitor.engine.pull;

import java.security.SecureRandom;

/**
 * Adds texts and numbers up to 128 bits that tell them apart: SipHash-2-4 under a key that only
 * this process knows, so that hostile names cannot be made to meet. Not stored. Not thread-safe.
 */
final class Fingerprint {

    private static final long K0;
    private static final long K1;

    static {
        SecureRandom random = new SecureRandom();
        K0 = random.nextLong();
        K1 = random.nextLong();
    }

    private long v0;
    private long v1;
    private long v2;
    private long v3;
    private long hi;
    private long lo;

    /** Forgets what was added before. */
    Fingerprint start() {
        v0 = K0 ^ 0x736f6d6570736575L;
        v1 = K1 ^ 0x646f72616e646f6dL ^ 0xee;
        v2 = K0 ^ 0x6c7967656e657261L;
        v3 = K1 ^ 0x7465646279746573L;
        return this;
    }

    Fingerprint add(long word) {
        v3 ^= word;
        round();
        round();
        v0 ^= word;
        return this;
    }

    /** The length goes first, so that no two lists of texts read alike. */
    Fingerprint add(String text) {
        int length = text.length();
        add((long) length);
        int i = 0;
        for (; i + 4 <= length; i += 4) {
            add(
                    text.charAt(i)
                            | (long) text.charAt(i + 1) << 16
                            | (long) text.charAt(i + 2) << 32
                            | (long) text.charAt(i + 3) << 48);
        }
        if (i < length) {
            long rest = 0;
            for (; i < length; i++) {
                rest = rest << 16 | text.charAt(i);
            }
            add(rest);
        }
        return this;
    }

    /** Makes {@link #hi} and {@link #lo} ready. */
    Fingerprint finish() {
        v2 ^= 0xee;
        rounds();
        lo = v0 ^ v1 ^ v2 ^ v3;
        v1 ^= 0xdd;
        rounds();
        hi = v0 ^ v1 ^ v2 ^ v3;
        return this;
    }

    long hi() {
        return hi;
    }

    long lo() {
        return lo;
    }

    private void rounds() {
        round();
        round();
        round();
        round();
    }

    private void round() {
        v0 += v1;
        v2 += v3;
        v1 = Long.rotateLeft(v1, 13) ^ v0;
        v3 = Long.rotateLeft(v3, 16) ^ v2;
        v0 = Long.rotateLeft(v0, 32);
        v2 += v1;
        v0 += v3;
        v1 = Long.rotateLeft(v1, 17) ^ v2;
        v3 = Long.rotateLeft(v3, 21) ^ v0;
        v2 = Long.rotateLeft(v2, 32);
    }
}
