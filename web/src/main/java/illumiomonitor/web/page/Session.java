package illumiomonitor.web.page;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A person who has signed in, on one browser. */
public final class Session {

    private final String username;
    private final String passwordHash;
    private final String csrf;
    private final Instant endsAt;
    private final AtomicReference<Optional<Notice>> notice =
            new AtomicReference<>(Optional.empty());

    Session(String username, String passwordHash, String csrf, Instant endsAt) {
        this.username = username;
        this.passwordHash = passwordHash;
        this.csrf = csrf;
        this.endsAt = endsAt;
    }

    /** A sentence that waits for the next page; {@code tone} is good, warn or bad. */
    public record Notice(String tone, String text) {}

    public String username() {
        return username;
    }

    String csrf() {
        return csrf;
    }

    /** Whether it was opened with this password: another one ends it. */
    boolean openedWith(String hash) {
        return passwordHash.equals(hash);
    }

    boolean isOver(Instant now) {
        return !now.isBefore(endsAt);
    }

    /** Leaves a sentence for the next page. */
    public void tell(String tone, String text) {
        notice.set(Optional.of(new Notice(tone, text)));
    }

    Optional<Notice> takeNotice() {
        return notice.getAndSet(Optional.empty());
    }
}
