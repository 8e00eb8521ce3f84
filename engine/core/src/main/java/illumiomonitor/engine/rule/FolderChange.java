package illumiomonitor.engine.rule;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a look at the rules folder found.
 *
 * @param seen texts that are new
 * @param settled texts that are to be kept as versions
 * @param removed files that are gone
 * @param unread files and folders that cannot be looked at any more
 * @param tried files that were tried against their cases again, with another end
 * @param cases texts of case files that are new
 * @param touched whether any file looked other than before, or did
 */
record FolderChange(
        List<RuleText> seen,
        List<RuleText> settled,
        List<String> removed,
        List<RuleError> unread,
        List<RuleFile> tried,
        List<CaseText> cases,
        boolean touched) {

    static final FolderChange NONE =
            new FolderChange(
                    List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), false);

    /** Whether something is to be taken in, or may be. */
    boolean any() {
        return touched
                || !seen.isEmpty()
                || !settled.isEmpty()
                || !removed.isEmpty()
                || !cases.isEmpty();
    }

    /** The same with texts of case files. */
    FolderChange with(List<CaseText> texts) {
        return new FolderChange(seen, settled, removed, unread, tried, texts, touched);
    }

    /** What this look and one after it found together. */
    FolderChange then(FolderChange later) {
        return new FolderChange(
                both(seen, later.seen),
                both(settled, later.settled),
                both(removed, later.removed),
                both(unread, later.unread),
                both(tried, later.tried),
                both(cases, later.cases),
                touched || later.touched);
    }

    private static <T> List<T> both(List<T> first, List<T> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
