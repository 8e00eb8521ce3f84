package illumiomonitor.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.engine.people.Person;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SecurityTest {

    private static Site site;
    private static Site.Visitor admin;
    private static Site.Visitor viewer;

    @BeforeAll
    static void start() {
        site = new Site();
        site.seed().pces(false).rules().alerts(20, 10).runs(5).story(2_000_000).hostile(1_999_999);
        admin = site.signIn("ada", Person.Role.ADMIN);
        viewer = site.signIn("vic", Person.Role.VIEWER);
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/alerts", "/alerts/2000000", "/runs", "/rules", "/rule?name=x", "/nothing"})
    void nobody_sees_a_page_without_signing_in(String path) {
        HttpResponse<String> answer = site.get(path);

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location").orElse("")).startsWith("/login?next=");
    }

    @Test
    void a_part_of_a_page_sends_the_whole_browser_to_the_sign_in() {
        HttpResponse<String> answer = site.send(site.request("/").header("HX-Request", "true"));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("HX-Redirect")).contains("/login");
    }

    @Test
    void a_made_up_cookie_is_nobody() {
        HttpResponse<String> answer =
                site.send(site.request("/alerts").header("Cookie", "monitor=made-up"));

        assertThat(answer.statusCode()).isEqualTo(303);
    }

    @Test
    void the_cookie_is_for_this_site_and_no_script() {
        HttpResponse<String> answer = site.login("ada", Site.PASSWORD);

        assertThat(answer.headers().firstValue("Set-Cookie").orElse(""))
                .contains("HttpOnly")
                .contains("SameSite=Strict")
                .contains("Path=/");
    }

    @Test
    void signing_out_ends_the_session_and_not_only_the_cookie() {
        Site.Visitor visitor = site.signIn("otto", Person.Role.VIEWER);

        HttpResponse<String> answer = visitor.post("/logout");

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(visitor.get("/alerts").statusCode()).isEqualTo(303);
    }

    @Test
    void another_password_ends_the_sessions_of_the_old_one() {
        Site.Visitor visitor = site.signIn("pia", Person.Role.VIEWER);
        assertThat(visitor.get("/alerts").statusCode()).isEqualTo(200);

        site.people().changePassword("pia", "$argon2id$another");

        assertThat(visitor.get("/alerts").statusCode()).isEqualTo(303);
    }

    @Test
    void a_removed_person_is_out_at_once() {
        Site.Visitor visitor = site.signIn("rex", Person.Role.ADMIN);

        site.people().remove("rex");

        assertThat(visitor.get("/alerts").statusCode()).isEqualTo(303);
    }

    @Test
    void a_form_without_its_token_changes_nothing() {
        HttpResponse<String> without =
                site.send(site.form("/alerts/1999995/close").header("Cookie", admin.cookie));
        HttpResponse<String> wrong =
                site.send(
                        site.form("/alerts/1999995/close", "_csrf", "guess")
                                .header("Cookie", admin.cookie));
        HttpResponse<String> ofAnother =
                site.send(
                        site.form("/alerts/1999995/close", "_csrf", viewer.csrf())
                                .header("Cookie", admin.cookie));

        assertThat(List.of(without, wrong, ofAnother))
                .extracting(HttpResponse::statusCode)
                .containsOnly(403);
        assertThat(site.acts.asked).noneMatch(asked -> asked.contains("1999995"));
    }

    @Test
    void a_form_on_another_site_is_refused_even_with_the_token() {
        HttpResponse<String> byOrigin =
                site.send(
                        site.form("/alerts/1999995/close", "_csrf", admin.csrf())
                                .header("Cookie", admin.cookie)
                                .header("Origin", "https://evil.example.com"));
        HttpResponse<String> bySite =
                site.send(
                        site.form("/login", "username", "ada", "password", Site.PASSWORD)
                                .header("Sec-Fetch-Site", "cross-site"));

        assertThat(byOrigin.statusCode()).isEqualTo(403);
        assertThat(bySite.statusCode()).isEqualTo(403);
    }

    @Test
    void who_may_only_look_cannot_change_anything() {
        List<HttpResponse<String>> answers =
                List.of(
                        viewer.post("/alerts/1999994/close"),
                        viewer.post("/alerts/1999994/acknowledge"),
                        viewer.post("/runs/start"),
                        viewer.post("/rule/mode", "rule", "traffic/blocked-burst", "mode", "OFF"),
                        viewer.post("/rule/save", "rule", "traffic/blocked-burst", "text", "x"));

        assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(403);
        assertThat(site.acts.asked).noneMatch(asked -> asked.contains("vic"));
        assertThat(viewer.page("/alerts")).doesNotContain("/acknowledge");
    }

    @Test
    void every_answer_carries_the_strict_headers() {
        for (String path : List.of("/login", "/alerts", "/nothing", "/health/live")) {
            HttpResponse<String> answer = admin.get(path);

            assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                    .contains("default-src 'self'", "frame-ancestors 'none'", "object-src 'none'")
                    .doesNotContain("unsafe");
            assertThat(answer.headers().firstValue("X-Frame-Options")).contains("DENY");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(answer.headers().firstValue("Server")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/alerts", "/alerts/1999999", "/alerts/2000000", "/runs/4", "/runs"})
    void hostile_names_are_text(String path) {
        String page = admin.page(path);

        assertThat(page).doesNotContain("<script>alert").doesNotContain("<img src=x");
    }

    @Test
    void hostile_names_are_shown() {
        assertThat(admin.page("/alerts/1999999")).contains("&lt;script&gt;alert");
    }

    @Test
    void what_a_stranger_types_into_the_address_is_text() {
        String page =
                admin.page("/alerts?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&rule=%22%3E%3Cb%3E");

        assertThat(page).doesNotContain("<script>alert").doesNotContain("\"><b>");
    }

    @Test
    void no_page_has_a_script_or_style_of_its_own() {
        for (String path :
                List.of(
                        "/",
                        "/alerts",
                        "/alerts/2000000",
                        "/runs",
                        "/runs/4",
                        "/rules",
                        "/rule?name=traffic/blocked-burst")) {
            String page = admin.page(path);

            assertThat(page).doesNotContainPattern("<script(?![^>]*src=)");
            assertThat(page).doesNotContainPattern("<style|<[^>]*\\s(?:style|on[a-z]+)=");
        }
    }

    @Test
    void no_secret_is_ever_told() {
        for (String path : List.of("/", "/alerts", "/runs", "/rules", "/health/ready", "/login")) {
            assertThat(admin.page(path)).doesNotContain(TestConfig.SECRET).doesNotContain("argon2");
        }
    }

    @Test
    void a_name_that_somebody_else_points_at_this_machine_is_refused() {
        assertThat(
                        new RawRequest(site.server.port())
                                .status("GET /login", "Host: evil.example.com"))
                .isEqualTo(403);
        assertThat(new RawRequest(site.server.port()).status("GET /login", "Host: localhost:80"))
                .isEqualTo(200);
        assertThat(new RawRequest(site.server.port()).status("GET /login", "Host: [::1]:80"))
                .isEqualTo(200);
    }

    @Test
    void a_body_that_is_too_large_is_refused() {
        HttpResponse<String> answer =
                site.send(site.form("/login", "username", "x".repeat(1_100_000), "password", "x"));

        assertThat(answer.statusCode()).isEqualTo(413);
    }

    @Test
    void the_services_own_routes_need_no_session() {
        HttpResponse<String> answer =
                site.send(
                        site.request("/api/service/echo")
                                .POST(HttpRequest.BodyPublishers.ofString("hello")));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("hello");
    }

    @Test
    void nobody_is_led_to_another_site_after_signing_in() {
        for (String next :
                List.of(
                        "//evil.example.com",
                        "https://evil.example.com",
                        "/\\evil.example.com",
                        "/\t/evil")) {
            HttpResponse<String> answer =
                    site.send(
                            site.form(
                                    "/login",
                                    "username",
                                    "ada",
                                    "password",
                                    Site.PASSWORD,
                                    "next",
                                    next));

            assertThat(answer.headers().firstValue("Location")).contains("/");
        }
    }

    @Test
    void a_link_in_a_mail_leads_on_although_the_strict_cookie_stays_behind() {
        HttpResponse<String> answer =
                site.send(
                        site.request("/alerts/2000000")
                                .header("Sec-Fetch-Site", "cross-site")
                                .header("Sec-Fetch-Mode", "navigate"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("url=/alerts/2000000");
    }

    @Test
    void the_supervisor_needs_no_session() {
        assertThat(site.get("/health/live").body()).isEqualTo("{\"status\":\"live\"}");
        assertThat(site.get("/health/ready").body()).isEqualTo("{\"status\":\"ready\"}");
    }

    @Test
    void what_is_not_there_is_said_in_words() {
        HttpResponse<String> answer = admin.get("/alerts/17");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("There is nothing here");
    }
}
