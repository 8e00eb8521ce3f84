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
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The files of the rules folder and what is compiled of them. Only what changed is read and
 * compiled; a file that is broken keeps what was good of it. Not thread-safe.
 */
final class RuleFiles {

    /**
     * What a look at the folder found.
     *
     * @param seen texts that are new
     * @param removed files that are gone
     * @param tried files that were tried against their cases again, with another end
     * @param touched whether any file looked other than before, or did
     */
    record Change(
            List<RuleText> seen, List<String> removed, List<RuleFile> tried, boolean touched) {
        boolean isEmpty() {
            return seen.isEmpty() && removed.isEmpty();
        }
    }

    private final RuleFolder folder;
    private final RuleCompiler compiler;
    private final Retained retained;
    private final @Nullable LiveGate gate;
    private final Map<String, RuleFile> files = new TreeMap<>();
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
    }

    Collection<RuleFile> all() {
        return files.values();
    }

    @Nullable RuleFile file(String name) {
        return files.get(name);
    }

    /**
     * Looks at the folder and takes in what changed.
     *
     * @param lastGood text of a file that judged when the service last ran, for files that are
     *     broken and were never good since
     * @throws IOException if the folder cannot be read; then all stays as it was
     */
    Change look(Function<String, Optional<RuleText>> lastGood) throws IOException {
        RuleFolder.Found found = folder.scan();
        List<String> removed =
                files.keySet().stream().filter(name -> !found.rules().containsKey(name)).toList();
        removed.forEach(this::remove);
        List<RuleText> seen = new ArrayList<>();
        touched = !removed.isEmpty();
        found.rules().forEach((name, stamp) -> read(name, stamp).ifPresent(seen::add));
        List<RuleFile> other = otherCases(found);
        compile(seen, lastGood);
        List<RuleFile> tried = tryAgain(other, seen);
        touched |= !tried.isEmpty();
        return new Change(seen, removed, tried, touched);
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
                if (gate.look(file.name, found.cases().get(file.name))) {
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

    private Optional<RuleText> read(String name, RuleFolder.Stamp stamp) {
        RuleFile file = files.computeIfAbsent(name, RuleFile::new);
        if (file.looksLike(stamp)) {
            return Optional.empty();
        }
        touched |= !stamp.equals(file.stamp);
        file.stamp = stamp;
        file.readAt = Instant.now();
        try {
            String text = folder.read(name);
            if (text.length() > TextCheck.LONGEST) {
                // So much is not kept as a version either.
                throw new IOException(TextCheck.of(text).get(0).sentence());
            }
            if (RuleText.versionOf(text).equals(file.version)) {
                return Optional.empty();
            }
            RuleText read = retained.held(RuleReader.read(name, text));
            file.version = read.version();
            file.names = read.names();
            file.errors = read.errors();
            file.held = null;
            file.failing = null;
            return Optional.of(read);
        } catch (IOException e) {
            file.version = "";
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
        List<RuleError> twins = twins(good.text());
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

    private List<RuleError> twins(RuleText text) {
        List<RuleError> twins = new ArrayList<>();
        Place place = new Place(text.file(), text.text());
        for (Header header : text.headers()) {
            for (RuleFile other : files.values()) {
                if (other.good != null && other.good.text().names().contains(header.name())) {
                    twins.add(
                            place.at(
                                    place.line(header.line()),
                                    header.name(),
                                    "rule \""
                                            + header.name()
                                            + "\" stands in "
                                            + other.name
                                            + " and in "
                                            + text.file()
                                            + "; a rule's name must be its own"));
                }
            }
        }
        return twins;
    }

    private void restore(Function<String, Optional<RuleText>> lastGood) {
        List<RuleText> texts = new ArrayList<>();
        for (RuleFile file : files.values()) {
            if (file.good == null && !file.complaints().isEmpty()) {
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
                    if (twins(good.text()).isEmpty()) {
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
