package illumiomonitor.engine.rule;

import illumiomonitor.spi.Severity;

/** What a rule is now, as the store shows it; a file that never compiled is one row by its name. */
record RuleRow(
        String rule,
        String file,
        String mode,
        String state,
        String version,
        String error,
        int line,
        int column,
        long windowSeconds,
        Severity severity,
        String title) {}
