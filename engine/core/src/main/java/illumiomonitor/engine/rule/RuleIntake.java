package illumiomonitor.engine.rule;

import illumiomonitor.db.Store;
import illumiomonitor.engine.journal.Journal;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The way of a text from the rules folder to what judges: every text that is seen is kept with who
 * wrote it and why, also one that is refused. Not thread-safe.
 */
final class RuleIntake {

    private static final int MOST_NAMED = 10;

    private final RuleFolder folder;
    private final RuleFiles files;
    private final OldVersions old;
    private final RuleSettings settings;
    private final Store store;
    private final Clock clock;
    private final Authors authors;
    private Authors.@Nullable Author writer;
    private Instant looked = Instant.EPOCH;
    private Map<String, String> lastGood = Map.of();
    private boolean begun;
    private FolderChange unkept = FolderChange.NONE;
    private final Map<String, Authors.Author> unkeptBy = new HashMap<>();

    RuleIntake(
            RuleFolder folder,
            RuleFiles files,
            OldVersions old,
            RuleSettings settings,
            Store store,
            Clock clock) {
        this.folder = folder;
        this.files = files;
        this.old = old;
        this.settings = settings;
        this.store = store;
        this.clock = clock;
        this.authors = new Authors(folder.dir());
    }

    /** Who wrote whatever is found changed, null when nobody knows. */
    void writtenBy(Authors.@Nullable Author author) {
        writer = author;
    }

    /**
     * Takes in what changed.
     *
     * @param written who wrote files just now, by file
     * @return whether anything may be other than before
     */
    boolean look(Journal journal, Map<String, Authors.Author> written) {
        try {
            boolean first = !begun;
            if (first) {
                lastGood = store.jdbi().withHandle(this::begin);
            }
            FolderChange change =
                    files.look(
                            lastGood.keySet(),
                            file -> Optional.ofNullable(lastGood.get(file)).flatMap(old::text),
                            file -> writer != null || written.containsKey(file));
            lastGood = Map.of();
            unkept = unkept.then(change);
            unkeptBy.putAll(written);
            FolderChange all = unkept;
            boolean changed = all.any() || first;
            if (changed || !unkeptBy.isEmpty()) {
                // Where the store fails, the next look keeps it.
                store.jdbi().useTransaction(handle -> keep(handle, all, unkeptBy));
                unkept = FolderChange.NONE;
                unkeptBy.clear();
                tell(journal, all);
            }
            looked = clock.instant();
            begun = true;
            return changed;
        } catch (IOException e) {
            journal.warn(
                    "The rules folder "
                            + folder.dir()
                            + " cannot be read, so the rules stay as they were: "
                            + e);
            return false;
        }
    }

    private Map<String, String> begin(Handle handle) {
        settings.read(handle);
        return RuleStore.lastGood(handle);
    }

    /** Writes down the texts that were seen, and which of them hold from now on. */
    private void keep(Handle handle, FolderChange change, Map<String, Authors.Author> written) {
        Instant now = clock.instant();
        Map<String, Authors.Author> known = new HashMap<>(written);
        for (RuleText text : change.settled()) {
            Authors.Author author = author(text.file(), known);
            for (String rule : names(text.file(), text.names())) {
                boolean isNew =
                        RuleStore.keep(handle, rule, text, author.name(), author.reason(), now);
                if (!isNew && begun) {
                    RuleStore.again(handle, rule, text.version(), author, now);
                }
            }
        }
        written.forEach((file, author) -> again(handle, change, file, author, now));
        CaseStore.keep(handle, change.cases(), text -> author(text, known), now);
        List<String> there = new ArrayList<>();
        for (RuleFile file : files.all()) {
            CompiledRules good = file.good;
            if (good != null) {
                good.text().names().forEach(rule -> hold(handle, rule, good, file, known, now));
                there.addAll(good.text().names());
            }
        }
        for (RuleSetting setting : settings.all()) {
            if (setting.to() == null && !there.contains(setting.rule())) {
                RuleStore.close(handle, setting.rule(), now);
            }
        }
        settings.read(handle);
    }

    /** The text that stands in the file already was written once more. */
    private void again(
            Handle handle, FolderChange change, String name, Authors.Author author, Instant now) {
        RuleFile file = files.file(name);
        if (file != null && change.settled().stream().noneMatch(text -> text.file().equals(name))) {
            names(name, file.names)
                    .forEach(rule -> RuleStore.again(handle, rule, file.version, author, now));
        }
    }

    /** Asked once for each file, as git takes its time. */
    private Authors.Author author(String file, Map<String, Authors.Author> known) {
        Authors.Author now = writer;
        return known.computeIfAbsent(
                file, name -> now == null ? authors.ofFile(name, changedAt(name)) : now);
    }

    private Authors.Author author(CaseText text, Map<String, Authors.Author> known) {
        Authors.Author now = writer;
        return known.computeIfAbsent(
                text.name(), name -> now == null ? authors.ofFile(name, text.changedAt()) : now);
    }

    private @Nullable Instant changedAt(String file) {
        RuleFile seen = files.file(file);
        return seen == null || seen.stamp == null ? null : seen.stamp.changedAt();
    }

    /** A text that cannot be read is kept under the rules that its file had. */
    private List<String> names(String name, List<String> rules) {
        RuleFile file = files.file(name);
        if (!rules.isEmpty()) {
            return rules;
        }
        return file == null || file.good == null
                ? List.of(RuleShelf.nameOf(name))
                : file.good.text().names();
    }

    private void hold(
            Handle handle,
            String rule,
            CompiledRules good,
            RuleFile file,
            Map<String, Authors.Author> known,
            Instant now) {
        Optional<RuleSetting> before = settings.newest(rule);
        boolean same =
                before.isPresent()
                        && before.get().to() == null
                        && before.get().version().equals(good.text().version());
        if (same) {
            return;
        }
        Authors.Author author = author(file.name, known);
        RuleStore.keep(handle, rule, good.text(), author.name(), author.reason(), now);
        boolean waited = !begun && RuleStore.wasKept(handle, rule, good.text().version(), now);
        Instant from = waited ? now : since(file, before, now);
        RuleStore.close(handle, rule, from);
        RuleStore.open(
                handle,
                rule,
                good.text().version(),
                before.map(RuleSetting::mode).orElse(RuleSetting.AS_WRITTEN),
                before.map(RuleSetting::threshold).orElse(null),
                from,
                author.name(),
                author.reason(),
                Overruling.NONE);
    }

    /**
     * When a change was made: the file's own time, if it can be believed. Of a text that an earlier
     * process saw and held back it says nothing.
     */
    private Instant since(RuleFile file, Optional<RuleSetting> before, Instant now) {
        Instant changed = file.stamp == null ? now : file.stamp.changedAt();
        if (changed.isAfter(now)) {
            return now;
        }
        if (begun) {
            return changed.isBefore(looked) ? looked : changed;
        }
        return before.isPresent() && changed.isAfter(before.get().from()) ? changed : now;
    }

    private void tell(Journal journal, FolderChange change) {
        change.tried().forEach(file -> tell(journal, file));
        List<RuleText> live = new ArrayList<>();
        for (RuleText text : change.seen()) {
            RuleFile file = files.file(text.file());
            if (file != null && file.complaints().isEmpty()) {
                live.add(text);
            } else if (file != null) {
                file.complaints()
                        .forEach(error -> journal.warn("Rule " + error + "; " + goesOn(error)));
            }
        }
        tellLive(journal, live);
        change.unread().forEach(error -> journal.warn("Rule " + error + "; " + goesOn(error)));
        change.removed().forEach(file -> journal.info("Rule file " + file + " is gone"));
    }

    /** At every start they are all new to the process, and of so many nobody reads a line each. */
    private static void tellLive(Journal journal, List<RuleText> live) {
        if (live.size() > MOST_NAMED) {
            journal.info("%d rule files are live".formatted(live.size()));
        } else {
            live.forEach(
                    text ->
                            journal.info(
                                    "Rule file " + text.file() + " is live as " + text.version()));
        }
    }

    private String goesOn(RuleError error) {
        RuleFile file = files.file(error.file());
        CompiledRules good = file == null ? null : file.good;
        return good == null ? "it judges nothing" : "version " + good.text().version() + " goes on";
    }

    /** What a text did with its cases. */
    private void tell(Journal journal, RuleFile file) {
        RuleError failing = file.failing;
        if (failing == null) {
            journal.info("Rule file " + file.name + " does again what its cases say");
        } else {
            journal.warn("Rule " + failing + "; " + goesOn(failing));
        }
    }
}
