package illumiomonitor.web.rules;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.engine.people.Person;
import illumiomonitor.web.page.Site;
import illumiomonitor.web.page.TestConfig;
import java.net.http.HttpResponse;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The cases of a rule, edited on their tab. */
final class CasePagesTest {

    private static final String RULE = "traffic/blocked-burst";
    private static final String PAGE = "/rule/cases?name=" + RULE;

    private static Site site;
    private static Site.Visitor ada;
    private static Site.Visitor eve;

    @BeforeAll
    static void start() {
        site = new Site(TestConfig.of(true, Locale.ENGLISH));
        site.seed().rules();
        ada = site.signIn("ada", Person.Role.ADMIN);
        eve = site.signIn("eve", Person.Role.VIEWER);
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @BeforeEach
    void cases() {
        site.rules.cases = "rule: <own>\n";
        site.rules.told.clear();
    }

    private static HttpResponse<String> save(Site.Visitor visitor, String onto, String text) {
        return visitor.post(
                "/rule/cases/save", "rule", RULE, "version", onto, "text", text, "reason", "why");
    }

    @Test
    void the_text_of_the_cases_stands_in_an_editor_and_is_saved_by_whoever_is_signed_in() {
        assertThat(ada.page(PAGE))
                .contains("rule: &lt;own&gt;", "traffic/blocked-burst.yaml")
                .contains("name=\"version\" value=\"c2\"", "data-mode=\"yaml\"", "mode-yaml.js")
                .doesNotContain("data-readonly");

        assertThat(save(ada, "c2", "rule: x\r\n\r\ncases: []\r\n").statusCode()).isEqualTo(303);

        assertThat(site.rules.told)
                .containsExactly(
                        "cases CaseEdit[rule="
                                + RULE
                                + ", onto=c2, text=rule: x\n\ncases: []\n, who=ada, reason=why]");
        assertThat(ada.page(PAGE)).contains("Saved. Every case finds what it says.");
    }

    @Test
    void what_is_refused_stays_on_the_page_with_its_line_and_the_version_it_was_made_from() {
        HttpResponse<String> refused = save(ada, "c1", "brokken: <x>");

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains("Nothing in the rules folder has changed", "no word")
                .contains("data-line=\"2\" data-column=\"5\"")
                .contains("brokken: &lt;x&gt;", "value=\"why\"", "value=\"c1\"");
    }

    @Test
    void who_edits_what_somebody_else_has_changed_is_told_and_saves_over_it_next() {
        HttpResponse<String> told = save(ada, "c1", "rule: x");

        assertThat(told.statusCode()).isEqualTo(422);
        assertThat(told.body())
                .contains("others stand", "saving them once more puts them in the others’ place")
                .contains("name=\"version\" value=\"c2\"");
    }

    @Test
    void where_there_are_none_the_editor_begins_with_one_that_passes() {
        site.rules.cases = "";

        assertThat(ada.page(PAGE))
                .contains(
                        "rule: traffic/blocked-burst\ncases:\n  - name: stays quiet when nothing");
        assertThat(eve.page(PAGE)).doesNotContain("<textarea");
    }

    @Test
    void a_viewer_reads_the_cases_and_may_not_save_them() {
        assertThat(eve.page(PAGE))
                .contains("rule: &lt;own&gt;", "data-readonly=\"true\"")
                .contains("only administrators change rules")
                .doesNotContain("name=\"reason\"");
        assertThat(save(eve, "c2", "rule: x").statusCode()).isEqualTo(403);
        assertThat(
                        site.send(
                                        site.form(
                                                        "/rule/cases/save",
                                                        "rule",
                                                        RULE,
                                                        "text",
                                                        "rule: x")
                                                .header("Cookie", ada.cookie))
                                .statusCode())
                .as("without the token")
                .isEqualTo(403);
        assertThat(site.rules.told).isEmpty();
    }

    @Test
    void where_editing_over_the_web_is_off_nobody_saves_cases() {
        try (Site off = new Site(TestConfig.of(false, Locale.TRADITIONAL_CHINESE))) {
            off.seed().rules();
            Site.Visitor ann = off.signIn("ann", Person.Role.ADMIN);

            assertThat(ann.page(PAGE))
                    .contains("data-readonly=\"true\"", "唯讀：網頁編輯已關閉", "案例內容")
                    .doesNotContain("name=\"reason\"");
            assertThat(save(ann, "c2", "rule: x").statusCode()).isEqualTo(403);
            assertThat(off.rules.told).isEmpty();
        }
    }

    @Test
    void going_back_to_cases_that_fail_says_so() {
        ada.post("/rule/rollback", "rule", RULE, "version", "c1", "reason", "as before");

        assertThat(ada.page("/rule/versions?name=" + RULE))
                .contains("Saved, but a case fails: quiet. What judges goes on;");
    }
}
