package illumiomonitor.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LanguageTest {

    private static final String BURST = "traffic/blocked-burst";

    @Test
    void a_threshold_in_evidence_has_the_unit_of_its_rule() {
        assertThat(Language.ZH_TW.evidence(BURST, "25 blocked connections"))
                .matches("25 \\p{IsHan}+");
        assertThat(Language.EN.evidence(BURST, "25 blocked connections"))
                .isEqualTo("25 blocked connections");
    }

    @Test
    void evidence_and_findings_are_said_in_the_language_of_the_page() {
        assertThat(Language.ZH_TW.evidence(BURST, "282 in the window, 1 matched"))
                .isEqualTo("時間窗內 282 列，符合 1 列");
        assertThat(Language.ZH_TW.summary(BURST, "10.0.0.9 had 31 connections blocked"))
                .isEqualTo("10.0.0.9 有 31 條連線遭封鎖");
    }
}
