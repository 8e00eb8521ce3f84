package illumiomonitor.web.service;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The running program.
 *
 * @param config path of the configuration file
 * @param pages address of the admin UI, null without one
 */
public record About(
        String version, long pid, Instant startedAt, String config, @Nullable String pages) {}
