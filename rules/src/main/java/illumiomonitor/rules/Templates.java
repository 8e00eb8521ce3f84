package illumiomonitor.rules;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;

/** Beginnings of rules: a sound text in shadow mode with cases that pass. */
public final class Templates {

    private static final String FOLDER = "/illumiomonitor/rules/template/";
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    private Templates() {}

    /** Names of the templates. */
    public static List<String> names() {
        return List.of(
                "traffic-count",
                "sweep",
                "event-count",
                "volume",
                "bandwidth",
                "new-edge",
                "spike",
                "silence");
    }

    /**
     * Writes a rule and its cases.
     *
     * @param name {@code topic/name}
     * @return the rule's file, relative to the folder
     * @throws IllegalArgumentException if the name makes no file, the file is there, or there is no
     *     such template
     */
    public static String write(Path dir, String name, String template) throws IOException {
        String[] parts = name.split("/", -1);
        if (parts.length != 2
                || !NAME.matcher(parts[0]).matches()
                || !NAME.matcher(parts[1]).matches()
                || !SourceVersion.isName("rules." + topic(parts[0]))) {
            throw new IllegalArgumentException(
                    "a rule's name is topic/name, in small letters, digits and dashes, and its topic"
                            + " no word of Java, but is "
                            + name);
        }
        if (!names().contains(template)) {
            throw new IllegalArgumentException(
                    "there is no template "
                            + template
                            + "; there are "
                            + String.join(", ", names()));
        }
        Path drl = dir.resolve(name + ".drl");
        Path yaml = dir.resolve(name + ".yaml");
        if (Files.exists(drl) || Files.exists(yaml)) {
            throw new IllegalArgumentException(name + " is there already: " + drl);
        }
        Files.createDirectories(dir.resolve(parts[0]));
        String topic = topic(parts[0]);
        Files.writeString(yaml, text(template + ".yaml", name, topic));
        Files.writeString(drl, text(template + ".drl", name, topic));
        return name + ".drl";
    }

    private static String text(String file, String name, String topic) throws IOException {
        try (InputStream in = Templates.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new IllegalStateException("the template " + file + " is not in the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("NAME", name)
                    .replace("TOPIC", topic);
        }
    }

    /** As the package is called. */
    private static String topic(String folder) {
        String topic = folder.replace("-", "");
        return Character.isDigit(topic.charAt(0)) ? "t" + topic : topic;
    }
}
