package illumiomonitor.web.service;

import java.time.Instant;

/**
 * A person who may sign in.
 *
 * @param role {@code ADMIN} or {@code VIEWER}
 */
public record UserRow(String username, String role, Instant createdAt) {}
