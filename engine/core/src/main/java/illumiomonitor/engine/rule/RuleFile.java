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

    /** Whether its text is left alone for now, as more of it may be on its way. */
    boolean waiting;

    /** The newest text while it is not kept, as it may be the beginning of another. */
    @Nullable RuleText unkept;

    RuleFile(String name) {
        this.name = name;
    }

    boolean looksLike(RuleFolder.Stamp now) {
        return RuleFolder.same(now, stamp, readAt);
    }

    /** Has the next look read it again, whatever it looks like. */
    void lookAgain() {
        stamp = null;
        version = "";
    }

    /** What is wrong with its newest text. */
    List<RuleError> complaints() {
        RuleError first = failing;
        return errors.isEmpty() && first != null ? List.of(first) : errors;
    }
}
