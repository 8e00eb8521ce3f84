package illumiomonitor.engine.alert;

import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.rule.Found;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
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
    private volatile List<Exemption> entries = List.of();
    private volatile String error = "";
    private @Nullable String read;

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
                error = "";
                journal.info(file.getFileName() + ": " + entries.size() + " exceptions");
            }
        } catch (NoSuchFileException e) {
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
        return entries.stream().filter(e -> e.holdsAt(tick)).count();
    }

    /** Why a finding is spared, if it is. */
    public Optional<String> sparing(Found found, Instant tick) {
        return entries.stream()
                .filter(e -> e.spares(found, tick))
                .findFirst()
                .map(Exemption::reason);
    }
}
