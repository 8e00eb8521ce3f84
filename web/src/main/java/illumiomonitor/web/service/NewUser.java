package illumiomonitor.web.service;

/** A person, or a new password of one. Never printed. */
public record NewUser(String username, String role, String password) {

    @Override
    public String toString() {
        return "NewUser[" + username + ", " + role + "]";
    }
}
