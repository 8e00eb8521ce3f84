package illumiomonitor.engine.alert;

import illumiomonitor.db.Store;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.rule.Found;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who is spared: {@code exceptions.yaml} beside the rules. A spared finding is remembered and tells
 * nobody. A broken file changes nothing: what it said before goes on. Thread-safe.
 */
public final class Exceptions {

    private final Path file;
    private final ExceptionsFile reader;
    private volatile List<Written> entries = List.of();
    private volatile String error = "";
    private @Nullable String read;
    private volatile int edition;

    /**
     * Reads the file for the first time; what is wrong with it is told by {@link #error}.
     *
     * @param file need not exist
     * @param zone whose days {@code until} counts in
     */
    public Exceptions(Path file, ZoneId zone) {
        this(file, new ExceptionsFile(zone));
        refresh(Journal.none());
    }

    private Exceptions(Path file, ExceptionsFile reader) {
        this.file = file;
        this.reader = reader;
    }

    /**
     * What a text says, for trying it out; no file is behind it.
     *
     * @throws IllegalArgumentException with the line if the text is no list of exceptions
     */
    public static Exceptions of(String text, ZoneId zone) {
        Exceptions exceptions = new Exceptions(Path.of(""), new ExceptionsFile(zone));
        exceptions.entries = exceptions.reader.parse(text);
        return exceptions;
    }

    /**
     * Reads the file again when it has changed. Recording a judgement does so too; call it before a
     * run for a word about it in the run's log.
     */
    public synchronized void refresh(Journal journal) {
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            if (!text.equals(read)) {
                read = text;
                entries = reader.parse(text);
                edition++;
                error = "";
                journal.info(file.getFileName() + ": " + entries.size() + " exceptions");
            }
        } catch (NoSuchFileException e) {
            edition += entries.isEmpty() ? 0 : 1;
            read = null;
            entries = List.of();
            error = "";
        } catch (IOException e) {
            error = file.getFileName() + " cannot be read: " + e;
            read = null;
        } catch (IllegalArgumentException e) {
            error = file.getFileName() + " " + e.getMessage();
        }
        if (!error.isEmpty()) {
            journal.warn(error + "; the exceptions read before go on");
        }
    }

    /** What is wrong with the file, empty when nothing is. */
    public String error() {
        return error;
    }

    /** How many exceptions hold at an instant. */
    public long holdingAt(Instant tick) {
        return entries.stream().filter(e -> e.exemption().holdsAt(tick)).count();
    }

    /** Why a finding is spared, if it is. */
    public Optional<String> sparing(Found found, Instant tick) {
        return entries.stream()
                .map(Written::exemption)
                .filter(e -> e.spares(found, tick))
                .findFirst()
                .map(Exemption::reason);
    }

    /** Grows each time the file says something else. */
    public int edition() {
        return edition;
    }

    /** All exceptions in the order of the file, with what they kept silent. */
    public List<ExceptionLine> lines(Store store, Instant now) {
        refresh(Journal.none());
        ExceptionHits hits = new ExceptionHits(store, now);
        return entries.stream().map(one -> hits.of(one.line())).toList();
    }

    /**
     * Writes one more exception into the file; everything else in it stays.
     *
     * @param now an exception that is over by then would spare nobody
     * @param rules names that there are
     * @throws IllegalArgumentException if it makes no sense, or the file is broken
     */
    public synchronized void add(ExceptionLine line, Instant now, Collection<String> rules) {
        refuseIdle(sound(line), now, rules);
        write(ExceptionsText.with(sound(), line), entries.size() + 1);
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
        String text = sound();
        Optional<Written> gone =
                entries.stream().filter(one -> one.line().id().equals(id)).findFirst();
        gone.ifPresent(
                one ->
                        write(
                                ExceptionsText.without(text, one.from(), one.to()),
                                entries.size() - 1));
        return gone.isPresent();
    }

    /** The text as it is now, for a change. */
    private String sound() {
        refresh(Journal.none());
        if (!error.isEmpty()) {
            throw new IllegalArgumentException(error + "; put that right first");
        }
        return read == null ? "" : read;
    }

    private void write(String text, int expected) {
        if (reader.parse(text).size() != expected) {
            throw new IllegalArgumentException(
                    file.getFileName() + " is written in a way that only a person can change");
        }
        Path beside = file.resolveSibling("." + file.getFileName() + ".new");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(beside, text, StandardCharsets.UTF_8);
            Files.move(
                    beside,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
        refresh(Journal.none());
    }
}
