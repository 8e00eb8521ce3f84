package illumiomonitor.web.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The texts of rule files that something is said about; each is read once. */
final class RuleTexts {

    /** What is longer is refused for that alone. */
    private static final long LONGEST_BYTES = 1_000_000;

    private final Path place;
    private final Map<String, String> texts = new HashMap<>();

    /**
     * @param place a rule file, or a folder of them
     */
    RuleTexts(Path place) {
        this.place = place;
    }

    /** Empty where it cannot be read: what is wrong with it then is of no rule. */
    String text(String file) {
        return texts.computeIfAbsent(file, this::read);
    }

    private String read(String file) {
        Path path = Files.isDirectory(place) ? place.resolve(file) : place;
        try {
            return Files.size(path) > LONGEST_BYTES ? "" : Files.readString(path);
        } catch (IOException e) {
            return "";
        }
    }
}
