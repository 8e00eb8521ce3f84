package illumiomonitor.web.login;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.util.concurrent.Semaphore;

/**
 * Argon2id hashes of passwords. Thread-safe; two at a time, so that guesses cannot eat the heap.
 */
public final class Passwords {

    /** Characters of a password at least. */
    public static final int SHORTEST = 8;

    /** Characters of a password at most. */
    public static final int LONGEST = 200;

    /** 19 MiB, two passes, one lane: OWASP's first choice. */
    private static final Argon2Function ARGON =
            Argon2Function.getInstance(19 * 1024, 2, 1, 32, Argon2.ID);

    private static final Semaphore TURNS = new Semaphore(2, true);

    private Passwords() {}

    /** The hash to keep. */
    public static String hash(String password) {
        TURNS.acquireUninterruptibly();
        try {
            return Password.hash(password).addRandomSalt(16).with(ARGON).getResult();
        } finally {
            TURNS.release();
        }
    }

    /** Whether the password belongs to the hash. */
    public static boolean matches(String password, String hash) {
        TURNS.acquireUninterruptibly();
        try {
            return Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash));
        } finally {
            TURNS.release();
        }
    }

    /** Whether a new password has a length we take. */
    public static boolean isAcceptable(String password) {
        return password.length() >= SHORTEST && password.length() <= LONGEST;
    }
}
