package illumiomonitor.web.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import illumiomonitor.engine.alert.CrossedEdits;
import illumiomonitor.engine.alert.ExceptionLine;
import illumiomonitor.engine.alert.ExceptionsState;
import illumiomonitor.engine.people.Person;
import illumiomonitor.web.page.Site;
import illumiomonitor.web.page.TestConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
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

    @BeforeEach
    void nobodyIsSpared() {
        site.rules.spared.clear();
        site.rules.exceptionsState = new ExceptionsState("", 0, null, CrossedEdits.NONE);
    }

    @Test
    void every_tab_shows_itself_as_the_current_one() {
        for (String tab : List.of("cases", "replay", "explain", "versions", "exceptions")) {
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
        ada.post("/rule/replay", "rule", RULE, "hours", "24", "version", "abc", "against", "def");

        await().atMost(Duration.ofSeconds(30))
                .until(
                        () ->
                                ada.page("/rule/replay?name=" + RULE)
                                        .contains("1 finding on 1 subject"));
        assertThat(ada.page("/rule/replay?name=" + RULE))
                .as("what judges is replayed unless another text is chosen")
                .contains("value=\"abc\" selected")
                .contains("burst", "New", "Not found live")
                .contains("The 3 exceptions that there are now are applied to the whole stretch")
                .contains("the text before it", "Against def", "not found by def");
        assertThat(ada.post("/rule/replay", "rule", RULE, "hours", "-3").statusCode())
                .isEqualTo(400);
    }

    @Test
    void all_rules_are_replayed_on_a_page_of_their_own_that_says_what_differs_from_live() {
        assertThat(ada.page("/rules")).contains("href=\"/replay\"");
        assertThat(ada.post("/replay", "hours", "6", "to", "2026-11-23T09:00").statusCode())
                .isEqualTo(303);

        await().atMost(Duration.ofSeconds(30))
                .until(() -> ada.page("/replay").contains("What differs from live"));
        assertThat(ada.page("/replay"))
                .contains("1 rule on 2 ticks", "Text before", "burst", "New")
                .contains("also where they did not hold then")
                .contains("/rule/explain?name=")
                .contains("2026-11-23 03:00", "2026-11-23 09:00");
        assertThat(ada.post("/replay", "hours", "6", "to", "soon").statusCode()).isEqualTo(400);
        assertThat(eve.page("/replay")).doesNotContain("name=\"hours\"");
        assertThat(eve.post("/replay", "hours", "6").statusCode()).isEqualTo(403);
    }

    @Test
    void why_a_subject_was_found_or_not_is_said_condition_by_condition() {
        assertThat(eve.page("/rule/explain?name=" + RULE))
                .contains("value=\"2026-11-23T18:00\"")
                .doesNotContain("data-part=\"explained\"");
        String page =
                eve.page(
                        "/rule/explain?name="
                                + RULE
                                + "&subject=%3Cb%3E10.0.0.5&at=2026-11-23T09:30:00Z");

        assertThat(page)
                .contains("value=\"2026-11-23T17:30\"")
                .contains("Nothing found about &lt;b&gt;10.0.0.5.")
                .contains("port == 23", "41 facts, 2 of the subject", "Note: off")
                .doesNotContain("<b>10.0.0.5");
        assertThat(eve.get("/rule/explain?name=" + RULE + "&subject=x&at=noon").statusCode())
                .isEqualTo(400);
    }

    @Test
    void the_facts_of_an_explanation_are_in_the_language_of_the_reader() {
        String asked = "/rule/explain?name=" + RULE + "&subject=10.0.0.5&at=2026-11-23T09:30:00Z";

        assertThat(eve.page(asked)).contains("reach of 10.0.0.5: 3 destinations on 23/tcp");
        assertThat(chinese(eve, asked))
                .contains("10.0.0.5 的觸及範圍：09:20-09:30 在 23/tcp 上有 3 個目的地")
                .doesNotContain("reach of");
    }

    private static String chinese(Site.Visitor visitor, String path) {
        return site.send(site.request(path).header("Cookie", visitor.cookie + "; language=zh-TW"))
                .body();
    }

    @Test
    void a_replay_that_breaks_off_says_so_in_the_readers_words_and_names_its_incident() {
        site.rules.replayBreaks = true;
        try {
            ada.post("/replay", "hours", "6");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> ada.page("/replay").contains("The replay broke off"));
        } finally {
            site.rules.replayBreaks = false;
        }

        assertThat(ada.page("/replay"))
                .containsPattern("The log has the cause under incident [A-Z0-9]{5}")
                .doesNotContain("IllegalState", "a fault of ours");
        assertThat(chinese(ada, "/replay")).contains("重播中斷了").doesNotContain("a fault of ours");
    }

    @Test
    void an_override_is_taken_back_on_the_page_with_a_reason_by_an_administrator() {
        assertThat(eve.post("/rule/override/withdraw", "rule", RULE, "reason", "x").statusCode())
                .isEqualTo(403);

        ada.post("/rule/override/withdraw", "rule", RULE, "reason", " ");
        assertThat(ada.page("/rule/cases?name=" + RULE)).contains("a reason is needed");
        ada.post("/rule/override/withdraw", "rule", RULE, "reason", "bob is back");

        assertThat(site.rules.told)
                .filteredOn(told -> told.startsWith("withdraw"))
                .containsExactly(
                        "withdraw Withdrawal[rule=" + RULE + ", who=ada, reason=bob is back]");
        assertThat(ada.page("/rule/cases?name=" + RULE)).contains("Taken back.");
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
    void the_cases_that_a_rule_had_are_listed_compared_and_brought_back() {
        String page = ada.page("/rule/versions?name=" + RULE);

        assertThat(page)
                .contains("Cases", "stand now", "taken away", "cid", "tighter")
                .contains("&amp;to=c2")
                .contains("name=\"version\" value=\"c1\"", "Go back to these cases")
                .doesNotContain("name=\"version\" value=\"c2\"");
        assertThat(eve.page("/rule/versions?name=" + RULE))
                .doesNotContain("Go back to these cases");
        assertThat(chinese(ada, "/rule/versions?name=" + RULE)).contains("還原為這些案例", "目前的案例");
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
    void a_broken_file_of_exceptions_is_said_with_what_holds_and_so_are_edits_that_crossed() {
        ExceptionLine lost =
                ExceptionLine.draft("*", "10.0.0.<9>", null, null, null, "ann", "ticket 9", null);
        site.rules.spared.add(lost);
        Instant read = Instant.parse("2026-11-23T09:00:00Z");
        site.rules.exceptionsState =
                new ExceptionsState(
                        "exceptions.yaml line 3: <odd>",
                        1,
                        read,
                        new CrossedEdits(read, List.of(lost), List.of()));

        for (String page : List.of("/rules", "/rule/exceptions?name=" + RULE)) {
            assertThat(ada.page(page))
                    .contains("exceptions.yaml line 3: &lt;odd")
                    .contains("until the file is mended, the exception read before holds")
                    .contains("was saved by hand over", "no longer there:", "10.0.0.&lt;9");
        }
        assertThat(ada.page("/rule/exceptions?name=" + RULE)).contains("Spare no longer");

        site.rules.exceptionsState =
                new ExceptionsState("exceptions.yaml line 3: odd", 0, null, CrossedEdits.NONE);
        assertThat(ada.page("/rules")).contains("nobody is spared until the file is mended");
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
