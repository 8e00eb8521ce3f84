package illumiomonitor.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TriedCasesTest {

    private final TriedCases tried = new TriedCases();

    @TempDir Path folder;

    @Test
    void cases_are_tried_once_for_the_same_texts_and_again_for_others() throws Exception {
        Path rule = folder.resolve("two.drl");
        Path cases = folder.resolve("two.yaml");
        Files.writeString(rule, rule(2));
        Files.writeString(cases, CASES);

        CaseReport first = tried.run(rule);
        assertThat(first.passed()).isTrue();
        assertThat(tried.run(rule)).isSameAs(first);

        Files.writeString(rule, rule(3));
        assertThat(tried.run(rule).passed()).isFalse();

        Files.writeString(rule, rule(2));
        assertThat(tried.run(rule)).isSameAs(first);

        Files.writeString(cases, CASES.replace("10.0.0.5 twice", "10.0.0.5 thrice"));
        assertThat(tried.run(rule).passed()).isFalse();
    }

    private static String rule(int flows) {
        return """
                package illumiomonitor.rules.own
                import illumiomonitor.spi.*
                global illumiomonitor.spi.Findings findings
                rule "two"
                    @title("Twice") @severity(LOW)
                when
                    groupby( $flow : Flow( $ip : srcIp ); $src : $ip; $n : count(); $n >= %d )
                then
                    findings.add($src, "%%s twice", $src);
                end
                """
                .formatted(flows);
    }

    private static final String CASES =
            """
            rule: two
            cases:
              - name: fires at two
                flows: [{srcIp: 10.0.0.5}, {srcIp: 10.0.0.5, port: 81}]
                finds: ["10.0.0.5 twice"]
              - name: stays quiet at one
                flows: [{srcIp: 10.0.0.5}]
                finds: []
            """;
}
