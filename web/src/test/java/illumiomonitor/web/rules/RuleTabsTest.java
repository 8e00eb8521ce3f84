package illumiomonitor.web.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import illumiomonitor.engine.alert.ExceptionLine;
import illumiomonitor.engine.people.Person;
import illumiomonitor.web.page.Site;
import illumiomonitor.web.page.TestConfig;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The tabs of a rule beside its text. */
final class RuleTabsTest {

    private static final String RULE = "traffic/blocked-burst";

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

    @Test
    void every_tab_shows_itself_as_the_current_one() {
        for (String tab : List.of("cases", "replay", "versions", "exceptions")) {
            assertThat(ada.page("/rule/" + tab + "?name=" + RULE))
                    .as(tab)
                    .contains(
                            "href=\"/rule/"
                                    + tab
                                    + "?name=traffic%2Fblocked-burst\" aria-current=\"page\"");
            assertThat(ada.get("/rule/" + tab + "?name=none").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void a_replay_goes_on_beside_the_page_and_its_findings_are_shown() {
        ada.post("/rule/replay", "rule", RULE, "hours", "24", "version", "abc");

        await().atMost(Duration.ofSeconds(30))
                .until(
                        () ->
                                ada.page("/rule/replay?name=" + RULE)
                                        .contains("1 finding on 1 subject"));
        assertThat(ada.page("/rule/replay?name=" + RULE))
                .contains("burst", "New", "Not found live");
        assertThat(ada.post("/rule/replay", "rule", RULE, "hours", "-3").statusCode())
                .isEqualTo(400);
    }

    @Test
    void two_texts_are_compared_and_one_is_brought_back_with_a_reason() {
        assertThat(ada.page("/rule/versions?name=" + RULE + "&to=abc"))
                .contains("diff-new", "first");

        ada.post("/rule/rollback", "rule", RULE, "version", "abc", "reason", "too loud");

        assertThat(site.rules.told)
                .anyMatch(told -> told.contains("rollback") && told.contains("too loud"));
    }

    @Test
    void somebody_is_spared_on_the_page_by_whoever_is_signed_in() {
        ada.post(
                "/rule/exceptions/add",
                "rule",
                RULE,
                "subject",
                "10.0.0.<7>",
                "reason",
                "ticket 7");

        ExceptionLine line = site.rules.spared.get(0);
        assertThat(line.rule()).isEqualTo(RULE);
        assertThat(line.owner()).isEqualTo("ada");
        assertThat(line.cidr()).isNull();
        assertThat(ada.page("/rule/exceptions?name=" + RULE))
                .contains("10.0.0.&lt;7", "ticket 7", "no hit in 30 days");
        ada.post("/rule/exceptions/remove", "rule", RULE, "id", "nobody");
        assertThat(ada.page("/rule/exceptions?name=" + RULE)).contains("there is no exception");
    }

    @Test
    void a_viewer_sees_the_tabs_and_changes_nothing() {
        assertThat(eve.page("/rule/exceptions?name=" + RULE)).doesNotContain("name=\"reason\"");
        for (String deed : List.of("replay", "rollback", "exceptions/add", "exceptions/remove")) {
            assertThat(eve.post("/rule/" + deed, "rule", RULE).statusCode())
                    .as(deed)
                    .isEqualTo(403);
        }
    }
}
