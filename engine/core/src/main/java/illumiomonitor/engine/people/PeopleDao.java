package illumiomonitor.engine.people;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

@RegisterConstructorMapper(Person.class)
interface PeopleDao {

    @SqlQuery(
            "select username, password_hash, role, created_at from person where username = :username")
    Optional<Person> find(String username);

    @SqlQuery("select username, password_hash, role, created_at from person order by username")
    List<Person> all();

    @SqlQuery("select count(*) from person")
    int count();

    @SqlUpdate(
            "insert into person (username, password_hash, role, created_at) values (:username, :passwordHash, :role, :now)")
    void insert(String username, String passwordHash, Person.Role role, OffsetDateTime now);

    @SqlUpdate("update person set password_hash = :passwordHash where username = :username")
    int change(String username, String passwordHash);

    @SqlUpdate("delete from person where username = :username")
    int remove(String username);

    @SqlUpdate("delete from setting where name = :name")
    void forget(String name);

    @SqlUpdate("delete from setting where name = :name and value = :value")
    int forget(String name, String value);

    @SqlUpdate("insert into setting (name, value) values (:name, :value)")
    void remember(String name, String value);
}
