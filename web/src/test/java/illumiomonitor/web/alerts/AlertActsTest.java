package illumiomonitor.web.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.engine.people.Person;
import illumiomonitor.web.page.Site;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class AlertActsTest {

    private static Site site;
    private static Site.Visitor admin;

    @BeforeAll
    static void start() {
        site = new Site();
        site.seed().pces(false).rules().alerts(10, 10);
        admin = site.signIn("ada", Person.Role.ADMIN);
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @Test
    void an_alert_is_acknowledged_in_place() {
        HttpResponse<String> answer =
                site.send(
                        site.form("/alerts/1999998/acknowledge", "to", "/alerts")
                                .header("Cookie", admin.cookie)
                                .header("X-CSRF-Token", admin.csrf())
                                .header("HX-Request", "true"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).startsWith("<tr id=\"alert-1999998\"").contains("Acknowledged");
        assertThat(site.acts.asked).contains("acknowledge 1999998 by ada: ");
    }

    @Test
    void a_plain_form_closes_with_a_note_and_comes_back() {
        HttpResponse<String> answer =
                admin.post(
                        "/alerts/1999997/close", "note", " false alarm ", "to", "/alerts/1999997");

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).contains("/alerts/1999997");
        assertThat(site.acts.asked).contains("close 1999997 by ada: false alarm");
        assertThat(admin.page("/alerts/1999997")).doesNotContain("/close\"");
    }

    @Test
    void deciding_twice_is_said_and_not_pretended() {
        admin.post("/alerts/1999996/close", "to", "/alerts");
        admin.post("/alerts/1999996/close", "to", "/alerts");

        assertThat(admin.page("/alerts")).contains("That was decided already");
        assertThat(admin.page("/alerts")).doesNotContain("That was decided already");
    }
}
