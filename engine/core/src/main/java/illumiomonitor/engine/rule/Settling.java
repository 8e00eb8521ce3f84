package illumiomonitor.engine.rule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Tells a text from the beginning of one that is being copied: what was written a moment ago, by
 * nobody who says that it is whole, may be either.
 */
final class Settling {

    private final Predicate<String> whole;
    private final Function<String, Optional<RuleText>> lastGood;

    /**
     * @param whole which files are known to have been written to their end
     * @param lastGood text of a file that judged when the service last ran
     */
    Settling(Predicate<String> whole, Function<String, Optional<RuleText>> lastGood) {
        this.whole = whole;
        this.lastGood = lastGood;
    }

    /** Whether a file that was just read may not have been written to its end. */
    private boolean open(RuleFile file, Instant now) {
        RuleFolder.Stamp stamp = file.stamp;
        return stamp != null && !whole.test(file.name) && RuleFolder.fresh(stamp, now);
    }

    /** Whether a text is sound, but ends before some of the rules that its file had. */
    boolean mayGrow(RuleFile file, RuleText read) {
        if (!read.errors().isEmpty() || !open(file, file.readAt)) {
            return false;
        }
        List<String> before = judged(file);
        return read.names().size() < before.size() && before.containsAll(read.names());
    }

    private List<String> judged(RuleFile file) {
        CompiledRules good = file.good;
        RuleText text = good == null ? lastGood.apply(file.name).orElse(null) : good.text();
        return text == null ? List.of() : text.names();
    }

    /**
     * The texts that are to be kept from now on: those that are sound, and those that are refused
     * and go on as they are.
     *
     * @param seen texts that are new
     */
    List<RuleText> settled(Collection<RuleFile> files, List<RuleText> seen) {
        Instant now = Instant.now();
        List<RuleText> settled = new ArrayList<>();
        for (RuleFile file : files) {
            seen.stream()
                    .filter(text -> text.file().equals(file.name))
                    .forEach(text -> file.unkept = text);
            RuleText text = file.unkept;
            if (text != null && (file.errors.isEmpty() || !open(file, now))) {
                file.unkept = null;
                settled.add(text);
            }
        }
        return settled;
    }
}
