package illumiomonitor.web.login;

import illumiomonitor.engine.people.People;
import illumiomonitor.engine.people.Person;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Decides about a name and a password. The work is the same for every answer, whether there is such
 * a person or not.
 */
final class Gate {

    private static final Duration QUARTER = Duration.ofMinutes(15);

    private final People people;
    private final String nobody = Passwords.hash("the password of nobody at all");
    private final Throttle pairs;
    private final Throttle addresses;
    private final Throttle names;

    Gate(People people, Clock clock) {
        this.people = people;
        this.pairs = new Throttle(5, QUARTER, clock);
        this.addresses = new Throttle(20, QUARTER, clock);
        // short, or anybody could lock a known name out from elsewhere
        this.names = new Throttle(20, Duration.ofMinutes(1), clock);
    }

    /**
     * Lets this name from this address try a password, or tells how long it has to wait. The try
     * counts as failed until it has succeeded, so that many at once are no more than many in a row.
     */
    synchronized Duration admit(String username, String address) {
        Duration pair = pairs.wait(pair(username, address));
        Duration most = max(pair, addresses.wait(address));
        Duration wait = max(most, names.wait(key(username)));
        if (wait.isZero()) {
            pairs.failed(pair(username, address));
            addresses.failed(address);
            names.failed(key(username));
        }
        return wait;
    }

    /** Decides a try that was admitted. */
    Optional<Person> enter(String username, String password, String address) {
        Optional<Person> person = people.find(username);
        boolean right =
                Passwords.matches(password, person.map(Person::passwordHash).orElse(nobody));
        if (person.isPresent() && right) {
            pairs.succeeded(pair(username, address));
            addresses.takeBack(address);
            names.succeeded(key(username));
            return person;
        }
        return Optional.empty();
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static String pair(String username, String address) {
        return address + " " + key(username);
    }

    private static String key(String username) {
        String lower = username.toLowerCase(Locale.ROOT);
        return lower.length() > 64 ? lower.substring(0, 64) : lower;
    }
}
