package illumiomonitor.rules;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.engine.rule.RuleInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CatalogueTest {

    private static final Path FILE = Path.of("CATALOGUE.md");
    private static final int EVENT_ROWS = 17;
    private static final Pattern RULE = Pattern.compile("`([a-z]+/[a-z-]+)`");

    @Test
    void every_id_has_exactly_one_row() throws IOException {
        List<String> ids = rows().map(row -> row[1].trim()).toList();

        assertThat(ids).doesNotHaveDuplicates();
        assertThat(ids.subList(EVENT_ROWS, ids.size()))
                .containsExactlyElementsOf(
                        Stream.of(
                                        numbered("B%03d", 9),
                                        numbered("L%03d", 10),
                                        numbered("R%02d", 5),
                                        Stream.of(
                                                "failure then change",
                                                "agent security then provision",
                                                "brute force",
                                                "off-hours"),
                                        numbered("%d", 40))
                                .flatMap(each -> each)
                                .toList());
    }

    @Test
    void every_row_names_a_rule_or_says_why_not() throws IOException {
        assertThat(rows())
                .allSatisfy(
                        row -> {
                            if (row[2].trim().equals("none")) {
                                assertThat(row[3]).as(row[1]).isNotBlank();
                            } else {
                                assertThat(row[2]).as(row[1]).containsPattern(RULE);
                            }
                        });
    }

    @Test
    void it_names_the_shipped_rules_all_of_them_and_no_other() throws IOException {
        List<String> named =
                RULE.matcher(Files.readString(FILE))
                        .results()
                        .map((MatchResult found) -> found.group(1))
                        .distinct()
                        .toList();

        assertThat(named)
                .containsExactlyInAnyOrderElementsOf(
                        Pack.rules().stream().map(RuleInfo::name).toList());
    }

    private static Stream<String> numbered(String format, int last) {
        return IntStream.rangeClosed(1, last).mapToObj(format::formatted);
    }

    private static Stream<String[]> rows() throws IOException {
        return Files.readAllLines(FILE).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| id "))
                .map(line -> line.split("\\|", -1));
    }
}
