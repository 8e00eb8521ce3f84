package illumiomonitor.engine.rule;

import illumiomonitor.db.Store;
import illumiomonitor.engine.journal.Journal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The rules folder, kept compiled. A broken file never stops the others nor the version of it that
 * judged before. Thread-safe; the questions never wait for the compiler, except {@link #asOf} at
 * the start.
 */
public final class Rulebook {

    private static final String BY_FILE = "file";

    private final RuleFolder folder;
    private final Store store;
    private final Clock clock;
    private final RuleCompiler compiler = new RuleCompiler();
    private final RuleFiles files;
    private final OldVersions old;
    private final RuleShelf shelf;
    private final Map<String, Trouble> troubles = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private Instant looked = Instant.EPOCH;
    private volatile boolean begun;
    private volatile List<JudgedRule> current = List.of();
    private volatile List<RuleSetting> settings = List.of();
    private volatile List<RuleState> states = List.of();

    /** What a rule did when it was judged last. */
    private record Trouble(String state, String sentence) {}

    /** Who saved a text over the web, and why. */
    private record Author(String name, String reason) {}

    public Rulebook(Path dir, Store store, Clock clock) {
        this.folder = new RuleFolder(dir);
        this.store = store;
        this.clock = clock;
        this.files = new RuleFiles(folder, compiler);
        this.old = new OldVersions(store, compiler);
        this.shelf = new RuleShelf();
    }

    /** Takes in what changed in the folder. Cheap when nothing did. */
    public void refresh(Journal journal) {
        lock.lock();
        try {
            look(journal, Map.of());
        } finally {
            lock.unlock();
        }
    }

    /** The rules that judge, by name; empty until the first {@link #refresh} has ended. */
    public List<RuleInfo> rules() {
        return current.stream().map(JudgedRule::info).toList();
    }

    /** Every rule and every broken file, by name. */
    public List<RuleState> states() {
        return states;
    }

    /** The text of a file as it is on disk, good or not. */
    public Optional<String> text(String file) {
        try {
            return Optional.of(folder.read(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Writes a rule file and takes it in.
     *
     * @return what is wrong with the text; then the version before it stays live
     * @throws IllegalArgumentException if the name leads out of the rules folder
     */
    public List<RuleError> save(String file, String text, String author, String reason) {
        lock.lock();
        try {
            folder.write(file, text);
            look(Journal.none(), Map.of(file, new Author(author, reason)));
            RuleFile saved = files.file(file);
            return saved == null ? List.of() : saved.errors;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Sets the mode of a rule from the next tick on, whatever its text says.
     *
     * @param mode {@code LIVE}, {@code SHADOW}, {@code OFF}, or {@code HEADER} for what the text
     *     says
     * @throws IllegalArgumentException if there is no such rule or mode
     */
    public void setMode(String rule, String mode, String who, String reason) {
        if (!List.of("LIVE", "SHADOW", "OFF", RuleSetting.AS_WRITTEN).contains(mode)) {
            throw new IllegalArgumentException(
                    "mode " + mode + " is not known; known are LIVE, SHADOW, OFF and HEADER");
        }
        set(rule, setting -> mode, RuleSetting::threshold, who, reason);
    }

    /**
     * Sets the threshold of a rule from the next tick on.
     *
     * @param value at least 1, null for the header's default
     * @throws IllegalArgumentException if there is no such rule or it has no threshold
     */
    public void setThreshold(String rule, @Nullable Long value, String who) {
        JudgedRule judged = judged(rule);
        if (judged.header().threshold() == null) {
            throw new IllegalArgumentException("rule " + rule + " has no @threshold");
        }
        if (value != null && value < 1) {
            throw new IllegalArgumentException(
                    "the threshold of " + rule + " must be at least 1, but is " + value);
        }
        set(rule, RuleSetting::mode, setting -> value, who, "threshold");
    }

    private void set(
            String rule,
            java.util.function.Function<RuleSetting, String> mode,
            java.util.function.Function<RuleSetting, @Nullable Long> threshold,
            String who,
            String reason) {
        lock.lock();
        try {
            JudgedRule judged = judged(rule);
            RuleSetting before =
                    newest(rule)
                            .orElseThrow(() -> new IllegalStateException(rule + " has no setting"));
            Instant now = clock.instant();
            store.jdbi()
                    .useTransaction(
                            handle -> {
                                RuleStore.close(handle, rule, now);
                                RuleStore.open(
                                        handle,
                                        rule,
                                        judged.info().version(),
                                        mode.apply(before),
                                        threshold.apply(before),
                                        now,
                                        who,
                                        reason);
                                settings = RuleStore.settings(handle);
                            });
            publish();
        } finally {
            lock.unlock();
        }
    }

    private JudgedRule judged(String rule) {
        return current.stream()
                .filter(one -> one.info().name().equals(rule))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no rule called " + rule));
    }

    /** What is wrong with a rule file, or with all of a folder; empty when nothing is. */
    public static List<RuleError> check(Path path) throws IOException {
        return RuleCheck.of(path);
    }

    /** Why a text is refused before it is compiled; empty when it may be tried. */
    public static List<RuleError> refused(String file, String text) {
        return RuleReader.read(file, text).errors();
    }

    /** What is wrong with a text; empty when nothing is. */
    public static List<RuleError> check(String file, String text) {
        return RuleCheck.of(file, text);
    }

    /**
     * The rules as they were in force at a tick: texts, modes, thresholds. Before the first rule
     * was ever taken in, what holds now held.
     */
    List<JudgedRule> asOf(Instant tick) {
        if (!begun) {
            refresh(Journal.none());
        }
        List<RuleSetting> all = settings;
        List<JudgedRule> now = current;
        Instant first =
                all.stream()
                        .map(RuleSetting::from)
                        .min(Comparator.naturalOrder())
                        .orElse(Instant.MAX);
        if (tick.isBefore(first)) {
            return now;
        }
        List<JudgedRule> then = new ArrayList<>();
        for (RuleSetting setting : all) {
            if (setting.holdsAt(tick)) {
                old.rule(setting, now).ifPresent(then::add);
            }
        }
        return then;
    }

    /** The mode that an operator wants now, whatever tick is judged. */
    String modeNow(String rule) {
        return current.stream()
                .filter(one -> one.info().name().equals(rule))
                .map(one -> one.info().mode())
                .findFirst()
                .orElse("OFF");
    }

    /**
     * Remembers how the rules did, for the pages and the {@code history.rules} view.
     *
     * @param learning names of those whose history is too short
     */
    void judged(List<RuleResult> results, Set<String> learning) {
        lock.lock();
        try {
            boolean changed = false;
            for (RuleResult result : results) {
                Trouble now = trouble(result, learning.contains(result.rule().name()));
                Trouble before =
                        "OK".equals(now.state())
                                ? troubles.remove(result.rule().name())
                                : troubles.put(result.rule().name(), now);
                changed |= before == null ? !now.state().equals("OK") : !before.equals(now);
            }
            if (changed) {
                publish();
            }
        } finally {
            lock.unlock();
        }
    }

    private static Trouble trouble(RuleResult result, boolean learning) {
        String error = result.error();
        if (error != null) {
            int colon = error.indexOf(": ");
            String state = error.startsWith("SLOW") ? "SLOW" : "THROWING";
            return new Trouble(state, colon < 0 ? error : error.substring(colon + 2));
        }
        return new Trouble(learning ? "LEARNING" : "OK", "");
    }

    private void look(Journal journal, Map<String, Author> authors) {
        try {
            Map<String, String> lastGood = Map.of();
            if (!begun) {
                lastGood = store.jdbi().withHandle(this::begin);
            }
            Map<String, String> good = lastGood;
            RuleFiles.Change change =
                    files.look(file -> Optional.ofNullable(good.get(file)).flatMap(old::text));
            if (!change.isEmpty() || !begun) {
                store.jdbi().useTransaction(handle -> keep(handle, change, authors));
                tell(journal, change);
            }
            if (!change.isEmpty() || change.touched() || !begun) {
                publish();
            }
            looked = clock.instant();
            begun = true;
        } catch (IOException e) {
            journal.warn(
                    "The rules folder "
                            + folder.dir()
                            + " cannot be read, so the rules stay as they were: "
                            + e);
            publish();
            begun = true;
        }
    }

    private Map<String, String> begin(Handle handle) {
        settings = RuleStore.settings(handle);
        shelf.begin(handle);
        return RuleStore.lastGood(handle);
    }

    /** Writes down the texts that were seen, and which of them hold from now on. */
    private void keep(Handle handle, RuleFiles.Change change, Map<String, Author> authors) {
        Instant now = clock.instant();
        for (RuleText text : change.seen()) {
            Author author = authors.getOrDefault(text.file(), new Author(BY_FILE, ""));
            for (String rule : names(text)) {
                RuleStore.keep(handle, rule, text, author.name(), author.reason(), now);
            }
        }
        List<String> there = new ArrayList<>();
        for (RuleFile file : files.all()) {
            CompiledRules good = file.good;
            if (good != null) {
                Author author = authors.getOrDefault(file.name, new Author(BY_FILE, ""));
                good.text().names().forEach(rule -> hold(handle, rule, good, file, author, now));
                there.addAll(good.text().names());
            }
        }
        for (RuleSetting setting : settings) {
            if (setting.to() == null && !there.contains(setting.rule())) {
                RuleStore.close(handle, setting.rule(), now);
            }
        }
        settings = RuleStore.settings(handle);
    }

    /** A text that cannot be read is kept under the rules that its file had. */
    private List<String> names(RuleText text) {
        RuleFile file = files.file(text.file());
        if (!text.names().isEmpty()) {
            return text.names();
        }
        return file == null || file.good == null
                ? List.of(RuleShelf.nameOf(text.file()))
                : file.good.text().names();
    }

    private void hold(
            Handle handle,
            String rule,
            CompiledRules good,
            RuleFile file,
            Author author,
            Instant now) {
        Optional<RuleSetting> before = newest(rule);
        boolean same =
                before.isPresent()
                        && before.get().to() == null
                        && before.get().version().equals(good.text().version());
        if (same) {
            return;
        }
        RuleStore.keep(handle, rule, good.text(), author.name(), author.reason(), now);
        Instant from = since(file, before, now);
        RuleStore.close(handle, rule, from);
        RuleStore.open(
                handle,
                rule,
                good.text().version(),
                before.map(RuleSetting::mode).orElse(RuleSetting.AS_WRITTEN),
                before.map(RuleSetting::threshold).orElse(null),
                from,
                author.name(),
                author.reason());
    }

    /** When a change was made: the file's own time, if it can be believed. */
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

    private Optional<RuleSetting> newest(String rule) {
        return settings.stream()
                .filter(setting -> setting.rule().equals(rule))
                .reduce((older, newer) -> newer);
    }

    private void publish() {
        List<JudgedRule> judged = new ArrayList<>();
        for (RuleFile file : files.all()) {
            CompiledRules good = file.good;
            if (good != null) {
                old.keep(good);
                for (Header header : good.text().headers()) {
                    judged.add(inForce(good, header, newest(header.name())));
                }
            }
        }
        judged.sort(Comparator.comparing(rule -> rule.info().name()));
        current = List.copyOf(judged);
        states = states(judged);
        store.jdbi().useTransaction(handle -> shelf.write(handle, states, clock.instant()));
    }

    private static JudgedRule inForce(
            CompiledRules good, Header header, Optional<RuleSetting> setting) {
        RuleInfo info =
                header.info(
                        good.text().version(),
                        good.text().file(),
                        setting.map(s -> s.modeInForce(header)).orElse(header.mode()),
                        setting.map(RuleSetting::threshold).orElse(null));
        return new JudgedRule(info, header, good);
    }

    private List<RuleState> states(List<JudgedRule> judged) {
        List<RuleState> all = new ArrayList<>();
        for (JudgedRule rule : judged) {
            RuleFile file = files.file(rule.info().file());
            List<RuleError> errors = file == null ? List.of() : file.errors;
            Trouble trouble = troubles.getOrDefault(rule.info().name(), new Trouble("OK", ""));
            if (!errors.isEmpty()) {
                all.add(state(rule, "BROKEN", errors));
            } else if (trouble.sentence().isEmpty()) {
                all.add(state(rule, trouble.state(), List.of()));
            } else {
                RuleError thrown =
                        new RuleError(
                                rule.info().file(),
                                rule.header().line(),
                                1,
                                "",
                                trouble.sentence());
                all.add(state(rule, trouble.state(), List.of(thrown)));
            }
        }
        for (RuleFile file : files.all()) {
            if (file.good == null && !file.errors.isEmpty()) {
                all.add(
                        new RuleState(
                                RuleShelf.nameOf(file.name),
                                file.name,
                                null,
                                "BROKEN",
                                file.errors));
            }
        }
        all.sort(Comparator.comparing(RuleState::rule).thenComparing(RuleState::file));
        return List.copyOf(all);
    }

    private static RuleState state(JudgedRule rule, String state, List<RuleError> errors) {
        return new RuleState(rule.info().name(), rule.info().file(), rule.info(), state, errors);
    }

    private void tell(Journal journal, RuleFiles.Change change) {
        for (RuleText text : change.seen()) {
            RuleFile file = files.file(text.file());
            if (file != null && file.errors.isEmpty()) {
                journal.info("Rule file " + text.file() + " is live as " + text.version());
            } else if (file != null) {
                String kept =
                        file.good == null
                                ? "it judges nothing"
                                : "version " + file.good.text().version() + " goes on";
                file.errors.forEach(error -> journal.warn("Rule " + error + "; " + kept));
            }
        }
        change.removed().forEach(file -> journal.info("Rule file " + file + " is gone"));
    }
}
