package illumiomonitor.engine.view;

import java.time.Instant;

/** One saved text of a rule; {@code text} is empty in lists. */
public record RuleVersion(
        String rule,
        String version,
        String file,
        String author,
        String reason,
        Instant savedAt,
        String text) {}
