package illumiomonitor.web.forms;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.engine.form.Filter;
import illumiomonitor.engine.form.Form;
import illumiomonitor.engine.form.FormText;
import illumiomonitor.engine.form.Kind;
import illumiomonitor.engine.people.Person;
import illumiomonitor.web.page.Site;
import illumiomonitor.web.page.TestConfig;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class FormPagesTest {

    private static final String RULE = "traffic/blocked-burst";

    private static Site site;
    private static Site.Visitor ada;
    private static Site.Visitor reader;

    @BeforeAll
    static void start() {
        site = new Site(TestConfig.of(true, Locale.ENGLISH));
        site.seed().pces(true).rules().alerts(5, 2);
        ada = site.signIn("ada", Person.Role.ADMIN);
        reader = site.signIn("eve", Person.Role.VIEWER);
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    private static String[] inputs(String... more) {
        String[] all = {
            "kind",
            "TRAFFIC",
            "rule",
            "",
            "version",
            "",
            "name",
            "own/rdp",
            "title",
            "RDP",
            "severity",
            "HIGH",
            "mode",
            "LIVE",
            "group",
            "SOURCE",
            "threshold",
            "5",
            "window",
            "10m",
            "cooldown",
            "1h",
            "history",
            "0s",
            "only.PORT",
            "3389"
        };
        String[] both = java.util.Arrays.copyOf(all, all.length + more.length);
        System.arraycopy(more, 0, both, all.length, more.length);
        return both;
    }

    @Test
    void severities_are_chosen_in_the_language_of_the_reader() {
        assertThat(ada.page("/form?kind=TRAFFIC")).contains(">Medium</option>");
        assertThat(
                        site.send(
                                        site.request("/form?kind=TRAFFIC")
                                                .header("Cookie", ada.cookie + "; language=zh-TW"))
                                .body())
                .contains("value=\"MEDIUM\"", ">中</option>")
                .doesNotContain(">MEDIUM<");
    }

    @Test
    void every_kind_has_a_page_with_its_own_fields() {
        for (Kind kind : Kind.values()) {
            String page = ada.page("/form?kind=" + kind);

            assertThat(page).contains("value=\"" + kind + "\"", "only." + kind.fields().get(0));
        }
        assertThat(ada.get("/form?kind=NONE").statusCode()).isEqualTo(404);
        assertThat(ada.page("/rules")).contains("href=\"/form\"");
    }

    @Test
    void the_preview_shows_the_rule_or_what_is_wrong_with_it() {
        assertThat(ada.post("/form/preview", inputs()).body()).contains("port == 3389");
        assertThat(ada.post("/form/preview", inputs("only.DECISION", "maybe")).body())
                .contains("maybe is none of allowed")
                .doesNotContain("port == 3389");
    }

    @Test
    void a_form_is_saved_as_the_text_it_makes_and_can_be_read_back() {
        HttpResponse<String> answer = ada.post("/form/save", inputs());

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(FormText.read(site.acts.texts.get(site.acts.texts.size() - 1)))
                .map(Form::filters)
                .contains(List.of(Filter.only(illumiomonitor.engine.form.Field.PORT, "3389")));
    }

    @Test
    void a_rule_that_exists_is_not_overwritten_and_an_unknown_label_is_refused() {
        int saved = site.acts.texts.size();

        assertThat(ada.post("/form/save", inputs("name", RULE)).statusCode()).isEqualTo(422);
        site.store
                .jdbi()
                .useHandle(
                        handle ->
                                handle.execute(
                                        "insert into endpoint (endpoint_id, pce_id, ip, managed, labels)"
                                                + " values (990001, 1, '10.0.0.1', true, 'app=erp,env=prod')"));

        assertThat(ada.post("/form/save", inputs("only.SRC_LABEL", "env=prdo")).body())
                .contains("no endpoint has the label env=prdo; did you mean env=prod?");
        assertThat(ada.post("/form/save", inputs("only.SRC_LABEL", "env=PROD")).body())
                .contains("did you mean env=prod?");
        assertThat(ada.post("/form/save", inputs("only.SRC_LABEL", "env=lab")).body())
                .contains("no endpoint has the label env=lab; look it up on the PCE");
        assertThat(ada.post("/form/preview", inputs("only.SRC_LABEL", "env=prod")).body())
                .contains("port == 3389");
        assertThat(site.acts.texts).hasSize(saved);
    }

    @Test
    void what_the_lists_of_the_pce_name_is_known_before_traffic_shows_it() {
        String insert =
                "insert into reference_object (pce_id, kind, href, name, body, labels_since, valid_from)"
                        + " values (1, ?, ?, ?, ?, timestamp with time zone '2026-11-23 00:00:00+00',"
                        + " timestamp with time zone '2026-11-23 00:00:00+00')";
        site.store
                .jdbi()
                .useHandle(
                        handle -> {
                            handle.execute(insert, "IP_LISTS", "/l/1", "Partners", "{}");
                            handle.execute(
                                    insert,
                                    "LABELS",
                                    "/l/2",
                                    "/l/2",
                                    "{\"key\":\"loc\",\"value\":\"Taipei, 101\"}");
                        });

        assertThat(ada.post("/form/preview", inputs("only.SRC_PLACE", "Partners")).body())
                .contains("port == 3389");
        assertThat(
                        ada.post("/form/preview", inputs("only.DST_LABEL", "\"loc=Taipei, 101\""))
                                .body())
                .contains("port == 3389");
        assertThat(ada.post("/form/preview", inputs("not.SRC_PLACE", "Partner")).body())
                .contains("there is no IP list called Partner;");
    }

    @Test
    void an_edited_text_is_not_read_back_and_says_so() {
        HttpResponse<String> answer = ada.get("/form?rule=" + RULE);

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(ada.page("/rule?name=" + RULE)).contains("written or edited by hand");
    }

    @Test
    void an_unedited_text_is_filled_in_again() {
        Form form =
                new Typed(
                                Map.of("name", RULE, "title", "Bürst", "only.PORT", "22, 80"),
                                Locale.ENGLISH)
                        .form(Kind.TRAFFIC)
                        .orElseThrow();
        site.store
                .jdbi()
                .useHandle(
                        handle ->
                                handle.execute(
                                        "update rule_version set text = ? where rule = ?",
                                        FormText.of(form, Locale.ENGLISH),
                                        "event/agents-offline"));
        site.store
                .jdbi()
                .useHandle(
                        handle ->
                                handle.execute(
                                        "update rule_state set file = ? where rule = ?",
                                        form.file(),
                                        "event/agents-offline"));

        String page = ada.page("/form?rule=event/agents-offline");

        assertThat(page).contains("value=\"22, 80\"", "Bürst");
    }

    @Test
    void who_may_only_read_cannot_save() {
        assertThat(reader.post("/form/save", inputs()).statusCode()).isEqualTo(403);
    }
}
