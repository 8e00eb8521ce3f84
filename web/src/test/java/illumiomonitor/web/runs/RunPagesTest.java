package illumiomonitor.web.runs;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.engine.people.Person;
import illumiomonitor.web.page.Site;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class RunPagesTest {

    private static Site site;
    private static Site.Visitor admin;

    @BeforeAll
    static void start() {
        site = new Site();
        site.seed().pces(false).runs(70);
        admin = site.signIn("ada", Person.Role.ADMIN);
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    private static long rows(String page) {
        return Pattern.compile("<td class=\"c-run\">").matcher(page).results().count();
    }

    @Test
    void the_list_is_paged_and_filtered() {
        assertThat(rows(admin.page("/runs"))).isEqualTo(50);
        assertThat(rows(admin.page("/runs?before=21"))).isEqualTo(20);
        assertThat(rows(admin.page("/runs?result=failed"))).isEqualTo(3);
        assertThat(admin.page("/runs?result=stopped")).contains("No run ended like that");
    }

    @Test
    void a_run_shows_its_steps_and_log() {
        String page = admin.page("/runs/69");

        assertThat(page)
                .contains(">Traffic<", ">Judge 2026-11-23 17:40<", "18,204 rows, 3,118 increments")
                .contains("the certificate of PCE hq is not verified")
                .contains("hx-trigger=\"none\"");
    }

    @Test
    void a_run_names_its_steps_in_the_language_of_the_reader() {
        String page =
                site.send(
                                site.request("/runs/69")
                                        .header("Cookie", admin.cookie + "; language=zh-TW"))
                        .body();

        assertThat(page).contains(">流量<", ">判定 2026-11-23 17:40<", "時間為 Asia/Taipei");
    }

    @Test
    void what_a_run_says_is_said_in_the_language_of_the_reader() {
        String chinese = admin.cookie + "; language=zh-TW";
        String page =
                site.send(site.request("/runs/69").header("Cookie", chinese)).body()
                        + site.send(site.request("/runs").header("Cookie", chinese)).body();

        assertThat(page)
                .contains("18,204 列，3,118 筆增量", "10 條規則，2 項發現", "未驗證 PCE hq 的憑證", "連線遭拒")
                .doesNotContain("rows, ", "findings", "certificate", "refused");
    }

    @Test
    void a_run_that_goes_on_refreshes_itself() {
        assertThat(admin.page("/runs/70")).contains("Running", "hx-trigger=\"every 1s\"");

        String part =
                site.send(
                                site.request("/runs/70")
                                        .header("Cookie", admin.cookie)
                                        .header("HX-Request", "true"))
                        .body();

        assertThat(part).startsWith("<div id=\"run\"").doesNotContain("<html");
    }

    @Test
    void a_run_is_started_with_a_button() {
        admin.post("/runs/start");

        assertThat(site.acts.asked).contains("run by ada");
        assertThat(admin.page("/runs")).contains("A run has been started");
    }

    @Test
    void a_number_that_is_none_is_not_there() {
        assertThat(admin.get("/runs/abc").statusCode()).isEqualTo(404);
        assertThat(admin.get("/runs/99999").statusCode()).isEqualTo(404);
    }
}
