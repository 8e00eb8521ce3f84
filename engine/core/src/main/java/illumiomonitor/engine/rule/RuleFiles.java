package illumiomonitor.engine.rule;

import illumiomonitor.engine.rule.guard.TextCheck;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The files of the rules folder and what is compiled of them. Only what changed is read and
 * compiled; a file that is broken keeps what was good of it. Not thread-safe.
 */
final class RuleFiles {

    private static final int MOST_TOLD = 100;

    private final RuleFolder folder;
    private final RuleCompiler compiler;
    private final Retained retained;
    private final @Nullable LiveGate gate;
    private final CaseTexts cases;
    private final Map<String, RuleFile> files = new TreeMap<>();
    private Map<String, RuleError> folders = Map.of();
    private boolean touched;

    /**
     * @param gate what keeps texts from judging live, null when none of them will
     */
    RuleFiles(
            RuleFolder folder, RuleCompiler compiler, Retained retained, @Nullable LiveGate gate) {
        this.folder = folder;
        this.compiler = compiler;
        this.retained = retained;
        this.gate = gate;
        this.cases = new CaseTexts(folder);
    }

    Collection<RuleFile> all() {
        return files.values();
    }

    /** What cannot be looked at, where no rule is known to stand. */
    Collection<RuleError> folders() {
        return folders.values();
    }

    @Nullable RuleFile file(String name) {
        return files.get(name);
    }

    /** What is wrong with a text for a file because rules of other files have its names. */
    List<RuleError> taken(String file, String text) {
        List<RuleFile> others =
                files.values().stream().filter(one -> !one.name.equals(file)).toList();
        return Namesakes.of(RuleReader.read(file, text), others);
    }

    /**
     * Looks at the folder and takes in what changed.
     *
     * @param judged files that judged when the service last ran, and were never looked at since
     * @param lastGood text of such a file, for those that are broken and were never good since
     * @param whole which files are known to have been written to their end
     * @throws IOException if the folder cannot be read; then all stays as it was
     */
    FolderChange look(
            Set<String> judged,
            Function<String, Optional<RuleText>> lastGood,
            Predicate<String> whole)
            throws IOException {
        RuleFolder.Found found = folder.scan();
        if (gate != null) {
            gate.begin();
        }
        try {
            FolderChange change = look(found, judged, lastGood, new Settling(whole, lastGood));
            return gate == null ? change : change.with(cases.look(found, whole));
        } finally {
            if (gate != null) {
                gate.end();
            }
        }
    }

    private FolderChange look(
            RuleFolder.Found found,
            Set<String> judged,
            Function<String, Optional<RuleText>> lastGood,
            Settling settling) {
        touched = false;
        List<RuleError> unread = unread(found, judged);
        List<String> removed =
                files.keySet().stream()
                        .filter(name -> !found.rules().containsKey(name))
                        .filter(name -> found.hidden(name) == null)
                        .toList();
        removed.forEach(this::remove);
        List<RuleText> seen = new ArrayList<>();
        touched |= !removed.isEmpty();
        boolean done = false;
        try {
            found.rules()
                    .forEach((name, stamp) -> read(name, stamp, settling).ifPresent(seen::add));
            List<RuleFile> other = otherCases(found);
            compile(seen, lastGood);
            List<RuleFile> tried = tryAgain(other, seen);
            touched |= !tried.isEmpty();
            List<RuleText> settled = settling.settled(files.values(), seen);
            done = true;
            return new FolderChange(seen, settled, removed, unread, tried, List.of(), touched);
        } finally {
            if (!done) {
                // What was read and not compiled would never be looked at again.
                seen.forEach(text -> there(text.file()).lookAgain());
            }
        }
    }

    /** What nobody can look at is not gone: what was good of it goes on. */
    private List<RuleError> unread(RuleFolder.Found found, Set<String> judged) {
        List<RuleError> unread = new ArrayList<>();
        Set<String> known = new TreeSet<>(judged);
        known.addAll(files.keySet());
        Map<String, RuleError> empty = new TreeMap<>();
        found.unread().forEach((name, why) -> empty.put(name, folder(name, why)));
        for (String name : known) {
            String hidden = found.hidden(name);
            if (hidden != null) {
                empty.keySet().removeIf(one -> name.equals(one) || name.startsWith(one + "/"));
                RuleError error = new RuleError(name, 0, 0, "", hidden);
                if (hide(name, error)) {
                    unread.add(error);
                }
            }
        }
        // Of very many that nobody knows the first tell enough.
        empty.keySet().stream().skip(MOST_TOLD).toList().forEach(empty::remove);
        empty.values().stream().filter(e -> !folders.containsValue(e)).forEach(unread::add);
        touched |= !unread.isEmpty() || !empty.equals(folders);
        folders = empty;
        return unread;
    }

    private static RuleError folder(String name, String why) {
        return new RuleError(name, 0, 0, "", RuleFolder.Found.sentence(name, why));
    }

    /** Remembers that a file cannot be read; whether that is new. */
    private boolean hide(String name, RuleError unread) {
        RuleFile file = files.computeIfAbsent(name, RuleFile::new);
        boolean known = file.errors.equals(List.of(unread));
        file.lookAgain();
        file.unkept = null;
        file.errors = List.of(unread);
        return !known;
    }

    private void remove(String name) {
        files.remove(name);
        if (gate != null) {
            gate.forget(name);
        }
    }

    /** The files beside which other cases stand than before. */
    private List<RuleFile> otherCases(RuleFolder.Found found) {
        List<RuleFile> other = new ArrayList<>();
        if (gate != null) {
            for (RuleFile file : files.values()) {
                boolean hidden = found.hidden(file.name) != null;
                if (!hidden && gate.look(file.name, found.cases().get(file.name))) {
                    other.add(file);
                }
            }
        }
        return other;
    }

    /** Files whose cases changed, and those that failed: their rules' modes may have changed. */
    private List<RuleFile> tryAgain(List<RuleFile> otherCases, List<RuleText> seen) {
        List<String> compiled = seen.stream().map(RuleText::file).toList();
        List<RuleFile> tried = new ArrayList<>();
        for (RuleFile file : files.values()) {
            boolean asked = file.failing != null || otherCases.contains(file);
            if (gate != null && asked && !compiled.contains(file.name) && tryAgain(file, gate)) {
                tried.add(file);
            }
        }
        return tried;
    }

    /**
     * Lets an earlier text of a file judge again, and tries the one that judged against its cases
     * anew: it waits from now on, unless nothing is against it.
     *
     * @return false when the earlier one can no longer be compiled; then all stays as it is
     */
    boolean takeBack(RuleFile file, RuleText earlier) {
        CompiledRules now = file.good;
        if (gate == null || now == null) {
            return false;
        }
        boolean same = earlier.version().equals(now.text().version());
        CompiledRules good = same ? now : compiled(earlier, file.name);
        if (good == null) {
            return false;
        }
        RuleError failing = gate.against(now).orElse(null);
        file.good = failing == null ? now : good;
        if (now.text().version().equals(file.version)) {
            file.failing = failing;
            file.held = failing == null || same ? null : now;
        }
        return true;
    }

    private @Nullable CompiledRules compiled(RuleText text, String name) {
        RuleText held = retained.held(text);
        return held.errors().isEmpty() ? compiler.compile(List.of(held)).compiled.get(name) : null;
    }

    private boolean tryAgain(RuleFile file, LiveGate gate) {
        RuleError before = file.failing;
        CompiledRules held = file.held;
        CompiledRules good = file.good;
        if (held != null) {
            file.good = null;
            install(held, good);
        } else if (good != null) {
            file.failing = gate.against(good).orElse(null);
        }
        return !Objects.equals(before, file.failing);
    }

    private Optional<RuleText> read(String name, RuleFolder.Stamp stamp, Settling settling) {
        RuleFile file = files.computeIfAbsent(name, RuleFile::new);
        if (file.looksLike(stamp)) {
            return Optional.empty();
        }
        touched |= !stamp.equals(file.stamp);
        file.stamp = stamp;
        file.readAt = Instant.now();
        file.waiting = false;
        try {
            String text = folder.read(name);
            if (!TextCheck.mayBeKept(text)) {
                // It is not kept as a version either.
                throw new IOException(TextCheck.of(text).get(0).sentence());
            }
            if (RuleText.versionOf(text).equals(file.version)) {
                return Optional.empty();
            }
            RuleText read = retained.held(RuleReader.read(name, text));
            if (settling.mayGrow(file, read)) {
                file.waiting = true;
                file.unkept = null; // its beginning does not stand there any more
                file.stamp = null; // it is looked at again
                return Optional.empty();
            }
            file.version = read.version();
            file.names = read.names();
            file.errors = read.errors();
            file.held = null;
            file.failing = null;
            return Optional.of(read);
        } catch (IOException e) {
            file.version = "";
            file.unkept = null;
            file.errors =
                    List.of(new RuleError(name, 0, 0, "", "it cannot be read: " + e.getMessage()));
            return Optional.empty();
        }
    }

    private void compile(List<RuleText> seen, Function<String, Optional<RuleText>> lastGood) {
        List<RuleText> sound = seen.stream().filter(text -> text.errors().isEmpty()).toList();
        RuleCompiler.Results results = compiler.compile(sound);
        results.errors.forEach((name, errors) -> there(name).errors = errors);
        Map<String, CompiledRules> before = new TreeMap<>();
        for (String name : results.compiled.keySet()) {
            RuleFile file = there(name);
            if (file.good != null) {
                before.put(name, file.good);
                file.good = null;
            }
        }
        new TreeMap<>(results.compiled).forEach((name, good) -> install(good, before.get(name)));
        restore(lastGood);
    }

    private void install(CompiledRules good, @Nullable CompiledRules before) {
        RuleFile file = there(good.text().file());
        List<RuleError> twins = Namesakes.of(good.text(), files.values());
        RuleError failing = gate == null ? null : gate.against(good).orElse(null);
        file.failing = failing;
        file.held = failing == null ? null : good;
        if (twins.isEmpty() && failing == null) {
            file.good = good;
        } else {
            file.errors = twins;
            file.good = before;
        }
    }

    private void restore(Function<String, Optional<RuleText>> lastGood) {
        List<RuleText> texts = new ArrayList<>();
        for (RuleFile file : files.values()) {
            if (file.good == null && (file.waiting || !file.complaints().isEmpty())) {
                lastGood.apply(file.name)
                        .map(retained::held)
                        .filter(t -> t.errors().isEmpty())
                        .filter(text -> !goesOn(file, text))
                        .ifPresent(texts::add);
            }
        }
        RuleCompiler.Results results = compiler.compile(texts);
        results.compiled.forEach(
                (name, good) -> {
                    if (Namesakes.of(good.text(), files.values()).isEmpty()) {
                        there(name).good = good;
                    }
                });
    }

    /** A text that judged before goes on though it fails a case by now. */
    private static boolean goesOn(RuleFile file, RuleText text) {
        CompiledRules held = file.held;
        if (held == null || !held.text().version().equals(text.version())) {
            return false;
        }
        file.good = held;
        return true;
    }

    private RuleFile there(String name) {
        RuleFile file = files.get(name);
        if (file == null) {
            throw new IllegalStateException("rule file " + name + " is not known");
        }
        return file;
    }
}
