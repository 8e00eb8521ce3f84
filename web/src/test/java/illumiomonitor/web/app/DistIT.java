package illumiomonitor.web.app;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.lab.Lab;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * What {@code ./monitor dist} packs, unpacked on a machine that has Java and nothing else. Needs
 * the jar, so it runs after it is packed.
 */
class DistIT {

    private static final Path ROOT = Path.of(System.getProperty("monitor.root"));

    @TempDir Path folder;

    private Path unpacked;
    private Path home;

    @BeforeEach
    void unpack() throws Exception {
        unpacked = Files.createDirectory(folder.resolve("unpacked"));
        home = Files.createDirectory(folder.resolve("home"));
        Document zip =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(ROOT.resolve("web/src/dist/zip.xml").toFile());
        for (Element set : elements(zip.getElementsByTagName("fileSet"))) {
            Path to = unpacked.resolve(text(set, "outputDirectory"));
            copyAll(source(text(set, "directory")), texts(set, "include"), to);
        }
        for (Element file : elements(zip.getElementsByTagName("file"))) {
            Path from = source(text(file, "source"));
            Path to = Files.copy(from, unpacked.resolve(from.getFileName()));
            assertThat(to.toFile().setExecutable(text(file, "fileMode").equals("0755"))).isTrue();
        }
    }

    private static Path source(String placeholders) {
        return Path.of(
                placeholders
                        .replace("${maven.multiModuleProjectDirectory}", ROOT.toString())
                        .replace("${project.basedir}", ROOT.resolve("web").toString())
                        .replace(
                                "${project.build.directory}",
                                ROOT.resolve("web/target").toString()));
    }

    private static void copyAll(Path from, List<String> includes, Path to) throws IOException {
        List<PathMatcher> wanted =
                includes.stream()
                        // Here, unlike there, "**/" is one folder at least.
                        .flatMap(each -> Stream.of(each, each.replace("**/", "")))
                        .map(each -> FileSystems.getDefault().getPathMatcher("glob:" + each))
                        .toList();
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path place = from.relativize(file);
                if (wanted.isEmpty() || wanted.stream().anyMatch(each -> each.matches(place))) {
                    Path copy = to.resolve(place.toString());
                    Files.createDirectories(copy.getParent());
                    if (!Files.exists(copy)) {
                        Files.copy(file, copy);
                    }
                }
            }
        }
    }

    private static List<Element> elements(NodeList nodes) {
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    private static List<String> texts(Element of, String tag) {
        return elements(of.getElementsByTagName(tag)).stream()
                .map(each -> each.getTextContent().strip())
                .toList();
    }

    private static String text(Element of, String tag) {
        return texts(of, tag).stream().findFirst().orElse("");
    }

    @Test
    void pulls_judges_and_answers_without_a_build_or_a_download() throws Exception {
        try (Lab lab = Lab.empty(Clock.systemUTC()).start()) {
            Files.writeString(
                    unpacked.resolve("monitor.yaml"),
                    """
                    pce: [{name: hq, url: "%s", org: %d, key: "%s", secret: "%s"}]
                    rules: {dir: rules}
                    channels: []
                    """
                            .formatted(lab.url(), lab.org(), lab.key(), lab.secret()));

            assertThat(monitor("run")).contains("hq").endsWith("OK");
        }
        assertThat(monitor("sql", "--format", "csv", "select result from history.runs"))
                .endsWith("OK");
        assertThat(unpacked.resolve("rules/traffic")).isDirectory();
        try (Stream<Path> made = Files.list(home)) {
            assertThat(made).as("what Maven would have put there").isEmpty();
        }
    }

    /** What it prints; nothing of the build is on its path. */
    private String monitor(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("./monitor"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(unpacked.toFile())
                        .redirectError(folder.resolve("stderr.log").toFile());
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().put("HOME", home.toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(said + Files.readString(folder.resolve("stderr.log")))
                .isZero();
        return said.strip();
    }
}
