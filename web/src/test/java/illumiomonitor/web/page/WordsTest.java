package illumiomonitor.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.engine.words.Words;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class WordsTest {

    private static final String BUNDLE = "illumiomonitor/web/words";
    private static final Path WEB = Path.of(System.getProperty("monitor.root", ".."), "web");
    private static final Pattern KEY = Pattern.compile("\\btext\\(\\s*\"([^\"]+)\"\\s*[,)]");
    private static final Pattern WORD = Pattern.compile("\\p{L}{2,}");

    private static final Words ENGLISH = Words.onlyOf(BUNDLE, Locale.ENGLISH);
    private static final Words CHINESE = Words.onlyOf(BUNDLE, Locale.TRADITIONAL_CHINESE);

    private static List<Path> files(String folder, String ending) {
        try (Stream<Path> walk = Files.walk(WEB.resolve(folder))) {
            return walk.filter(file -> file.toString().endsWith(ending))
                    .filter(file -> !file.toString().matches(".*/web/(cli|service)/.*"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void both_languages_say_the_same_things() {
        assertThat(ENGLISH.disagreements(CHINESE)).isEmpty();
    }

    @Test
    void every_text_that_is_asked_for_exists() {
        Set<String> missing = new TreeSet<>();
        Stream.concat(
                        files("src/main/jte", ".jte").stream(),
                        files("src/main/java", ".java").stream())
                .forEach(
                        file -> {
                            Matcher key = KEY.matcher(read(file));
                            while (key.find()) {
                                if (!ENGLISH.has(key.group(1))) {
                                    missing.add(file.getFileName() + ": " + key.group(1));
                                }
                            }
                        });

        assertThat(missing).isEmpty();
    }

    @Test
    void no_template_says_anything_in_its_own_words() {
        List<String> stray = new ArrayList<>();
        for (Path file : files("src/main/jte", ".jte")) {
            Templates.visibleText(read(file)).stream()
                    .filter(text -> WORD.matcher(text).find())
                    .forEach(text -> stray.add(file.getFileName() + ": " + text.strip()));
        }

        assertThat(stray).isEmpty();
    }

    @Test
    void the_search_for_stray_words_finds_them() {
        assertThat(Templates.visibleText("<p>Stray ${page.text(\"a.b\")}</p>").toString())
                .contains("Stray")
                .doesNotContain("a.b");
        assertThat(Templates.visibleText("<input placeholder=\"Stray\">").toString())
                .contains("Stray");
        assertThat(Templates.visibleText("@if(a)\n<b>${x}</b> open\n@endif").toString())
                .contains("open");
    }

    @Test
    void no_handler_says_anything_in_its_own_words() {
        // a sentence is two words with a space between, in a literal; logs and exceptions are in
        // English
        Pattern sentence = Pattern.compile("\"[^\"\\n]*\\p{L}{2,} \\p{L}{2,}[^\"\\n]*\"");
        List<String> stray = new ArrayList<>();
        for (Path file : files("src/main/java/illumiomonitor/web", "Handlers.java")) {
            read(file)
                    .lines()
                    .filter(line -> !line.contains("LOG.") && !line.contains("Exception("))
                    .filter(line -> sentence.matcher(line).find())
                    .forEach(line -> stray.add(file.getFileName() + ": " + line.strip()));
        }

        assertThat(stray)
                .containsExactlyInAnyOrder("HealthHandlers.java: answer(ctx, \"not ready\");");
    }
}
