package illumiomonitor.web.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.engine.people.Person;
import illumiomonitor.web.page.Site;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class AlertPagesTest {

    private static Site site;
    private static Site.Visitor admin;

    @BeforeAll
    static void start() {
        site = new Site();
        site.seed().pces(false).rules().alerts(130, 20).story(2_000_000);
        admin = site.signIn("ada", Person.Role.ADMIN);
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    private static long rows(String page) {
        return Pattern.compile("<tr id=\"alert-").matcher(page).results().count();
    }

    @Test
    void the_list_shows_active_alerts_first() {
        assertThat(rows(admin.page("/alerts"))).isEqualTo(20);
        assertThat(rows(admin.page("/alerts?state=open"))).isEqualTo(17);
        assertThat(rows(admin.page("/alerts?state=acknowledged"))).isEqualTo(3);
    }

    @Test
    void the_list_is_paged_by_key_until_its_end() {
        String first = admin.page("/alerts?state=all");
        String second = admin.page(older(first));
        String third = admin.page(older(second));

        assertThat(rows(first)).isEqualTo(50);
        assertThat(rows(second)).isEqualTo(50);
        assertThat(rows(third)).isEqualTo(30);
        assertThat(third).doesNotContain("rel=\"next\"");
    }

    private static String older(String page) {
        Matcher link = Pattern.compile("rel=\"next\" href=\"([^\"]+)\"").matcher(page);
        assertThat(link.find()).isTrue();
        return link.group(1).replace("&amp;", "&");
    }

    @Test
    void filters_stand_in_the_address() {
        assertThat(rows(admin.page("/alerts?state=all&severity=critical"))).isEqualTo(13);
        assertThat(rows(admin.page("/alerts?state=all&rule=traffic%2Fvertical-scan")))
                .isEqualTo(13);
        assertThat(rows(admin.page("/alerts?state=all&q=10.0.0.7%20REACHED"))).isEqualTo(1);
        assertThat(rows(admin.page("/alerts?state=all&pce=plant&severity=low"))).isEqualTo(13);
        assertThat(admin.page("/alerts?q=50%25")).contains("No alert matches this filter");
    }

    @Test
    void a_detail_shows_of_how_much_more_people_are_told_again() {
        site.seed().told(1_999_998, 145, 12.5);

        assertThat(admin.page("/alerts/1999998"))
                .contains("Told again", "when z is above 12.5", "when 1,000 or more are counted")
                .contains("or 7 days after it was last seen");
        assertThat(admin.page("/alerts/1999999")).doesNotContain("Told again");
    }

    @Test
    void a_detail_names_the_techniques_and_what_they_are_called_now() {
        site.store
                .jdbi()
                .useHandle(
                        h ->
                                h.execute(
                                        """
                                        update rule_version
                                           set text = replace(text, '@attack("T1046")', '@attack("T1562.001", "T1046")')
                                         where rule = 'traffic/blocked-burst'
                                        """));

        assertThat(admin.page("/alerts/2000000"))
                .contains("data-part=\"attack\">T1562.001 (v19 T1685), T1046<");
        assertThat(admin.page("/rule?name=traffic%2Fblocked-burst"))
                .contains("T1562.001 (v19 T1685), T1046");
    }

    @Test
    void a_detail_tells_whoever_is_woken_up_what_it_means_and_what_to_do() {
        assertThat(admin.page("/alerts/2000000"))
                .contains("someone is looking around: the first thing an intruder does")
                .contains("scanners and monitoring hosts: put them into exceptions.yaml")
                .contains("find who was signed in at the source");
    }

    @Test
    void a_title_of_a_shipped_rule_is_in_the_language_of_the_reader() {
        String list =
                site.send(
                                site.request("/alerts?rule=traffic%2Fblocked-burst")
                                        .header("Cookie", admin.cookie + "; language=zh-TW"))
                        .body();

        assertThat(list).contains("同一來源有許多連線遭封鎖");
        assertThat(list).doesNotContain("Many blocked connections from one source");
    }

    @Test
    void why_an_alert_is_silent_is_said_in_words() {
        held(1_999_990, "shadow");
        held(1_999_989, "exception: the scanner of the plant");

        assertThat(admin.page("/alerts/1999990")).contains("Silent: its rule is in shadow mode");
        assertThat(admin.page("/alerts/1999989"))
                .contains("Silent: spared by an exception: the scanner of the plant");
    }

    private static void held(long alert, String why) {
        site.store
                .jdbi()
                .useHandle(
                        h -> h.execute("update alert set held = ? where alert_id = ?", why, alert));
    }

    @Test
    void every_page_names_the_zone_of_its_times() {
        for (String path : List.of("/", "/alerts", "/runs", "/rules")) {
            assertThat(admin.page(path)).as(path).contains("Times are in Asia/Taipei");
        }
    }

    @Test
    void a_detail_shows_its_times_evidence_messages_and_decisions() {
        String page = admin.page("/alerts/2000000");

        assertThat(page)
                .contains("Happened", "Visible in the PCE", "Pulled", "Judged", "Sent")
                .contains("title=\"2026-11-23T09:47:40Z\">2026-11-23 17:47:40")
                .contains("the PCE's total for this UTC day so far: 4,118")
                .contains("1 earlier tick")
                .contains("mail.example.com answered 451")
                .contains("Asking the owner of")
                .contains("/rule?name=traffic%2Fblocked-burst&amp;version=");
    }
}
