package illumiomonitor.engine.rule;

import illumiomonitor.db.Store;
import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.rule.guard.TextCheck;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
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
 * judged before. Thread-safe; the questions never wait for the compiler, except for what holds at
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
    private final RulesInForce inForce;
    private final RuleSwitches switches;
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
        this.inForce = new RulesInForce(this, store, settings, old);
        this.switches =
                new RuleSwitches(
                        this, settings, new ModeSwitches(settings, gate, files, clock), old, clock);
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

    /** What operators set of the rules, whatever their texts say. */
    public RuleSwitches switches() {
        return switches;
    }

    /** Does what changes what holds, and shows it. */
    void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            publish();
        } finally {
            lock.unlock();
        }
    }

    /**
     * One of the rules that judge.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    JudgedRule judged(String rule) {
        return current.stream()
                .filter(one -> one.info().name().equals(rule))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no rule called " + rule));
    }

    /** Takes in what changed in the folder; the caller has the lock. */
    void look() {
        look(Journal.none(), Map.of());
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

    /** Why a text is refused before it is compiled; empty when it may be tried. */
    public static List<RuleError> refused(String file, String text) {
        return RuleReader.read(file, text).errors();
    }

    /** What held at earlier ticks. */
    public RulesInForce inForce() {
        return inForce;
    }

    /** The rules that were taken in, which are those that judge now. */
    List<JudgedRule> current() {
        return current;
    }

    /** The rules that judge now. */
    List<JudgedRule> present() {
        if (!begun) {
            refresh(Journal.none());
        }
        return current;
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
                    judged.add(JudgedRule.of(good, header, settings.newest(header.name())));
                }
            }
        }
        judged.sort(Comparator.comparing(rule -> rule.info().name()));
        current = List.copyOf(judged);
        states = conduct.states(files, judged);
        store.jdbi().useTransaction(handle -> shelf.write(handle, states, clock.instant()));
        unpublished = false;
    }
}
