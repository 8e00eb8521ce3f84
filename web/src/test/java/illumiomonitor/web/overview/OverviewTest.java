package illumiomonitor.web.overview;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.engine.people.Person;
import illumiomonitor.web.page.Site;
import illumiomonitor.web.page.TestConfig;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class OverviewTest {

    @Test
    void the_first_line_says_how_it_is() {
        try (Site site = new Site()) {
            site.seed().pces(false).rules().alerts(30, 3).runs(5);
            site.store
                    .jdbi()
                    .useHandle(h -> h.execute("update rule_state set state = 'OK', error = ''"));
            Site.Visitor admin = site.signIn("ada", Person.Role.ADMIN);

            assertThat(admin.page("/"))
                    .contains(
                            "3 open alerts, all 2 PCEs pulled, the oldest 3 min ago, all rules live.");
        }
    }

    @Test
    void a_pce_whose_certificate_is_not_verified_is_never_shown_as_well() {
        try (Site site = new Site(TestConfig.unverified())) {
            site.seed().pces(false).rules();
            Site.Visitor admin = site.signIn("ada", Person.Role.ADMIN);

            assertThat(admin.page("/"))
                    .contains("source warn\" data-pce=\"hq\"", "source ok\" data-pce=\"plant\"")
                    .containsOnlyOnce("certificate is not verified");
        }
    }

    @Test
    void a_pce_that_does_not_answer_is_named_with_its_reason() {
        try (Site site = new Site()) {
            site.seed().pces(true).rules().gaps();
            Site.Visitor admin = site.signIn("ada", Person.Role.ADMIN);

            assertThat(admin.page("/"))
                    .contains("the last pull from PCE plant failed")
                    .contains("1 of 10 rules needs attention")
                    .contains("cannot be reached at https://pce.plant.example:8443")
                    .contains("silence is not safety now")
                    .contains("the PCE gave only 200,000 rows");
        }
    }

    @Test
    void an_empty_store_says_why_it_is_empty() {
        try (Site site = new Site()) {
            Site.Visitor admin = site.signIn("ada", Person.Role.ADMIN);

            assertThat(admin.page("/"))
                    .contains("No open alerts, not every PCE has been pulled yet, no rules loaded.")
                    .contains("nothing has been pulled yet")
                    .contains("hq", "plant", "not pulled yet");
            assertThat(admin.page("/alerts")).contains("No active alerts");
            assertThat(admin.page("/runs")).contains("Nothing has run yet");
            assertThat(admin.page("/rules")).contains("No rules are loaded");
        }
    }

    @Test
    void the_configured_language_speaks_until_somebody_chooses() {
        try (Site site = new Site(TestConfig.of(false, Locale.TRADITIONAL_CHINESE))) {
            Site.Visitor admin = site.signIn("ada", Person.Role.ADMIN);

            assertThat(admin.page("/")).contains("lang=\"zh-TW\"", "總覽");
            var chosen = admin.post("/preferences", "language", "en", "to", "/alerts");
            assertThat(chosen.headers().firstValue("Location")).contains("/alerts");
            assertThat(chosen.headers().allValues("Set-Cookie"))
                    .anyMatch(cookie -> cookie.startsWith("language=en"));
            String english =
                    site.send(site.request("/").header("Cookie", admin.cookie + "; language=en"))
                            .body();
            assertThat(english).contains("lang=\"en\"", "Overview");
        }
    }
}
