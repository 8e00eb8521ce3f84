package illumiomonitor.db;

import illumiomonitor.db.StoreException.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The backup of a store before its schema moves on: one, however often the move is tried. It is as
 * new as the store for as long as nobody else has opened that.
 */
final class SafetyCopy {

    private static final Logger log = LoggerFactory.getLogger(SafetyCopy.class);
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    private final Path store;
    private final Room room;
    private final @Nullable FileTime found;
    private @Nullable Path copy;

    /**
     * The copy of a store that nobody has open yet: opening and closing alone makes a file newer.
     */
    SafetyCopy(Path store, Room room) {
        this.store = store;
        this.room = room;
        this.found = Files.exists(store) ? changed(store) : null;
    }

    /**
     * Makes it, unless there is one of what was found.
     *
     * @param jdbi of the open store
     * @param version of its schema
     * @throws StoreException if it cannot be written, or the disk does not hold it and the move
     */
    void make(Jdbi jdbi, String version) {
        String name =
                store.getFileName().toString().replace(Store.EXTENSION, "")
                        + "-before-migration-from-"
                        + version
                        + "-";
        Optional<Path> made = newest(name).filter(this::isAsFound);
        long size = store.toFile().length();
        room.require(
                folder(),
                made.isPresent() ? size : 2 * size,
                "bringing the store " + store + " up to date");
        Path saved = made.orElseGet(() -> written(jdbi, name));
        copy = saved;
        log.info(
                "The schema moves on from version {}; the store as it was is in {}",
                version,
                saved);
    }

    /** Makes the copy as new as the store, which nobody has open again. */
    void settle() {
        Path made = copy;
        if (made == null) {
            return;
        }
        try {
            FileTime now = FileTime.from(Instant.now());
            FileTime closed = changed(store);
            Files.setLastModifiedTime(made, now.compareTo(closed) > 0 ? now : closed);
        } catch (IOException e) {
            throw broken(made, e);
        }
    }

    private Path written(Jdbi jdbi, String name) {
        String stamp = STAMP.format(LocalDateTime.now(ZoneOffset.UTC));
        Path target = store.resolveSibling(name + stamp + ".zip");
        new Backup(store, room).write(jdbi, target);
        return target;
    }

    private Optional<Path> newest(String name) {
        try (Stream<Path> files = Files.list(folder())) {
            return files.filter(file -> file.getFileName().toString().startsWith(name))
                    .filter(file -> file.toString().endsWith(".zip"))
                    .max(Comparator.comparing(SafetyCopy::changed));
        } catch (IOException e) {
            throw broken(store, e);
        }
    }

    private boolean isAsFound(Path made) {
        return found != null && changed(made).compareTo(found) >= 0;
    }

    private Path folder() {
        return store.resolveSibling("");
    }

    private static FileTime changed(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw broken(file, e);
        }
    }

    private static StoreException broken(Path file, IOException e) {
        return new StoreException(
                Problem.BROKEN, file + " cannot be looked at: " + e.getMessage(), e);
    }
}
