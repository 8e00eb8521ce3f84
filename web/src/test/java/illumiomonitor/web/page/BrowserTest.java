package illumiomonitor.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The pages in a real browser: what only a browser shows, above all that the policy lets them work.
 */
final class BrowserTest {

    private static Site site;
    private static Chromium chromium;
    private static Browser browser;

    private BrowserContext context;
    private Page page;
    private final List<String> complaints = new ArrayList<>();

    @BeforeAll
    static void start() {
        Chromium.assumeThere();
        site = new Site(TestConfig.of(true, Locale.ENGLISH));
        site.seed()
                .pces(true)
                .rules()
                .alerts(60, 30)
                .runs(20)
                .gaps()
                .story(2_000_000)
                .hostile(1_999_999);
        chromium = new Chromium();
        browser = chromium.browser();
        setUpInBrowser();
    }

    /** The first administrator is made as a person would, with the token from the start. */
    private static void setUpInBrowser() {
        try (BrowserContext first = browser.newContext()) {
            Page page = first.newPage();
            page.navigate(site.at("/").toString());
            assertThat(page.url()).endsWith("/setup");
            page.fill("input[name=token]", site.server.setupToken().orElseThrow());
            page.fill("input[name=username]", "ada");
            page.fill("input[name=password]", Site.PASSWORD);
            page.click("button.primary");
            assertThat(page.locator("[data-part=sentence]").count()).isEqualTo(1);
        }
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
            site.close();
        }
    }

    @BeforeEach
    void signIn() {
        open(1280, ColorScheme.LIGHT);
    }

    private void open(int width, ColorScheme scheme) {
        context =
                browser.newContext(
                        new Browser.NewContextOptions()
                                .setViewportSize(width, 800)
                                .setColorScheme(scheme));
        page = context.newPage();
        page.onConsoleMessage(
                message -> {
                    if (message.type().equals("error")) {
                        complaints.add(page.url() + " " + message.text());
                    }
                });
        page.onPageError(error -> complaints.add(page.url() + " " + error));
        page.navigate(site.at("/login").toString());
        page.fill("input[name=username]", "ada");
        page.fill("input[name=password]", Site.PASSWORD);
        page.click("button.primary");
        page.waitForURL(site.at("/").toString());
    }

    @AfterEach
    void close() {
        context.close();
    }

    private void go(String path) {
        page.navigate(site.at(path).toString());
    }

    @Test
    void no_page_makes_the_browser_complain_or_scrolls_sideways_on_a_phone() {
        context.close();
        open(400, ColorScheme.DARK);
        for (String path :
                List.of(
                        "/",
                        "/alerts",
                        "/alerts/2000000",
                        "/alerts/1999999",
                        "/runs",
                        "/runs/19",
                        "/runs/20",
                        "/rules",
                        "/form",
                        "/form?kind=SPIKE",
                        "/rule?name=traffic/vertical-scan")) {
            go(path);
            int over =
                    (Integer)
                            page.evaluate(
                                    "document.documentElement.scrollWidth - document.documentElement.clientWidth");

            assertThat(over).as(path).isZero();
        }
        assertThat(complaints).isEmpty();
    }

    @Test
    void an_alert_is_acknowledged_without_leaving_the_list() {
        go("/alerts");

        page.click("#alert-1999998 button:has-text('Acknowledge')");

        page.waitForSelector("#alert-1999998.state-acknowledged");
        assertThat(page.url()).endsWith("/alerts");
        assertThat(site.acts.asked).contains("acknowledge 1999998 by ada: ");
        assertThat(complaints).isEmpty();
    }

    @Test
    void the_editor_highlights_drools_and_marks_the_broken_line() {
        go("/rule?name=traffic/vertical-scan");

        page.waitForSelector("#editor .ace_keyword");
        assertThat(page.locator(".ace_gutter-cell.ace_error").innerText().strip()).isEqualTo("17");
        assertThat(page.isVisible("textarea[name=text]")).isFalse();
        assertThat(complaints).isEmpty();
    }

    @Test
    void all_rules_are_replayed_and_no_tab_of_a_rule_scrolls_sideways_on_a_phone() {
        context.close();
        open(400, ColorScheme.DARK);
        go("/replay");
        page.click("main form button.primary");
        page.waitForSelector("#h-differing");
        for (String path : List.of("/replay", "/rule/cases", "/rule/explain", "/rule/versions")) {
            go(path.equals("/replay") ? path : path + "?subject=x&name=traffic/blocked-burst");
            int over =
                    (Integer)
                            page.evaluate(
                                    "document.documentElement.scrollWidth - document.documentElement.clientWidth");

            assertThat(over).as(path).isZero();
        }
        assertThat(complaints).isEmpty();
    }

    @Test
    void what_is_typed_into_the_editor_is_what_is_saved() {
        go("/rule?name=traffic/blocked-burst");
        page.waitForSelector("#editor .ace_keyword");

        page.evaluate("ace.edit('editor').setValue('// typed\\n')");
        page.click("button:has-text('Save')");

        page.waitForSelector(".bar.good");
        assertThat(site.acts.texts).last().isEqualTo("// typed\n");
    }

    @Test
    void a_rule_that_is_filled_in_is_shown_as_it_grows_and_saved() {
        go("/rules");
        page.click("a:has-text('New rule')");

        page.fill("input[name=name]", "own/ssh");
        page.fill("input[name=title]", "SSH from outside");
        page.fill("input[name='only.PORT']", "22/tcp");
        page.waitForSelector("[data-part=text]:has-text('port == 22 && proto == 6')");
        page.fill("input[name='not.SRC_PLACE']", "10.0.0.300");
        page.waitForSelector("[data-part=faults]:has-text('10.0.0.300')");
        page.fill("input[name='not.SRC_PLACE']", "10.0.0.0/8");
        page.waitForSelector("[data-part=text]:has-text('10.0.0.0/8')");
        page.click("#form button.primary");

        page.waitForURL("**/rule?name=*");
        assertThat(site.acts.texts).last().asString().contains("!src.inCidr(\"10.0.0.0/8\")");
        assertThat(site.acts.asked).last().asString().startsWith("save own/ssh.drl by ada");
    }

    @Test
    void language_and_theme_are_chosen_in_the_menu_and_stay() {
        go("/runs");

        page.click(".menu summary");
        page.click(".menu button[value='zh-TW']");
        page.click(".menu summary");
        page.click(".menu button[value=dark]");

        assertThat(page.url()).endsWith("/runs");
        assertThat(page.locator("h1").innerText()).contains("執行紀錄");
        assertThat(page.getAttribute("html", "data-theme")).isEqualTo("dark");
        assertThat(page.getAttribute("html", "lang")).isEqualTo("zh-TW");
    }

    @Test
    void a_session_that_ended_leads_a_refreshing_page_to_the_sign_in() {
        go("/runs/20");
        context.clearCookies();

        page.waitForURL(site.at("/login").toString());
    }
}
