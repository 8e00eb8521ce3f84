package illumiomonitor.engine.rule;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file of the rules folder: how it looked, what is wrong with it, and what of it judges. */
final class RuleFile {

    final String name;
    RuleFolder.@Nullable Stamp stamp;
    Instant readAt = Instant.EPOCH;
    String version = "";
    List<String> names = List.of();
    List<RuleError> errors = List.of();
    @Nullable CompiledRules good;

    /** The newest text, when it would judge live and fails a case. */
    @Nullable CompiledRules held;

    /** The case that the newest sound text fails though it would be live. */
    @Nullable RuleError failing;

    RuleFile(String name) {
        this.name = name;
    }

    boolean looksLike(RuleFolder.Stamp now) {
        return RuleFolder.same(now, stamp, readAt);
    }

    /** What is wrong with its newest text. */
    List<RuleError> complaints() {
        RuleError first = failing;
        return errors.isEmpty() && first != null ? List.of(first) : errors;
    }
}
