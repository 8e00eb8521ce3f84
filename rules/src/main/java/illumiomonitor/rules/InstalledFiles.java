package illumiomonitor.rules;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Properties;
import java.util.TreeMap;

/** Remembers in the folder itself what was installed there, to tell what somebody changed. */
final class InstalledFiles {

    private static final String MEMORY = ".installed";

    private final Path dir;
    private final Properties hashes;

    private InstalledFiles(Path dir, Properties hashes) {
        this.dir = dir;
        this.hashes = hashes;
    }

    static InstalledFiles read(Path dir) throws IOException {
        Properties hashes = new Properties();
        Path memory = dir.resolve(MEMORY);
        if (Files.exists(memory)) {
            hashes.load(new StringReader(Files.readString(memory)));
        }
        return new InstalledFiles(dir, hashes);
    }

    Pack.Action put(String file, String text) throws IOException {
        Path target = dir.resolve(file);
        if (!Files.exists(target)) {
            copy(target, file, text);
            return Pack.Action.ADDED;
        }
        byte[] there = Files.readAllBytes(target);
        if (hash(there).equals(hash(text.getBytes(StandardCharsets.UTF_8)))) {
            hashes.setProperty(file, hash(there));
            return Pack.Action.SAME;
        }
        if (hash(there).equals(hashes.getProperty(file))) {
            copy(target, file, text);
            return Pack.Action.UPDATED;
        }
        return Pack.Action.KEPT;
    }

    private void copy(Path target, String file, String text) throws IOException {
        Path folder = target.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.writeString(target, text);
        hashes.setProperty(file, hash(text.getBytes(StandardCharsets.UTF_8)));
    }

    void write() throws IOException {
        StringWriter lines = new StringWriter();
        lines.write(
                "# What \"rules install\" wrote here. A file that differs is somebody's own.\n");
        new TreeMap<>(hashes).forEach((file, hash) -> lines.write(file + "=" + hash + "\n"));
        Files.writeString(dir.resolve(MEMORY), lines.toString());
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
