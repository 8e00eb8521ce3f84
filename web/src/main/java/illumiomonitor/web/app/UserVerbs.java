package illumiomonitor.web.app;

import illumiomonitor.engine.people.People;
import illumiomonitor.engine.people.Person;
import illumiomonitor.web.login.Passwords;
import illumiomonitor.web.service.NewUser;
import illumiomonitor.web.service.ServiceException;
import illumiomonitor.web.service.ServiceException.Problem;
import illumiomonitor.web.service.UserRow;
import java.time.Clock;
import java.util.List;
import java.util.Locale;

/** People who may sign in, as the command line manages them. */
final class UserVerbs {

    private final People people;
    private final Clock clock;

    UserVerbs(People people, Clock clock) {
        this.people = people;
        this.clock = clock;
    }

    List<UserRow> list() {
        return people.all().stream()
                .map(
                        person ->
                                new UserRow(
                                        person.username(),
                                        person.role().name(),
                                        person.createdAt()))
                .toList();
    }

    void add(NewUser user) {
        Person.Role role = role(user.role());
        if (!people.add(user.username(), hash(user.password()), role, clock.instant())) {
            throw new ServiceException(
                    Problem.BAD_INPUT, "there is a user " + user.username() + " already");
        }
    }

    void remove(String username) {
        if (!people.remove(username)) {
            throw unknown(username);
        }
    }

    void password(String username, String password) {
        if (!people.changePassword(username, hash(password))) {
            throw unknown(username);
        }
    }

    private static String hash(String password) {
        if (!Passwords.isAcceptable(password)) {
            throw new ServiceException(
                    Problem.BAD_INPUT,
                    "a password has "
                            + Passwords.SHORTEST
                            + " to "
                            + Passwords.LONGEST
                            + " characters");
        }
        return Passwords.hash(password);
    }

    private static Person.Role role(String name) {
        try {
            return Person.Role.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new ServiceException(
                    Problem.BAD_INPUT,
                    name + " is no role; they are " + List.of(Person.Role.values()),
                    e);
        }
    }

    private static ServiceException unknown(String username) {
        return new ServiceException(Problem.BAD_INPUT, "there is no user " + username);
    }
}
