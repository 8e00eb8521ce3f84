package illumiomonitor.db;

import illumiomonitor.db.StoreException.Problem;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** Saves an H2 file store to a zip while it is being used. */
final class Backup {

    private final Path store;
    private final Room room;

    Backup(Path store, Room room) {
        this.store = store;
        this.room = room;
    }

    /** Of a store that has a file, as the others have tools of their own. */
    static Backup of(Dialect dialect, Optional<Path> store, Room room) {
        if (dialect == Dialect.POSTGRESQL) {
            throw new StoreException(
                    Problem.UNSUPPORTED, "this store is in PostgreSQL: save it with pg_dump", null);
        }
        return new Backup(
                store.orElseThrow(
                        () ->
                                new StoreException(
                                        Problem.UNSUPPORTED,
                                        "this store is not a file here and cannot be saved",
                                        null)),
                room);
    }

    void write(Jdbi jdbi, Path target) {
        Path file = target.toAbsolutePath().normalize();
        if (Files.exists(file)) {
            throw new StoreException(Problem.WOULD_OVERWRITE, file + " exists already", null);
        }
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            prepare(part);
            requireRoom(part);
            jdbi.useHandle(
                    handle ->
                            handle.createUpdate("backup to :file")
                                    .bind("file", part.toString())
                                    .execute());
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (StoreException e) {
            discard(part, e);
            throw e;
        } catch (FileSystemException e) {
            discard(part, e);
            throw new StoreException(
                    Problem.UNWRITABLE,
                    "the backup " + file + " cannot be written: " + reason(e),
                    e);
        } catch (IOException | JdbiException e) {
            discard(part, e);
            throw new StoreException(
                    Problem.BROKEN,
                    "the backup " + file + " cannot be written: " + H2Error.firstLine(e),
                    e);
        }
    }

    private static String reason(FileSystemException e) {
        if (e instanceof AccessDeniedException) {
            return "this user may not create a file there";
        }
        return e.getReason() == null
                ? "where it should stand there is no folder, and none can be made"
                : e.getReason();
    }

    /**
     * The store holds password hashes: nobody else may read a copy of it, not even while it grows.
     */
    private static void prepare(Path part) throws IOException {
        Path folder = part.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.deleteIfExists(part);
        Files.createFile(part);
        ownerOnly(part);
    }

    /** Elsewhere a disk may be filled to the brim: it is the store that must go on. */
    private void requireRoom(Path part) {
        Path folder = part.resolveSibling("");
        if (Room.isShared(store, folder)) {
            room.require(folder, store.toFile().length(), "the backup");
        }
    }

    static void ownerOnly(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
    }

    private static void discard(Path part, Exception because) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            because.addSuppressed(e);
        }
    }
}
