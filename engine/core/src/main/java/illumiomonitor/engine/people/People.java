package illumiomonitor.engine.people;

import illumiomonitor.db.Store;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * Those who may sign in, and the one-time token with which the first of them is made. Thread-safe.
 */
public final class People {

    private static final String TOKEN = "setup-token";

    private final Jdbi jdbi;

    public People(Store store) {
        this.jdbi = store.jdbi();
    }

    public Optional<Person> find(String username) {
        return jdbi.withExtension(PeopleDao.class, dao -> dao.find(username));
    }

    public List<Person> all() {
        return jdbi.withExtension(PeopleDao.class, PeopleDao::all);
    }

    public boolean isEmpty() {
        return jdbi.withExtension(PeopleDao.class, PeopleDao::count) == 0;
    }

    /** Adds someone; false when the name is taken. */
    public boolean add(String username, String passwordHash, Person.Role role, Instant now) {
        return jdbi.inTransaction(
                handle -> {
                    PeopleDao dao = handle.attach(PeopleDao.class);
                    if (dao.find(username).isPresent()) {
                        return false;
                    }
                    dao.insert(username, passwordHash, role, now.atOffset(ZoneOffset.UTC));
                    return true;
                });
    }

    /** Adds the first of all and uses up the token; false when the token is not that one. */
    public boolean addFirst(String username, String passwordHash, String tokenHash, Instant now) {
        return jdbi.inTransaction(
                handle -> {
                    PeopleDao dao = handle.attach(PeopleDao.class);
                    if (dao.count() > 0 || dao.forget(TOKEN, tokenHash) == 0) {
                        return false;
                    }
                    dao.insert(
                            username,
                            passwordHash,
                            Person.Role.ADMIN,
                            now.atOffset(ZoneOffset.UTC));
                    return true;
                });
    }

    /** Gives someone another password; false when there is no such person. */
    public boolean changePassword(String username, String passwordHash) {
        return jdbi.withExtension(PeopleDao.class, dao -> dao.change(username, passwordHash)) > 0;
    }

    /** Removes someone; false when there is no such person. */
    public boolean remove(String username) {
        return jdbi.withExtension(PeopleDao.class, dao -> dao.remove(username)) > 0;
    }

    /** Remembers the hash of the set-up token in place of an earlier one. */
    public void expect(String tokenHash) {
        jdbi.useTransaction(
                handle -> {
                    PeopleDao dao = handle.attach(PeopleDao.class);
                    dao.forget(TOKEN);
                    dao.remember(TOKEN, tokenHash);
                });
    }
}
