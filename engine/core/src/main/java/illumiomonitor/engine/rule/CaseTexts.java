package illumiomonitor.engine.rule;

import illumiomonitor.engine.rule.guard.TextCheck;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Notices which case files say something else than before. A file that was written a moment ago, by
 * nobody who says that it is whole, is left alone until it has settled. Not thread-safe.
 */
final class CaseTexts {

    private final RuleFolder folder;
    private final Map<String, Seen> seen = new HashMap<>();

    /** A case file as it was when it was read last; without a stamp when there was none. */
    private record Seen(RuleFolder.@Nullable Stamp stamp, Instant readAt, String version) {

        boolean looksLike(RuleFolder.@Nullable Stamp now) {
            return now == null ? stamp == null : RuleFolder.same(now, stamp, readAt);
        }
    }

    CaseTexts(RuleFolder folder) {
        this.folder = folder;
    }

    /**
     * What stands now beside rule files where something else stood before. The first look tells of
     * all rule files, also of those without cases.
     *
     * @param whole which files are known to have been written to their end
     */
    List<CaseText> look(RuleFolder.Found found, Predicate<String> whole) {
        seen.keySet().retainAll(found.rules().keySet());
        List<CaseText> other = new ArrayList<>();
        for (String file : found.rules().keySet()) {
            String name = RuleFolder.casesOf(file);
            RuleFolder.Stamp stamp = found.cases().get(file);
            Seen before = seen.get(file);
            boolean known = before != null && before.looksLike(stamp);
            if (!known && !found.unread().containsKey(name) && settled(name, stamp, whole)) {
                read(file, stamp).ifPresent(text -> take(text, stamp, before, other));
            }
        }
        return other;
    }

    private void take(
            CaseText text,
            RuleFolder.@Nullable Stamp stamp,
            @Nullable Seen before,
            List<CaseText> other) {
        seen.put(text.file(), new Seen(stamp, Instant.now(), text.version()));
        if (before == null || !before.version().equals(text.version())) {
            other.add(text);
        }
    }

    private static boolean settled(
            String name, RuleFolder.@Nullable Stamp stamp, Predicate<String> whole) {
        return stamp == null || whole.test(name) || !RuleFolder.fresh(stamp, Instant.now());
    }

    /** What cannot be read or kept is no version; the rule that it belongs to says so. */
    private Optional<CaseText> read(String file, RuleFolder.@Nullable Stamp stamp) {
        if (stamp == null) {
            return Optional.of(new CaseText(file, "", null));
        }
        try {
            return Optional.of(folder.cases(file))
                    .filter(TextCheck::storable)
                    .map(text -> new CaseText(file, text, stamp.changedAt()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
