package illumiomonitor.engine.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class PhrasebookTest {

    private static final Words ENGLISH = Words.onlyOf(Phrasebook.BUNDLE, Locale.ENGLISH);
    private static final Words CHINESE =
            Words.onlyOf(Phrasebook.BUNDLE, Locale.TRADITIONAL_CHINESE);

    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final Phrasebook chinese = Phrasebook.in(Locale.TRADITIONAL_CHINESE);

    @Test
    void both_languages_say_the_same_things() {
        assertThat(ENGLISH.disagreements(CHINESE)).isEmpty();
    }

    @Test
    void a_sentence_is_said_with_what_fills_its_places() {
        assertThat(chinese.said("1,204 rows, 33 increments")).isEqualTo("1,204 列，33 筆增量");
        assertThat(chinese.said("hq: 12 rows, 3 increments, 0 stale, 0 expired"))
                .isEqualTo("hq：12 列，3 筆增量，0 列過時，0 列逾期");
    }

    @Test
    void a_sentence_within_a_sentence_is_said_too() {
        assertThat(
                        chinese.said(
                                "health: CRITICAL collector down; core0 services not running: a, b;"
                                        + " traffic: PCE hq cannot be reached at http://x:1: the"
                                        + " connection was refused"))
                .isEqualTo(
                        "健康狀態：嚴重：collector down；core0 未執行的服務：a, b；流量：無法在 http://x:1 連上 PCE hq：連線遭拒");
    }

    @Test
    void a_sentence_is_not_taken_for_the_beginning_of_the_one_within() {
        assertThat(
                        chinese.said(
                                "Counters are BUCKET: 2 of 3 flows that began before"
                                        + " 2026-07-01T08:00:00Z had the same counters when only what"
                                        + " followed was asked"))
                .isEqualTo("計數方式為 BUCKET：在 2026-07-01T08:00:00Z 之前開始的 3 條流量中，有 2 條在只查詢其後的資料時計數器相同");
    }

    @Test
    void what_follows_a_name_is_said_and_the_name_stays() {
        assertThat(
                        chinese.said(
                                "hq: the traffic query on PCE hq is gone before its answer was read"))
                .isEqualTo("hq：PCE hq 上的流量查詢在讀取回應之前就消失了");
    }

    @Test
    void evidence_is_said_in_the_language_of_the_reader() {
        Phrasebook evidence = Phrasebook.ofEvidence(Locale.TRADITIONAL_CHINESE);

        assertThat(
                        evidence.said(
                                "counted 80 in 20:23-20:53; the PCE's total for this UTC day so far:"
                                        + " 1,080; first seen here; bytes not measured"))
                .isEqualTo("20:23-20:53 計入 80 次；PCE 在此 UTC 日至今的總數：1,080；在此首次看到；未量測位元組");
        assertThat(evidence.said("10.0.0.9")).isEqualTo("10.0.0.9");
    }

    @Test
    void what_nobody_translated_stays_as_it_is() {
        assertThat(chinese.said("an odd; thing: happened")).isEqualTo("an odd; thing: happened");
        assertThat(chinese.said("")).isEmpty();
    }

    @Test
    void english_readers_see_what_is_stored() {
        assertThat(Phrasebook.in(Locale.ENGLISH).said("12 rows, 3 increments"))
                .isEqualTo("12 rows, 3 increments");
    }

    /** A sentence that was changed in the program would not be found here any more. */
    @Test
    void every_sentence_stands_in_the_program() {
        String program = sources().map(PhrasebookTest::bare).collect(Collectors.joining("\n"));
        List<String> lost = new ArrayList<>();
        for (String key : ENGLISH.keys()) {
            for (String text : ENGLISH.pattern(key).split("\\{\\d+}|[;:] (?=\\{)|: $")) {
                if (!text.isBlank() && !stands(text.strip(), program)) {
                    lost.add(key + ": " + text);
                }
            }
        }

        assertThat(lost).isEmpty();
    }

    /** In one piece, or in two that the program puts together. */
    private static boolean stands(String text, String program) {
        return program.contains(text)
                || IntStream.range(0, text.length())
                        .filter(at -> text.charAt(at) == ' ')
                        .anyMatch(
                                at ->
                                        program.contains(text.substring(0, at))
                                                && program.contains(text.substring(at)));
    }

    /** The literals of what is said to a run's log, with something in each place. */
    @Test
    void every_line_of_a_log_is_known() {
        Pattern said =
                Pattern.compile(
                        "journal\\s*\\.(?:info|warn)\\(((?:[^\";]|\"(?:[^\"\\\\]|\\\\.)*\")*);");
        List<String> unknown = new ArrayList<>();
        sources()
                .forEach(
                        source -> {
                            Matcher line = said.matcher(source);
                            while (line.find()) {
                                String sample =
                                        sample(
                                                line.group(1)
                                                        .replaceAll("(?s)\\.formatted\\(.*", ""));
                                if (sample.matches(".*\\p{L}{2,} \\p{L}{2,}.*")
                                        && !chinese.said(sample).matches(".*\\p{IsHan}.*")) {
                                    unknown.add(sample);
                                }
                            }
                        });

        assertThat(unknown).isEmpty();
    }

    private static String sample(String said) {
        StringBuilder text = new StringBuilder();
        Matcher literal = LITERAL.matcher(said);
        int from = 0;
        while (literal.find()) {
            text.append(value(said.substring(from, literal.start())));
            text.append(literal.group(1).replaceAll("%[,.\\d]*[a-z]", "1"));
            from = literal.end();
        }
        return text.append(value(said.substring(from))).toString();
    }

    private static String value(String code) {
        return code.matches("(?s).*\\w.*") ? "2" : "";
    }

    /** Sources whose literals are in one piece, however they were broken into lines. */
    private static Stream<String> sources() {
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
            return files
                    .filter(file -> file.toString().endsWith(".java"))
                    .map(PhrasebookTest::read)
                    .map(text -> text.replaceAll("\"\\s*\\+\\s*\"", ""))
                    .toList()
                    .stream();
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

    private static String bare(String source) {
        return source.replace("\\\"", "\"");
    }
}
