package illumiomonitor.web.page;

import illumiomonitor.engine.people.Person;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Who is signed in. Kept in memory under the hash of the cookie's value: a restart signs everybody
 * out, a memory dump signs nobody in. Thread-safe.
 */
public final class Sessions {

    /** From signing in to having to do it again. */
    public static final Duration LENGTH = Duration.ofHours(8);

    private static final int MOST = 1_000;

    private final Map<String, Session> byHash = new ConcurrentHashMap<>();
    private final Clock clock;

    public Sessions(Clock clock) {
        this.clock = clock;
    }

    /** Opens a session and returns the value of its cookie. */
    public String open(Person person) {
        forgetOld();
        String key = Tokens.fresh();
        byHash.put(
                Tokens.hash(key),
                new Session(
                        person.username(),
                        person.passwordHash(),
                        Tokens.fresh(),
                        clock.instant().plus(LENGTH)));
        return key;
    }

    public Optional<Session> find(@Nullable String key) {
        if (key == null || key.isEmpty()) {
            return Optional.empty();
        }
        return Optional.ofNullable(byHash.get(Tokens.hash(key)))
                .filter(session -> !session.isOver(clock.instant()));
    }

    public void close(@Nullable String key) {
        if (key != null) {
            byHash.remove(Tokens.hash(key));
        }
    }

    private void forgetOld() {
        byHash.values().removeIf(session -> session.isOver(clock.instant()));
        if (byHash.size() >= MOST) {
            byHash.keySet().stream().limit(MOST / 10).toList().forEach(byHash::remove);
        }
    }
}
