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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PhrasebookTest {

    private static final Words ENGLISH = Words.onlyOf(Phrasebook.BUNDLE, Locale.ENGLISH);
    private static final Words CHINESE =
            Words.onlyOf(Phrasebook.BUNDLE, Locale.TRADITIONAL_CHINESE);

    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** Clauses, and words that are code. */
    private static final String BETWEEN = "\\$1|[;:] |[\\w./]*\\w\\.[\\w.*]+";

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
    void what_was_told_is_said_also_with_what_was_not_taken() {
        assertThat(
                        chinese.said(
                                "3 sent, 0 to be tried again, 3 given up; soc.example.com answered HTTP 404: ok"))
                .isEqualTo("已送出 3 則，待重試 0 則，已放棄 3 則；soc.example.com answered HTTP 404: ok");
    }

    @Test
    void what_several_steps_ended_with_alike_is_said_with_their_names() {
        assertThat(chinese.said("events and traffic: an answer cannot be kept on disk: full"))
                .isEqualTo("事件與流量：回應無法存到磁碟：full");
        assertThat(chinese.said("health and events and traffic: stopped"))
                .isEqualTo("健康狀態與事件與流量：已停止");
    }

    @Test
    void what_a_page_is_refused_for_is_said_with_its_reason() {
        assertThat(
                        chinese.said(
                                "the newest text of rule own/smb does not go live: its case"
                                        + " \"quiet\" fails: should find [], but found [4 blocked]"))
                .isEqualTo("規則 own/smb 的最新內容不會啟用：案例「quiet」未通過：應發現 []，實際發現 [4 blocked]");
        assertThat(chinese.said("exceptions.yaml line 3: owner is missing; put that right first"))
                .isEqualTo("exceptions.yaml 第 3 行：缺少 owner；請先修正");
        assertThat(chinese.said("override, case \"quiet\" fails: agreed with bob"))
                .isEqualTo("放行（案例「quiet」未通過）：agreed with bob");
    }

    @Test
    void why_a_replay_differs_is_said_with_its_times() {
        assertThat(
                        chinese.said(
                                "rows that it rests on were pulled at 2026-07-01T10:00:00Z, after the"
                                        + " tick had been judged at 2026-07-01T08:15:00Z"))
                .isEqualTo("它所依據的資料列於 2026-07-01T10:00:00Z 才取得，晚於該時點的判定時間 2026-07-01T08:15:00Z");
        assertThat(chinese.said("it is spared since by an exception: scanner"))
                .isEqualTo("之後已由例外排除：scanner");
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
        assertThat(
                        evidence.said(
                                "counted 80 in 19:14-19:44; the PCE's total for this UTC day so far:"
                                        + " 80; grew since 19:30; bytes not measured"))
                .as("a place at the end takes no sentence that follows")
                .isEqualTo("19:14-19:44 計入 80 次；PCE 在此 UTC 日至今的總數：80；自 19:30 起增加；未量測位元組");
        assertThat(evidence.said("at 2026-12-01 01:51:20, status -, by web-1, from 10.0.0.9"))
                .isEqualTo("時間 2026-12-01 01:51:20，狀態 -，由 web-1，來自 10.0.0.9");
        assertThat(evidence.said("at 2026-12-01 01:51:20, status success"))
                .isEqualTo("時間 2026-12-01 01:51:20，狀態 success");
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
        String program =
                Stream.concat(sources(), others())
                        .map(PhrasebookTest::bare)
                        .collect(Collectors.joining("\n"));
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

    /** What is found wrong in a rule's text, without what is only compared with the compiler's. */
    @ParameterizedTest
    @ValueSource(strings = {"Annotations", "Complaints", "ConsequenceComplaints"})
    void every_sentence_about_the_text_of_a_rule_is_known(String of) {
        Path file = Path.of("src/main/java/illumiomonitor/engine/rule", of + ".java");
        String source =
                read(file)
                        .replaceAll("\"\\s*\\+\\s*\"", "")
                        .replaceAll(
                                "(?:Pattern\\s*\\.compile|startsWith|endsWith|contains|equals|replaceFirst)"
                                        + "\\(\\s*\"(?:[^\"\\\\]|\\\\.)*\"",
                                "(");
        String known =
                ENGLISH.keys().stream()
                        .map(key -> ENGLISH.pattern(key).replace("''", "'"))
                        .collect(Collectors.joining("\n"));
        List<String> unknown = new ArrayList<>();
        Matcher literal = LITERAL.matcher(source);
        while (literal.find()) {
            for (String text : literal.group(1).replace("\\\"", "\"").split(BETWEEN)) {
                String words = text.replaceAll("^[;:\\s]+|[;:\\s]+$", "");
                if (words.matches(".*\\p{L}{2,} \\p{L}{2,}.*") && !known.contains(words)) {
                    unknown.add(words);
                }
            }
        }

        assertThat(unknown).isEmpty();
    }

    @Test
    void what_is_put_together_of_several_sentences_is_said_in_each_part() {
        assertThat(chinese.said("@titel is not known; did you mean @title?"))
                .isEqualTo("不認識 @titel；是否為 @title？");
        assertThat(chinese.said("\"1,000\" compares nothing: it is neither true nor false"))
                .isEqualTo("「1,000」沒有比較任何東西：它既非 true 也非 false");
        assertThat(
                        chinese.said(
                                "\"decision == BLOCKED\" names something unknown: say whose, as in"
                                        + " Decision.BLOCKED"))
                .isEqualTo("「decision == BLOCKED」含有不認識的名稱：請寫明所屬，例如 Decision.BLOCKED");
        assertThat(chinese.said("\"abc\" is a text, but a number is asked for"))
                .isEqualTo("\"abc\" 是文字，但此處需要 數字");
        assertThat(chinese.said("the consequence is no Java here: } closes nothing"))
                .isEqualTo("此處的結果不是 Java：} 沒有對應的開頭");
        assertThat(chinese.said("srcip is not known here; did you mean srcIp?"))
                .isEqualTo("此處不認識 srcip；是否為 srcIp？");
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

    /** What verbs, cases and channels say is shown by the same pages. */
    private static Stream<String> others() {
        return Stream.of("../../web", "../../rules", "../plugins")
                .flatMap(module -> sources(Path.of(module, "src", "main", "java")));
    }

    private static Stream<String> sources() {
        return sources(Path.of("src", "main", "java"));
    }

    /** Sources whose literals are in one piece, however they were broken into lines. */
    private static Stream<String> sources(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
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
