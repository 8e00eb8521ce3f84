package illumiomonitor.engine.alert;

import illumiomonitor.db.Store;
import illumiomonitor.engine.alert.ExceptionTexts.Kept;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.rule.Found;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is spared: {@code exceptions.yaml} beside the rules. A spared finding is remembered and tells
 * nobody. A broken file changes nothing: what it said before goes on, also for a process that finds
 * it broken, because the store keeps every sound text. Thread-safe.
 */
public final class Exceptions {

    private static final Logger LOG = LoggerFactory.getLogger(Exceptions.class);

    /** So often a change begins again because the file was saved meanwhile. */
    private static final int ATTEMPTS = 5;

    /** So long people are told that edits crossed. */
    private static final Duration TOLD = Duration.ofDays(1);

    private final Path file;
    private final ExceptionsFile reader;
    private final ExceptionTexts texts;
    private final Store store;
    private final Clock clock;
    private volatile ExceptionSet entries = ExceptionSet.NOBODY;
    private volatile @Nullable Instant readAt;
    private volatile String error = "";
    private volatile CrossedEdits crossed = CrossedEdits.NONE;
    private volatile long edition;

    /** What holds; a file that is not there is an empty one. */
    private String sound = "";

    /** What was seen last, sound or not; null when it could not be read. */
    private @Nullable String seen = "";

    /** A change of the file's text; empty when there is nothing to change. */
    private interface Change {
        Optional<String> of(String text, ExceptionSet entries);
    }

    /**
     * Begins with what the store keeps and reads the file; what is wrong with it is told by {@link
     * #state}.
     *
     * @param file need not exist
     * @param zone whose days {@code until} counts in
     */
    public Exceptions(Path file, ZoneId zone, Store store, Clock clock) {
        this.file = file;
        this.reader = new ExceptionsFile(zone);
        this.texts = new ExceptionTexts(store);
        this.store = store;
        this.clock = clock;
        texts.newest().ifPresent(this::begin);
        refresh(Journal.none());
    }

    private void begin(Kept kept) {
        try {
            entries = new ExceptionSet(reader.parse(kept.text()));
            sound = kept.text();
            seen = kept.text();
            readAt = kept.readAt();
            edition = kept.edition();
            crossed = crossedEdits();
        } catch (IllegalArgumentException e) {
            // An older program took what this one refuses; the file itself will say so too.
            LOG.warn("What the store keeps of {} cannot be read any more", file.getFileName(), e);
        }
    }

    /**
     * Reads the file again when it has changed. Recording a judgement does so too; call it before a
     * run for a word about it in the run's log.
     */
    public synchronized void refresh(Journal journal) {
        String before = error;
        try {
            String text = read();
            if (!text.equals(seen)) {
                take(text, true);
                journal.info(file.getFileName() + ": " + entries.size() + " exceptions");
            }
        } catch (CharacterCodingException e) {
            seen = null;
            error = file.getFileName() + " is no UTF-8 text";
        } catch (IOException e) {
            seen = null;
            error = file.getFileName() + " cannot be read: " + e;
        } catch (IllegalArgumentException e) {
            error = file.getFileName() + " " + e.getMessage();
        }
        if (!error.isEmpty()) {
            journal.warn(state().sentence());
        }
        if (!error.equals(before) && !error.isEmpty()) {
            LOG.warn("{}", state().sentence());
        }
    }

    private String read() throws IOException {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    /**
     * Makes a text the one that holds.
     *
     * @throws IllegalArgumentException if it is not sound; then what held before goes on
     */
    private void take(String text, boolean byHand) {
        seen = text;
        if (text.length() > ExceptionTexts.LONGEST) {
            throw new IllegalArgumentException(
                    "is longer than " + ExceptionTexts.LONGEST + " characters");
        }
        ExceptionSet read = new ExceptionSet(reader.parse(text));
        if (!text.equals(sound)) {
            Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
            edition = texts.keep(text, byHand, now);
            readAt = now;
        }
        entries = read;
        sound = text;
        error = "";
        crossed = crossedEdits();
    }

    /** Whether the newest text was saved over what a page wrote. */
    private CrossedEdits crossedEdits() {
        List<Kept> two = texts.newestTwo();
        if (two.size() < 2 || !two.get(0).byHand() || two.get(1).byHand()) {
            return CrossedEdits.NONE;
        }
        Kept changed = two.get(1);
        String opened = texts.byHandBefore(changed.edition()).map(Kept::text).orElse("");
        try {
            return CrossedEdits.of(
                    new ExceptionSet(reader.parse(opened)),
                    new ExceptionSet(reader.parse(changed.text())),
                    entries,
                    two.get(0).readAt());
        } catch (IllegalArgumentException e) {
            LOG.warn("Earlier texts of {} cannot be read any more", file.getFileName(), e);
            return CrossedEdits.NONE;
        }
    }

    /** What is wrong with the file, what holds, and whether edits crossed within the last day. */
    public ExceptionsState state() {
        CrossedEdits edits = crossed;
        boolean told = clock.instant().isBefore(edits.savedAt().plus(TOLD));
        return new ExceptionsState(error, entries.size(), readAt, told ? edits : CrossedEdits.NONE);
    }

    /** How many exceptions hold at an instant. */
    public long holdingAt(Instant tick) {
        return entries.holdingAt(tick);
    }

    /** Why a finding is spared, if it is. */
    public Optional<Sparing> sparing(Found found, Instant tick) {
        return entries.sparing(found, tick);
    }

    /** Of the text that holds, as the store numbers them; 0 when there never was one. */
    public long edition() {
        return edition;
    }

    /** All exceptions that hold, in the order of the file, with what they kept silent. */
    public List<ExceptionLine> lines() {
        refresh(Journal.none());
        ExceptionHits hits = new ExceptionHits(store, clock.instant());
        return entries.lines().stream().map(hits::of).toList();
    }

    /**
     * Writes one more exception into the file; everything else in it stays.
     *
     * @param rules names that there are
     * @throws IllegalArgumentException if it makes no sense, would spare nobody, or the file is
     *     broken
     */
    public synchronized void add(ExceptionLine line, Collection<String> rules) {
        refuseIdle(sound(line), clock.instant(), rules);
        change((text, there) -> Optional.of(ExceptionsText.with(text, line)), 1);
    }

    /** The entry as it will be read; what is wrong with it has no line yet. */
    private ExceptionLine sound(ExceptionLine line) {
        try {
            return reader.parse(ExceptionsText.with("", line)).get(0).line();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    String.valueOf(e.getMessage()).replaceFirst("^line \\d+: ", ""), e);
        }
    }

    private static void refuseIdle(ExceptionLine line, Instant now, Collection<String> rules) {
        if (!line.holdsAt(now)) {
            throw new IllegalArgumentException(
                    "until is " + line.until() + ", which is over: it would spare nobody");
        }
        if (rules.stream().noneMatch(line::concerns)) {
            throw new IllegalArgumentException(
                    "there is no rule " + line.rule() + ": it would spare nobody");
        }
    }

    /**
     * Takes an exception out of the file.
     *
     * @return false if there is none of this id
     * @throws IllegalArgumentException if the file is broken, or written so that only a person can
     *     change it
     */
    public synchronized boolean remove(String id) {
        return change(
                (text, there) ->
                        there.find(id)
                                .map(one -> ExceptionsText.without(text, one.from(), one.to())),
                -1);
    }

    /**
     * Changes the text as it is in the file. Who saves the file meanwhile loses nothing: the change
     * is then made in what was saved.
     *
     * @param more by how many entries the file grows
     * @return false if there is nothing to change
     */
    private boolean change(Change change, int more) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            refresh(Journal.none());
            if (!error.isEmpty()) {
                throw new IllegalArgumentException(error + "; put that right first");
            }
            Optional<String> text = change.of(sound, entries);
            if (text.isEmpty()) {
                return false;
            }
            refuseOdd(text.get(), entries.size() + more);
            if (replaced(text.get())) {
                take(text.get(), false);
                return true;
            }
        }
        throw new IllegalArgumentException(
                file.getFileName() + " is being changed by somebody else: try again");
    }

    private void refuseOdd(String text, int expected) {
        String odd = file.getFileName() + " is written in a way that only a person can change";
        int entries;
        try {
            entries = reader.parse(text).size();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(odd, e);
        }
        if (entries != expected) {
            throw new IllegalArgumentException(odd);
        }
    }

    /** Writes the file, unless it has changed since it was read. */
    private boolean replaced(String text) {
        Path beside = file.resolveSibling("." + file.getFileName() + ".new");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(beside, text, StandardCharsets.UTF_8);
            if (!read().equals(sound)) {
                Files.delete(beside);
                return false;
            }
            Files.move(
                    beside,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }
}
