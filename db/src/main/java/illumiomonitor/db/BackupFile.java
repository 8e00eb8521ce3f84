package illumiomonitor.db;

import illumiomonitor.db.StoreException.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** What somebody says is a backup. */
final class BackupFile {

    private final Path backup;

    BackupFile(Path backup) {
        this.backup = backup;
    }

    /**
     * Unpacks the store that is in it.
     *
     * @throws StoreException if it is none, not all of it is there, or the disk has no room for it
     */
    void unpack(Path target) throws IOException {
        if (!Files.exists(backup)) {
            throw new StoreException(Problem.NO_BACKUP, "there is no backup " + backup, null);
        }
        if (Files.isDirectory(backup)) {
            throw new StoreException(
                    Problem.NO_BACKUP, backup + " is a folder: name the backup in it", null);
        }
        try (ZipFile zip = new ZipFile(backup.toFile())) {
            unpack(zip, target);
        } catch (ZipException e) {
            throw none("it is no zip file, or not all of it is there", e);
        }
    }

    private void unpack(ZipFile zip, Path target) throws IOException {
        ZipEntry entry =
                zip.stream()
                        .filter(candidate -> candidate.getName().endsWith(Store.EXTENSION))
                        .findFirst()
                        .orElseThrow(() -> none("there is no store in it", null));
        Path folder = target.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
            new Room(0).require(folder, entry.getSize(), "the backup " + backup);
        }
        CRC32 sum = new CRC32();
        try (InputStream in = new CheckedInputStream(zip.getInputStream(entry), sum)) {
            Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
        }
        // The JDK compares it only for those who read a zip from front to back.
        if (sum.getValue() != entry.getCrc()) {
            throw none("its checksum does not fit", null);
        }
        Backup.ownerOnly(target);
        try (FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private StoreException none(String why, @Nullable Exception cause) {
        return new StoreException(
                Problem.NO_BACKUP, backup + " is no backup, or a damaged one: " + why, cause);
    }
}
