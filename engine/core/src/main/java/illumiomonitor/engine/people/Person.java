package illumiomonitor.engine.people;

import java.time.Instant;

/** Someone who may sign in; {@code passwordHash} is an Argon2id hash in its usual text form. */
public record Person(String username, String passwordHash, Role role, Instant createdAt) {

    /** What a person may do. */
    public enum Role {
        /** Everything. */
        ADMIN,
        /** Look. */
        VIEWER
    }

    @Override
    public String toString() {
        return username + " (" + role + ")";
    }
}
