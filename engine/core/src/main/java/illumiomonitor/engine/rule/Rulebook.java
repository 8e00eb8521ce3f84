package illumiomonitor.engine.rule;

import illumiomonitor.db.Store;
import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.rule.guard.TextCheck;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
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
import org.jspecify.annotations.Nullable;

/**
 * The rules folder, kept compiled. A broken file never stops the others nor the version of it that
 * judged before. Thread-safe; the questions never wait for the compiler, except {@link #asOf} at
 * the start.
 */
public final class Rulebook {

    private final RuleFolder folder;
    private final Store store;
    private final Clock clock;
    private final RuleCompiler compiler = new RuleCompiler();
    private final Retained retained;
    private final LiveGate gate;
    private final RuleFiles files;
    private final OldVersions old;
    private final RuleSettings settings;
    private final RuleIntake intake;
    private final RuleShelf shelf;
    private final RuleConduct conduct = new RuleConduct();
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean begun;

    /** Whether pages and verbs do not see yet what holds, as the store failed. */
    private boolean unpublished;

    private volatile List<JudgedRule> current = List.of();
    private volatile List<RuleState> states = List.of();

    /** A rulebook of a store that keeps everything. */
    public Rulebook(Path dir, Store store, Clock clock) {
        this(dir, store, clock, Retained.EVERYTHING);
    }

    /**
     * @param keep what the store keeps; a rule that needs more history is refused
     */
    public Rulebook(Path dir, Store store, Clock clock, Config.Keep keep) {
        this(dir, store, clock, new Retained(keep));
    }

    private Rulebook(Path dir, Store store, Clock clock, Retained retained) {
        this.folder = new RuleFolder(dir);
        this.store = store;
        this.clock = clock;
        this.retained = retained;
        this.settings = new RuleSettings(store);
        this.gate = new LiveGate(folder, settings, clock);
        this.files = new RuleFiles(folder, compiler, retained, gate);
        this.old = new OldVersions(store, compiler);
        this.intake = new RuleIntake(folder, files, old, settings, store, clock);
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

    /**
     * The same for somebody who may be told to stop: the first look takes seconds, and whoever
     * waits for another's need not.
     */
    void refreshUnlessStopped(Journal journal) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            look(journal, Map.of());
        } finally {
            lock.unlock();
        }
    }

    /** The same when it is known who wrote all that changed, and why. */
    public void refresh(Journal journal, String author, String reason) {
        lock.lock();
        try {
            intake.writtenBy(new Authors.Author(author, reason));
            look(journal, Map.of());
        } finally {
            intake.writtenBy(null);
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

    /** The version of the text that stands in a file now, good or not. */
    public Optional<String> standing(String file) {
        return text(file).map(RuleText::versionOf);
    }

    /**
     * Writes a rule file and takes it in. A text with a rule that judges from another file is not
     * written: it would stand there as a second file of that name, broken for good.
     *
     * @return what is wrong with the text, also a case that it fails; then the version before it
     *     stays live
     * @throws IllegalArgumentException if the name leads out of the rules folder
     */
    public List<RuleError> save(String file, String text, String author, String reason) {
        return save(file, text, "", author, reason);
    }

    /**
     * The same with cases, for a file that comes back.
     *
     * @param cases written only where none stand beside the file, empty for none
     */
    public List<RuleError> save(
            String file, String text, String cases, String author, String reason) {
        if (!TextCheck.mayBeKept(text)) {
            return refused(file, text);
        }
        lock.lock();
        try {
            folder.inside(file);
            look(Journal.none(), Map.of());
            List<RuleError> taken = files.taken(file, text);
            if (!taken.isEmpty()) {
                return taken;
            }
            Authors.Author by = new Authors.Author(author, reason);
            Map<String, Authors.Author> written = new HashMap<>(Map.of(file, by));
            // First the cases: a text that fails them must not judge until they are there.
            if (!cases.isEmpty() && !folder.hasCases(file)) {
                folder.writeCases(file, cases);
                written.put(RuleFolder.casesOf(file), by);
            }
            folder.write(file, text);
            look(Journal.none(), written);
            RuleFile saved = files.file(file);
            return saved == null ? List.of() : saved.complaints();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The cases beside a rule file as they are on disk, without text when there are none.
     *
     * @throws IOException if they cannot be read
     */
    public CaseText cases(String file) throws IOException {
        try {
            return new CaseText(file, folder.cases(file), null);
        } catch (NoSuchFileException e) {
            return new CaseText(file, "", null);
        }
    }

    /**
     * Writes the cases beside a rule file. What they say against the text that judges is told by
     * {@link #states}.
     *
     * @param onto version of the cases that they take the place of, empty where there were none;
     *     null for whatever stands there
     * @return false when others stand there by now; then nothing is written
     * @throws IllegalArgumentException if the name leads out of the rules folder
     */
    public boolean saveCases(
            String file, @Nullable String onto, String text, String author, String reason)
            throws IOException {
        lock.lock();
        try {
            folder.inside(file);
            if (onto != null && !onto.equals(cases(file).version())) {
                return false;
            }
            folder.writeCases(file, text);
            look(
                    Journal.none(),
                    Map.of(RuleFolder.casesOf(file), new Authors.Author(author, reason)));
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Sets the mode of a rule from the next tick on, whatever its text says.
     *
     * @param mode {@code LIVE}, {@code SHADOW}, {@code OFF}, or {@code HEADER} for what the text
     *     says
     * @throws IllegalArgumentException if there is no such rule or mode, or a case fails
     */
    public void setMode(String rule, String mode, String who, String reason) {
        setMode(rule, mode, who, reason, false);
    }

    /**
     * The same, also for a text that is kept from judging because it fails a case.
     *
     * @param override whether it goes live all the same; then the reason says why
     */
    public void setMode(String rule, String mode, String who, String reason, boolean override) {
        lock.lock();
        try {
            RuleSettings.known(mode);
            new ModeSwitches(settings, gate, files, clock).set(rule, mode, who, reason, override);
            look(Journal.none(), Map.of());
            publish();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes an override back: what held before it holds again.
     *
     * @throws IllegalArgumentException if the rule has none, or no reason is given
     */
    public void withdrawOverride(String rule, String who, String reason) {
        lock.lock();
        try {
            new ModeSwitches(settings, gate, files, clock).withdraw(rule, who, reason, old::text);
            look(Journal.none(), Map.of());
            publish();
        } finally {
            lock.unlock();
        }
    }

    /** What would keep a text from taking over from the one that is live in its file. */
    public Optional<RuleError> held(String file, String text) {
        RuleText read = retained.held(RuleReader.read(file, text));
        if (!read.errors().isEmpty()) {
            return Optional.empty();
        }
        CompiledRules compiled = compiler.compile(List.of(read)).compiled.get(file);
        lock.lock();
        try {
            return compiled == null ? Optional.empty() : gate.against(compiled);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Sets the threshold of a rule from the next tick on.
     *
     * @param value at least 1, null for the header's default
     * @throws IllegalArgumentException if there is no such rule or it has no threshold
     */
    public void setThreshold(String rule, @Nullable Long value, String who) {
        lock.lock();
        try {
            settings.threshold(judged(rule), value, clock.instant(), who);
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
        return RuleCheck.of(path, Retained.EVERYTHING);
    }

    /** Why a text is refused before it is compiled; empty when it may be tried. */
    public static List<RuleError> refused(String file, String text) {
        return RuleReader.read(file, text).errors();
    }

    /** What is wrong with a text; empty when nothing is. */
    public static List<RuleError> check(String file, String text) {
        return RuleCheck.of(file, text, Retained.EVERYTHING);
    }

    /** The same as {@link #check(Path)} for rules that are to judge a store which keeps so much. */
    public static List<RuleError> check(Path path, Config.Keep keep) throws IOException {
        return RuleCheck.of(path, new Retained(keep));
    }

    /** The same as {@link #check(String, String)} for a store that keeps so much. */
    public static List<RuleError> check(String file, String text, Config.Keep keep) {
        return RuleCheck.of(file, text, new Retained(keep));
    }

    /**
     * The rules as they were in force at a tick: texts, modes, thresholds. Before the first rule
     * was ever taken in, what holds now held.
     */
    List<JudgedRule> asOf(Instant tick) {
        if (!begun) {
            refresh(Journal.none());
        }
        List<RuleSetting> all = settings.all();
        List<JudgedRule> now = current;
        if (tick.isBefore(settings.first())) {
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

    /** What held of a rule at a tick, as {@link #asOf}; empty when it did not judge then. */
    public Optional<InForce> inForce(String rule, Instant tick) {
        if (tick.isBefore(settings.first())) {
            return settings.newest(rule).map(this::inForce);
        }
        return settings.all().stream()
                .filter(one -> one.rule().equals(rule) && one.holdsAt(tick))
                .findFirst()
                .map(this::inForce);
    }

    private InForce inForce(RuleSetting setting) {
        Long own = setting.threshold();
        Long threshold =
                own != null
                        ? own
                        : old.rule(setting, current)
                                .map(one -> one.info().threshold())
                                .orElse(null);
        return new InForce(setting.version(), threshold, setting.mode().equals("OFF"));
    }

    /** The rules that judge now. */
    List<JudgedRule> present() {
        if (!begun) {
            refresh(Journal.none());
        }
        return current;
    }

    /**
     * A rule with another text of its own, under the settings that hold now.
     *
     * @return empty when there is no such text, or it cannot be compiled
     */
    Optional<JudgedRule> withText(String rule, String version) {
        RuleSetting now =
                settings.newest(rule)
                        .orElse(
                                new RuleSetting(
                                        0,
                                        rule,
                                        version,
                                        RuleSetting.AS_WRITTEN,
                                        null,
                                        Instant.EPOCH,
                                        null,
                                        Overruling.NONE));
        return old.rule(now.withText(version), present());
    }

    /** Whether a rule can be judged with a text of its own. */
    public boolean judges(String rule, String version) {
        return withText(rule, version).isPresent();
    }

    /** The version of its text that a rule had before this one. */
    public Optional<String> versionBefore(String rule, String version) {
        return store.jdbi().withHandle(handle -> RuleStore.versionBefore(handle, rule, version));
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
            boolean changed = conduct.judged(results, learning);
            if (changed) {
                publish();
            }
        } finally {
            lock.unlock();
        }
    }

    private void look(Journal journal, Map<String, Authors.Author> written) {
        if (!begun) {
            store.jdbi().useHandle(shelf::begin);
        }
        boolean changed = intake.look(journal, written);
        if (changed || unpublished) {
            publish();
        }
        begun = true;
    }

    private void publish() {
        unpublished = true;
        List<JudgedRule> judged = new ArrayList<>();
        for (RuleFile file : files.all()) {
            CompiledRules good = file.good;
            if (good != null) {
                old.keep(good);
                for (Header header : good.text().headers()) {
                    judged.add(inForce(good, header, settings.newest(header.name())));
                }
            }
        }
        judged.sort(Comparator.comparing(rule -> rule.info().name()));
        current = List.copyOf(judged);
        states = conduct.states(files, judged);
        store.jdbi().useTransaction(handle -> shelf.write(handle, states, clock.instant()));
        unpublished = false;
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
}
