package illumiomonitor.web.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The two files by which a running service is found: {@code service.json} says where, {@code
 * service.token} lets in. Only their owner can read them.
 */
final class ServiceFiles {

    private final Path folder;
    private final Path place;
    private final Path token;
    private final ObjectMapper json = ServiceJson.mapper();

    ServiceFiles(Path folder) {
        this.folder = folder;
        this.place = folder.resolve("service.json");
        this.token = folder.resolve("service.token");
    }

    record Place(int port, long pid, Instant startedAt) {}

    static String newToken() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    void write(Place where, String secret) {
        try {
            Files.createDirectories(folder);
            replace(token, secret.getBytes(StandardCharsets.US_ASCII));
            replace(place, json.writeValueAsBytes(where));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where a service runs or ran. Nothing when none left a word, or only half of one. */
    Optional<Place> place() {
        try {
            return Optional.of(json.readValue(Files.readAllBytes(place), Place.class));
        } catch (NoSuchFileException | JsonProcessingException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String token() throws IOException {
        return Files.readString(token).strip();
    }

    /** Removes them, unless another process has written its own meanwhile. */
    void remove(long pid) {
        try {
            if (place().map(Place::pid).filter(owner -> owner == pid).isPresent()) {
                Files.deleteIfExists(place);
                Files.deleteIfExists(token);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // Written beside and moved, so that nobody reads half of it.
    private void replace(Path file, byte[] bytes) throws IOException {
        Path draft = Files.createTempFile(folder, "service", ".tmp", ownerOnly());
        Files.write(draft, bytes);
        Files.move(
                draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static FileAttribute<?>[] ownerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
