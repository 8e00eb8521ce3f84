package illumiomonitor.engine.rule;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file of the rules folder: how it looked, what is wrong with it, and what of it judges. */
final class RuleFile {

    private static final int RACY_SECONDS = 3;

    final String name;
    RuleFolder.@Nullable Stamp stamp;
    Instant readAt = Instant.EPOCH;
    String version = "";
    List<String> names = List.of();
    List<RuleError> errors = List.of();
    @Nullable CompiledRules good;

    RuleFile(String name) {
        this.name = name;
    }

    /** A file that changes twice within a tick of its clock may look the same both times. */
    boolean looksLike(RuleFolder.Stamp now) {
        return now.equals(stamp) && now.changedAt().isBefore(readAt.minusSeconds(RACY_SECONDS));
    }
}
