package illumiomonitor.web.rules;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.engine.people.Person;
import illumiomonitor.web.page.Site;
import illumiomonitor.web.page.TestConfig;
import illumiomonitor.web.service.RuleWait;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class RulePagesTest {

    private static final String RULE = "traffic/blocked-burst";

    private static Site site;
    private static Site open;
    private static Site.Visitor reader;
    private static Site.Visitor editor;

    @BeforeAll
    static void start() {
        site = new Site();
        site.seed().rules();
        reader = site.signIn("ada", Person.Role.ADMIN);
        open = new Site(TestConfig.of(true, Locale.ENGLISH));
        open.seed().rules();
        editor = open.signIn("ada", Person.Role.ADMIN);
    }

    @AfterAll
    static void stop() {
        site.close();
        open.close();
    }

    @Test
    void the_editor_only_reads_where_it_is_turned_off_and_says_how() {
        String page = reader.page("/rule?name=" + RULE);

        assertThat(page)
                .contains("data-readonly=\"true\"")
                .contains("web-edit: off")
                .doesNotContain("name=\"reason\"");
        assertThat(reader.post("/rule/save", "rule", RULE, "text", "rule").statusCode())
                .isEqualTo(403);
        assertThat(reader.page("/rule/versions?name=" + RULE)).doesNotContain("/rule/rollback");
        assertThat(
                        reader.post("/rule/rollback", "rule", RULE, "version", "a", "reason", "b")
                                .statusCode())
                .isEqualTo(403);
    }

    @Test
    void what_rules_may_touch_is_shown_with_its_reasons_and_nothing_else() {
        assertThat(reader.page("/rules")).contains("href=\"/rules/allowed\"");
        assertThat(reader.page("/rules/allowed"))
                .contains("illumiomonitor.spi.Flow", "a traffic row of the window")
                .contains("getInteger is left out, it reads the machine")
                .contains("runs in a form that ends and stays small")
                .doesNotContain("org.drools.core.base");
    }

    @Test
    void a_good_text_is_live_and_keeps_plain_line_ends() {
        HttpResponse<String> answer =
                editor.post(
                        "/rule/save", "rule", RULE, "text", "rule\r\nend\r\n", "reason", "quieter");

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(open.acts.asked).contains("save traffic/blocked-burst.drl by ada: quieter");
        assertThat(open.acts.texts).last().isEqualTo("rule\nend\n");
        assertThat(editor.page("/rule?name=" + RULE)).contains("Saved. It judges");
    }

    @Test
    void a_broken_text_stays_in_the_editor_with_its_line_and_the_old_one_judges() {
        HttpResponse<String> answer =
                editor.post(
                        "/rule/save", "rule", RULE, "text", "package x\n\nbrokken", "reason", "r");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .contains("package x\n\nbrokken")
                .contains("data-line=\"3\" data-column=\"8\"")
                .contains("goes on judging")
                .contains("Line 3")
                .doesNotContain("<script>alert");
    }

    @Test
    void two_who_save_at_once_do_not_undo_each_other_unseen() {
        int saved = open.acts.texts.size();

        HttpResponse<String> answer =
                editor.post(
                        "/rule/save",
                        "rule",
                        RULE,
                        "text",
                        "mine\n",
                        "version",
                        "0123456789abcdef");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .contains("Not saved.", "Somebody saved another text meanwhile", "mine\n")
                .doesNotContain("is broken");
        assertThat(open.acts.texts).as("nothing was written").hasSize(saved);
        String newest = between(answer.body(), "name=\"version\" value=\"", "\"");
        assertThat(
                        editor.post("/rule/save", "rule", RULE, "text", "mine\n", "version", newest)
                                .statusCode())
                .as("who has seen it may save")
                .isEqualTo(303);
    }

    @Test
    void after_a_rollback_the_text_that_stands_in_the_file_is_the_newest() {
        String first = first(RULE);
        site.acts.standing.put("traffic/blocked-burst.drl", first);
        try {
            assertThat(reader.page("/rule?name=" + RULE))
                    .contains("@threshold(10)", "name=\"version\" value=\"" + first)
                    .doesNotContain("This is version");
        } finally {
            site.acts.standing.clear();
        }
    }

    private static String first(String rule) {
        return site.store
                .jdbi()
                .withHandle(
                        h ->
                                h.createQuery(
                                                "select version from rule_version where rule = :rule order by saved_at")
                                        .bind("rule", rule)
                                        .mapTo(String.class)
                                        .first());
    }

    private static String between(String text, String from, String to) {
        int start = text.indexOf(from) + from.length();
        return text.substring(start, text.indexOf(to, start));
    }

    @Test
    void a_dropped_broken_file_is_shown_at_its_line() {
        String page = reader.page("/rule?name=traffic/vertical-scan");

        assertThat(page).contains("data-line=\"17\"", "did you mean FanOut?", "goes on judging");
        assertThat(reader.page("/rules")).contains("Line 17", "Broken", "Learning", "Shadow");
    }

    @Test
    void an_older_version_is_shown_as_such() {
        String version = first(RULE);

        String page = reader.page("/rule?name=" + RULE + "&version=" + version);

        assertThat(page).contains("This is version " + version, "@threshold(10)");
        assertThat(reader.get("/rule?name=" + RULE + "&version=none").statusCode()).isEqualTo(404);
    }

    @Test
    void the_comment_and_the_header_are_shown_in_words() {
        assertThat(reader.page("/rule?name=" + RULE))
                .contains("someone is looking around", "30 distinct targets", "T1046");
    }

    @Test
    void a_learning_rule_shows_until_when_of_how_much_and_what_it_would_have_fired() {
        site.rules.waiting.add(
                new RuleWait(
                        RULE,
                        List.of(
                                new RuleWait.Learning(
                                        "hq",
                                        Site.NOW.plus(Duration.ofDays(10)),
                                        Duration.ofHours(84),
                                        Duration.ofHours(5),
                                        Duration.ofDays(14),
                                        12)),
                        false));

        assertThat(reader.page("/rules"))
                .contains("Learning until 2026-12-03 18:00, 3.5 of 14 days covered")
                .contains("rule=traffic%2Fblocked-burst\">12 findings so far");
        assertThat(reader.page("/rule?name=" + RULE))
                .contains("<progress max=\"1209600\" value=\"302400\"")
                .contains("3.5 of 14 days covered", "2026-12-03 18:00", "in 10 days")
                .contains("rule=traffic%2Fblocked-burst&amp;pce=hq\">12 findings so far")
                .contains("for 5 h so far, because data is missing")
                .contains("A gap in the data pauses learning");
        assertThat(
                        site.send(
                                        site.request("/rule?name=" + RULE)
                                                .header(
                                                        "Cookie",
                                                        reader.cookie + "; language=zh-TW"))
                                .body())
                .contains("已涵蓋 14 天中的 3.5 天", "目前 12 項發現", "資料中斷會使學習暫停");
    }

    @Test
    void a_rule_that_tells_only_of_more_says_for_how_long() {
        assertThat(reader.page("/rule?name=" + RULE)).doesNotContain("Told again");
        site.store
                .jdbi()
                .useHandle(
                        h ->
                                h.execute(
                                        "update rule_version set text ="
                                                + " replace(text, '@attack(', '@refractory(\"7d\") @attack(')"));

        assertThat(reader.page("/rule?name=" + RULE))
                .contains("Told again", "for 7d only of more than before");
    }

    @Test
    void a_rule_that_needs_draft_decisions_says_so_where_they_are_not_asked_for() {
        String other = "event/agent-tampering";
        site.rules.waiting.add(new RuleWait(other, List.of(), true));

        assertThat(reader.page("/rules")).contains("it needs pull.draft: true");
        assertThat(reader.page("/rule?name=" + other))
                .contains("it needs pull.draft: true")
                .doesNotContain("<progress");
    }

    @Test
    void the_mode_is_changed_with_a_button() {
        reader.post("/rule/mode", "rule", "event/agent-tampering", "mode", "SHADOW");

        assertThat(site.rules.told)
                .anyMatch(
                        told -> told.contains("event/agent-tampering") && told.contains("SHADOW"));
        assertThat(reader.post("/rule/mode", "rule", RULE, "mode", "LOUD").statusCode())
                .isEqualTo(400);
    }
}
