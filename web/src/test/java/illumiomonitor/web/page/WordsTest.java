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

    /** Two words with a space between, in a literal. */
    private static final Pattern SENTENCE =
            Pattern.compile("\"[^\"\\n]*\\p{L}{2,} \\p{L}{2,}[^\"\\n]*\"");

    /** What is said to logs and by exceptions is English; it is said again where it is shown. */
    private static final Pattern ENGLISH_ALWAYS = Pattern.compile("LOG\\.|Exception|System\\.err");

    /** What the engine, a rule or a channel said, put into a page as it is. */
    private static final Pattern SAID =
            Pattern.compile(
                    "\\$\\{[^}]*\\.(problem|error|message|lastError|answer|held|found|note|notes)\\(\\)[^}]*}"
                            + "|\\$\\{[^}]*(?<![.\\w])(note|warning)\\b(?!\\.)[^}]*}");

    private static List<String> statements(String source) {
        return List.of(
                source.replaceAll("(?s)/\\*.*?\\*/", "")
                        .replaceAll("//[^\\n]*", "")
                        .replaceAll("\"\\s*\\+\\s*\"", "")
                        .split("[;{}]\\s*\\n"));
    }

    /** The pages' classes and the channels; the command line and the wire speak English. */
    private static List<Path> speaking() {
        return Stream.concat(
                        files("src/main/java/illumiomonitor/web", ".java").stream()
                                .filter(file -> !file.toString().matches(".*/web/(app|bench)/.*")),
                        files("../engine/plugins/src/main/java", ".java").stream()
                                .filter(file -> !file.toString().contains("/zeek/")))
                .toList();
    }

    @Test
    void no_page_and_no_channel_says_anything_in_its_own_words() {
        List<String> stray = new ArrayList<>();
        for (Path file : speaking()) {
            statements(read(file)).stream()
                    .filter(one -> !ENGLISH_ALWAYS.matcher(one).find())
                    .filter(one -> SENTENCE.matcher(one).find())
                    .map(one -> file.getFileName() + ": " + one.strip().replaceAll("\\s+", " "))
                    .forEach(stray::add);
        }

        assertThat(stray)
                .satisfiesExactlyInAnyOrder(
                        probe -> assertThat(probe).startsWith("HealthHandlers.java: answer(ctx,"),
                        dummy -> assertThat(dummy).startsWith("Gate.java: private final String"),
                        // A channel's answer is stored; the page says it again.
                        answer ->
                                assertThat(answer).startsWith("SmtpNotifier.java: return \"taken"),
                        html -> assertThat(html).contains("<body style="),
                        html -> assertThat(html).contains("<th align="),
                        format -> assertThat(format).contains("yyyy-MM-dd HH:mm\""),
                        format -> assertThat(format).contains("yyyy-MM-dd HH:mm:ss\""));
    }

    @Test
    void what_a_page_hands_on_of_a_refusal_is_said_again() {
        List<String> stray = new ArrayList<>();
        for (Path file : files("src/main/java/illumiomonitor/web", ".java")) {
            if (!file.toString().matches(".*/web/(app|bench)/.*")) {
                statements(read(file)).stream()
                        .filter(one -> one.contains("getMessage()") || one.contains("e.toString()"))
                        .filter(one -> !ENGLISH_ALWAYS.matcher(one).find() || one.contains("tell("))
                        .filter(one -> !one.contains("said("))
                        .map(one -> file.getFileName() + ": " + one.strip())
                        .forEach(stray::add);
            }
        }

        // A job keeps the English; its template says it again.
        assertThat(stray).allMatch(one -> one.startsWith("ReplayJob.java: problem = "));
    }

    @Test
    void what_a_template_shows_of_the_engine_is_said_again() {
        List<String> stray = new ArrayList<>();
        for (Path file : files("src/main/jte", ".jte")) {
            Matcher said = SAID.matcher(read(file));
            while (said.find()) {
                String shown = said.group();
                if (!shown.matches("(?s).*(said|held|summary|word|rule|shownAs)\\(.*")) {
                    stray.add(file.getFileName() + ": " + shown);
                }
            }
        }

        // A person's own words.
        assertThat(stray).containsExactlyInAnyOrder("detail.jte: ${action.note()}");
    }
}
