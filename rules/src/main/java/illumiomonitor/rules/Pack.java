package illumiomonitor.rules;

import illumiomonitor.engine.rule.RuleInfo;
import illumiomonitor.engine.rule.Trial;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rules that ship, and their way into the folder that is judged. */
public final class Pack {

    private static final String FOLDER = "/illumiomonitor/rules/pack/";
    private static final String INDEX = "index.txt";
    private static final String RULES = ".drl";

    /** Files that belong to people once they changed them. */
    private static final Set<String> OWN = Set.of("README.md", "exceptions.yaml");

    /** What was done with a file. */
    public enum Action {
        ADDED,
        /** It was as it had been installed, and a newer one ships. */
        UPDATED,
        /** It already was what ships. */
        SAME,
        /** Somebody changed it, and nothing newer ships or nothing can be taken in: it stays. */
        KEPT,
        /** Somebody changed it, another one ships, and now it has both changes. */
        MERGED,
        /**
         * Somebody changed the same lines as the newer one: it stays, and both stand in {@code
         * FILE.conflict} beside it until that is taken away.
         */
        CONFLICT,
        /** Somebody took it away: it stays away. */
        ABSENT,
        /** It ships no more and nobody had changed it: it was taken away. */
        RETIRED,
        /** It ships no more, but somebody changed it: it stays. */
        ORPHANED
    }

    /** A file of the pack and what was done with it. */
    public record Installed(String file, Action action) {}

    private Pack() {}

    /** Names of the files that ship, with slashes. */
    public static List<String> files() {
        return text(INDEX).lines().filter(line -> !line.isBlank()).toList();
    }

    /** The text of a file that ships. */
    public static String text(String file) {
        try (InputStream in = Pack.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new IllegalArgumentException("the pack has no file " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the pack's file " + file + " cannot be read", e);
        }
    }

    /** Headers of the rules that ship, by file name. */
    public static List<RuleInfo> rules() {
        List<RuleInfo> rules = new ArrayList<>();
        for (String file : files()) {
            if (file.endsWith(RULES)) {
                rules.addAll(Trial.headers(file, text(file)));
            }
        }
        return rules;
    }

    /**
     * Copies what ships into a folder. A file that is as it was installed is brought up to date;
     * one that somebody changed takes in what changed in the shipped one, unless both changed the
     * same lines; one that somebody took away stays away, and the cases of such a rule go with it.
     *
     * @throws IOException if the folder cannot be written
     */
    public static List<Installed> install(Path dir) throws IOException {
        return install(dir, false);
    }

    /**
     * The same.
     *
     * @param restores whether files that somebody took away come back
     * @throws IOException if the folder cannot be written
     */
    public static List<Installed> install(Path dir, boolean restores) throws IOException {
        Map<String, String> wanted = new LinkedHashMap<>();
        for (String file : files()) {
            wanted.put(file, text(file));
        }
        wanted.put("README.md", Catalogue.of(rules()));
        wanted.put("exceptions.yaml", text("exceptions.yaml"));
        return install(dir, wanted, restores);
    }

    /** The same for other texts, by file. */
    static List<Installed> install(Path dir, Map<String, String> wanted, boolean restores)
            throws IOException {
        Files.createDirectories(dir);
        InstalledFiles before = InstalledFiles.read(dir);
        List<Installed> done = new ArrayList<>();
        for (Map.Entry<String, String> one : wanted.entrySet()) {
            String file = one.getKey();
            done.add(new Installed(file, put(before, file, one.getValue(), restores)));
        }
        for (String file : before.beyond(wanted.keySet())) {
            Optional<Action> action = before.retire(file);
            action.ifPresent(what -> done.add(new Installed(file, what)));
        }
        before.write();
        return done;
    }

    private static Action put(InstalledFiles before, String file, String text, boolean restores)
            throws IOException {
        if (!restores) {
            if (before.wasTakenAway(file)) {
                return Action.ABSENT;
            }
            Optional<Action> followed = before.follow(file);
            if (followed.isPresent()) {
                return followed.get();
            }
        }
        return before.put(file, text, !OWN.contains(file));
    }

    /**
     * Takes a rule file away, and the cases that were installed beside it unless somebody changed
     * them.
     *
     * @param file of the rule, with slashes
     * @throws IOException if the folder cannot be written
     */
    public static void takeAway(Path dir, String file) throws IOException {
        Files.deleteIfExists(dir.resolve(file));
        if (file.endsWith(RULES)) {
            InstalledFiles.read(dir).follow(CaseFolder.beside(file));
        }
    }
}
