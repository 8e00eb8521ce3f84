package illumiomonitor.web.service;

import java.util.List;

/**
 * A rule as it is now.
 *
 * @param mode {@code LIVE}, {@code SHADOW} or {@code OFF}
 * @param state {@code OK}, {@code LEARNING}, {@code BROKEN}, {@code FAILING}, {@code THROWING},
 *     {@code SLOW} or {@code GONE}
 * @param version that judges; the last known good when the newest is broken
 * @param file relative to the rules folder
 * @param window as people write it, e.g. {@code 10m}
 * @param learning how far it is while it has too little history, or empty
 * @param needs a line of the configuration without which it sees nothing, or empty
 * @param error a sentence, or empty
 * @param line of the error, 0 when none
 * @param column of the error, 0 when none
 * @param override the case that it fails and that somebody overruled, or empty
 * @param warnings what it names and a PCE does not have, a sentence each
 */
public record RuleRow(
        String rule,
        String mode,
        String state,
        String version,
        String file,
        String title,
        String severity,
        String window,
        long threshold,
        String unit,
        String learning,
        String needs,
        String error,
        int line,
        int column,
        String override,
        List<String> warnings) {

    public RuleRow {
        warnings = List.copyOf(warnings);
    }
}
