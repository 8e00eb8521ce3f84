package illumiomonitor.web.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import illumiomonitor.engine.Engine;
import illumiomonitor.engine.config.ConfigFile;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.pce.Pace;
import illumiomonitor.lab.Lab;
import illumiomonitor.lab.time.LabClock;
import illumiomonitor.lab.traffic.Connection;
import illumiomonitor.web.WebServer;
import illumiomonitor.web.page.Chromium;
import illumiomonitor.web.service.RunRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rule's author in a real browser, with the engine behind the pages. */
class RuleJourneyTest {

    private static final Instant EIGHT = Instant.parse("2026-07-01T08:00:00Z");
    private static final String TEXT = SmbRule.TEXT;
    private static final String CASES = SmbRule.CASES;

    @TempDir Path folder;

    private final LabClock clock = new LabClock(EIGHT.minus(Duration.ofMinutes(10)));
    private final List<String> complaints = new ArrayList<>();
    private Lab lab;
    private Engine engine;
    private EngineService service;
    private WebServer web;
    private Chromium chromium;
    private Page page;

    @BeforeEach
    void start() throws Exception {
        Chromium.assumeThere();
        lab = Lab.empty(clock).start();
        lab.habits().requestsPerMinute(100_000);
        Path rule = folder.resolve("rules/own/smb.drl");
        Files.createDirectories(rule.getParent());
        Files.writeString(rule, TEXT);
        Files.writeString(folder.resolve("rules/own/smb.yaml"), CASES);
        Path config = folder.resolve("monitor.yaml");
        Files.writeString(
                config,
                """
                pce: [{name: hq, url: "%s", org: %d, key: "%s", secret: "%s"}]
                pull: {requests-per-minute: 100000, first-run: 1h}
                rules: {dir: rules}
                channels: []
                display: {zone: UTC, language: en}
                web: {bind: 127.0.0.1, port: 0}
                """
                        .formatted(lab.url(), lab.org(), lab.key(), lab.secret()));
        engine = Engine.open(ConfigFile.load(config, Map.of()), clock, Pace.brisk());
        service = EngineService.owning(engine);
        service.run(RunRequest.now(), Journal.none());
        clock.set(EIGHT);
        lab.traffic()
                .add(
                        Connection.of("10.0.0.5", "10.0.0.9", 445)
                                .at(EIGHT.minusSeconds(60))
                                .count(9)
                                .blocked());
        service.run(RunRequest.now(), Journal.none());
        web =
                WebServer.start(
                        engine.config(),
                        engine.store(),
                        new EngineActs(engine),
                        new AuthorVerbs(engine),
                        clock,
                        routes -> {});
        chromium = new Chromium();
        page = chromium.browser().newContext().newPage();
        page.onPageError(error -> complaints.add(page.url() + " " + error));
        signIn();
    }

    private void signIn() {
        go("/");
        page.fill("input[name=token]", web.setupToken().orElseThrow());
        page.fill("input[name=username]", "ada");
        page.fill("input[name=password]", "a long enough password");
        page.click("button.primary");
        page.waitForSelector("[data-part=sentence]");
    }

    @AfterEach
    void stop() {
        if (chromium != null) {
            chromium.close();
        }
        if (web != null) {
            web.close();
        }
        if (service != null) {
            service.close();
        }
        if (lab != null) {
            lab.close();
        }
    }

    private void go(String path) {
        page.navigate("http://127.0.0.1:" + web.port() + path);
    }

    private void tab(String name) {
        page.click(".tabs a:has-text('" + name + "')");
        page.waitForSelector(".tabs a[aria-current=page]:has-text('" + name + "')");
    }

    private void type(String text, String reason) {
        page.waitForSelector("#editor .ace_keyword");
        page.evaluate("text => ace.edit('editor').setValue(text)", text);
        page.fill("input[name=reason]", reason);
        page.click("button:has-text('Save')");
    }

    @Test
    void from_an_alert_through_every_tab_of_its_rule_and_back_to_the_first_text() {
        go("/alerts");
        page.click("a:has-text('SMB blocked')");
        page.click("a:has-text('Why?')");
        page.waitForSelector("[data-part=explained]:has-text('9 blocked')");
        page.fill("input[name=subject]", "<img src=x onerror=alert(1)>");
        page.click("main .filter button.primary");
        page.waitForSelector("[data-part=explained]:has-text('Nothing found about <img')");
        page.waitForSelector("[data-part=explained]:has-text('Fails here first')");

        tab("Cases");
        assertThat(page.locator("main .chip.case-passed").count()).isEqualTo(2);
        tab("Replay");
        page.selectOption("select[name=hours]", "1");
        page.click("main .filter button.primary");
        page.waitForSelector("#replay:has-text('on 1 subject')");
        assertThat(page.innerText("#replay")).contains("9 blocked", "Same");

        tab("Exceptions");
        page.fill("input[name=subject]", "10.0.0.5");
        page.fill("form[action='/rule/exceptions/add'] input[name=reason]", "ticket 9");
        page.click("form[action='/rule/exceptions/add'] button");
        page.waitForSelector("li:has-text('ticket 9')");
        assertThat(service.exceptions()).hasSize(1);
        page.click("button:has-text('Spare no longer')");
        page.waitForSelector("li:has-text('Nobody is spared')");
        assertThat(service.exceptions()).isEmpty();

        String first = service.rules().get(0).version();
        clock.advance(Duration.ofSeconds(1));
        tab("Text");
        type(TEXT.replace("@threshold(5)", "@threshold(4)"), "louder");
        page.waitForSelector("[data-part=errors]:has-text('\"stays quiet at four\" fails')");
        assertThat(page.innerText("[data-part=errors]")).contains(first + " of");
        type(TEXT.replace("SMB blocked", "Much SMB"), "a better title");
        page.waitForSelector(".bar.good");
        assertThat(service.rules().get(0).version()).isNotEqualTo(first);
        clock.advance(Duration.ofSeconds(1));
        tab("Versions");
        page.fill("form[action='/rule/rollback'] input[name=reason]", "it was better");
        page.click("form[action='/rule/rollback'] button");
        page.waitForSelector(".bar.good");

        assertThat(service.rules().get(0).version()).isEqualTo(first);
        assertThat(service.ruleHistory("own/smb").changes().get(0).reason())
                .isEqualTo("back: it was better");
        assertThat(service.ruleHistory("own/smb").versions()).hasSize(3);
        assertThat(complaints).isEmpty();
    }

    private void typeCases(String text) {
        page.waitForSelector("#editor .ace_content");
        page.evaluate("text => ace.edit('editor').setValue(text)", text);
        page.fill("form[action='/rule/cases/save'] input[name=reason]", "tried here");
        page.click("form[action='/rule/cases/save'] button:has-text('Save')");
    }

    @Test
    void cases_are_written_tried_and_refused_on_their_tab() throws Exception {
        Path yaml = folder.resolve("rules/own/smb.yaml");
        go("/rule/cases?name=own/smb");
        clock.advance(Duration.ofSeconds(1));
        typeCases(CASES.replace("connections: 5}", "conections: 5}"));
        page.waitForSelector("[data-part=errors]:has-text('did you mean connections?')");
        assertThat(page.locator(".ace_gutter-cell.ace_error").innerText().strip()).isEqualTo("3");
        assertThat(Files.readString(yaml)).isEqualTo(CASES);

        String more = CASES.replace("flow:", "  - {name: none is none, finds: []}\nflow:");
        typeCases(more);
        page.waitForSelector(".bar.good");
        assertThat(page.locator("main .chip.case-passed").count()).isEqualTo(3);
        assertThat(Files.readString(yaml)).isEqualTo(more);

        Files.writeString(yaml, CASES);
        typeCases(more.replace("none is none", "nothing is nothing"));
        page.waitForSelector("[data-part=errors]:has-text('somebody saved other cases')");
        assertThat(Files.readString(yaml)).isEqualTo(CASES);
        typeCases(CASES.replace("finds: []", "finds: [4 blocked]"));
        page.waitForSelector(".bar.warn:has-text('a case fails: stays quiet at four')");
        assertThat(page.locator("main .chip.case-failed").count()).isEqualTo(1);
        assertThat(service.rules().get(0).state()).isEqualTo("FAILING");
        assertThat(service.ruleHistory("own/smb").cases().get(0).author()).isEqualTo("ada");
        assertThat(complaints).isEmpty();
    }
}
