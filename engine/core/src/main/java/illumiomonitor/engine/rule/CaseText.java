package illumiomonitor.engine.rule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A text that stands in a case file.
 *
 * @param file of the rules that it stands beside
 * @param text empty when there is no case file
 * @param changedAt when it was written, null when there is none
 */
public record CaseText(String file, String text, @Nullable Instant changedAt) {

    /** A longer file is not read. */
    public static final int MOST_BYTES = RuleFolder.MOST_CASE_BYTES;

    /** Empty when there is no case file. */
    public String version() {
        return text.isEmpty() ? "" : RuleText.versionOf(text);
    }

    /** The name of the case file. */
    public String name() {
        return RuleFolder.casesOf(file);
    }
}
