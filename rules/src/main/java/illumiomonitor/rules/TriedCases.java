package illumiomonitor.rules;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Cases that were tried before on the very same texts, so that nobody waits for the compiler to
 * look at them again. Thread-safe.
 */
public final class TriedCases {

    private static final int MOST = 500;

    private final Map<String, CaseReport> known =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, CaseReport> eldest) {
                    return size() > MOST;
                }
            };

    /**
     * Tries all cases at a path, as {@link Cases#run} does, unless the answer is known.
     *
     * @throws IOException if it cannot be read
     */
    public CaseReport run(Path path) throws IOException, InterruptedException {
        if (!path.toString().endsWith(CaseFolder.RULES)) {
            return Cases.run(path);
        }
        Path cases = Path.of(CaseFolder.beside(path.toString()));
        if (!Files.isRegularFile(path) || !Files.isRegularFile(cases)) {
            return Cases.run(path);
        }
        String texts = path + " " + mark(path) + " " + mark(cases);
        synchronized (known) {
            CaseReport before = known.get(texts);
            if (before != null) {
                return before;
            }
        }
        CaseReport report = Cases.run(path);
        boolean stood = texts.equals(path + " " + mark(path) + " " + mark(cases));
        synchronized (known) {
            if (stood) {
                known.put(texts, report);
            }
        }
        return report;
    }

    private static String mark(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String text = Files.readString(file);
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
