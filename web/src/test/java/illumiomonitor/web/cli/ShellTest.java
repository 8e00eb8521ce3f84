package illumiomonitor.web.cli;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.engine.words.Words;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellTest {

    private static final String BUNDLE = "illumiomonitor/web/cli/shell";

    @TempDir Path folder;

    @Test
    void without_a_verb_a_person_gets_the_ten_items() throws IOException {
        Typed typed = Typed.in(folder).byPerson("0");

        assertThat(typed.run()).isZero();
        assertThat(typed.out())
                .contains(
                        " 1  Add an event rule",
                        " 2  Add a traffic rule",
                        " 3  Add a bandwidth or volume rule")
                .contains(
                        " 4  Manage rules",
                        " 5  Settings",
                        " 6  Load the best practices",
                        " 7  Send a test alert")
                .contains(" 8  Run once", " 9  Debug mode", "10  Start the web GUI", " 0  Exit");
    }

    @Test
    void the_menu_speaks_the_configured_language() throws IOException {
        Typed typed =
                Typed.in(folder, Typed.CONFIG.replace("{zone", "{language: zh-TW, zone"))
                        .byPerson("5", "0");

        assertThat(typed.run()).isZero();
        assertThat(typed.out()).contains("新增事件規則").contains("啟動網頁介面").contains("驗證憑證");
    }

    @Test
    void both_languages_say_the_same() {
        Words english = Words.onlyOf(BUNDLE, Locale.ENGLISH);
        Words chinese = Words.onlyOf(BUNDLE, Locale.TRADITIONAL_CHINESE);

        assertThat(english.disagreements(chinese)).isEmpty();
    }

    @Test
    void an_event_rule_is_asked_for_and_saved_as_a_readable_text() throws IOException {
        Typed typed =
                Typed.in(folder)
                        .byPerson(
                                "1",
                                "6",
                                "failure",
                                "Somebody tampers",
                                "2",
                                "15",
                                "60",
                                "high",
                                "0");

        assertThat(typed.run()).isZero();
        assertThat(typed.application.service.texts.get("own/somebody-tampers.drl"))
                .contains(
                        "rule \"own/somebody-tampers\"",
                        "@title(\"Somebody tampers\")",
                        "@severity(HIGH)")
                .contains(
                        "@window(\"15m\")",
                        "@cooldown(\"1h\")",
                        "@threshold(2)",
                        "@unit(\"events\")")
                .contains(
                        "Event( type == \"agent.tampering\", status == \"failure\", $by : who() )");
        assertThat(typed.out()).contains("Saved as own/somebody-tampers.drl");
    }

    @Test
    void a_traffic_rule_takes_labels_addresses_and_lists_and_their_exclusions() throws IOException {
        Typed typed =
                Typed.in(folder)
                        .byPerson(
                                "2",
                                "pot",
                                "3389",
                                "6",
                                "env=prod",
                                "10.0.0.9",
                                "443",
                                "Scanners",
                                "role=jump",
                                "RDP",
                                "",
                                "",
                                "",
                                "",
                                "0");

        typed.run();

        assertThat(typed.application.service.texts.get("own/rdp.drl"))
                .contains(
                        "Flow( decision == Decision.POTENTIALLY_BLOCKED, port == 3389, port != 443, proto == 6,",
                        "src.label(\"env\") == \"prod\", dst.label(\"role\") != \"jump\", !src.in(\"Scanners\")",
                        "dst.ip == \"10.0.0.9\"")
                .contains(
                        "@threshold(10)",
                        "@window(\"10m\")",
                        "@cooldown(\"30m\")",
                        "@severity(MEDIUM)");
    }

    @Test
    void a_name_that_no_pce_knows_is_refused() throws IOException {
        Typed typed =
                Typed.in(folder)
                        .byPerson(
                                "2",
                                "",
                                "",
                                "",
                                "env=prdo",
                                "",
                                "",
                                "",
                                "",
                                "RDP",
                                "",
                                "",
                                "",
                                "",
                                "0");

        typed.run();

        assertThat(typed.out()).contains("no endpoint has the label env=prdo");
        assertThat(typed.application.service.texts).isEmpty();
    }

    @Test
    void a_volume_rule_counts_megabytes_and_a_second_of_the_same_title_gets_its_own_name()
            throws IOException {
        List<String> form =
                List.of("3", "volume", "", "", "", "", "", "", "", "", "大量上傳", "500", "", "", "");
        Typed typed =
                Typed.in(folder)
                        .byPerson(
                                String.join("\n", form),
                                String.join("\n", form).replace("volume", "bandwidth"),
                                "0");

        typed.run();

        assertThat(typed.application.service.texts)
                .containsOnlyKeys("own/volume.drl", "own/bandwidth.drl");
        assertThat(typed.application.service.texts.get("own/volume.drl"))
                .contains("大量上傳")
                .contains("$max * 1048576");
        assertThat(typed.application.service.texts.get("own/bandwidth.drl"))
                .contains("max($n)", "mbps()");
    }

    @Test
    void a_new_rule_takes_no_file_that_holds_a_rule_of_another_name() throws IOException {
        List<String> form =
                List.of("3", "volume", "", "", "", "", "", "", "", "", "大量上傳", "500", "", "", "");
        Typed typed = Typed.in(folder).byPerson(String.join("\n", form), "0");
        typed.application.service.texts.put("traffic/renamed.drl", "a rule");
        typed.application.service.elsewhere.put("traffic/renamed", "own/volume.drl");

        typed.run();

        assertThat(typed.application.service.texts)
                .containsOnlyKeys("traffic/renamed.drl", "own/volume-2.drl");
    }

    @Test
    void a_rule_that_does_not_compile_is_not_saved() throws IOException {
        Typed typed =
                Typed.in(folder)
                        .byPerson("1", "agent.tampering", "", "broken", "", "", "", "", "0");

        typed.run();

        assertThat(typed.application.service.texts).isEmpty();
        assertThat(typed.out())
                .contains("was not saved")
                .contains("own/broken.drl:1:1: no such word");
    }

    @Test
    void answers_that_make_no_sense_are_asked_for_again_and_q_leads_back() throws IOException {
        Typed typed =
                Typed.in(folder).byPerson("2", "maybe", "blocked", "99999", "22", "q", "99", "0");

        typed.run();

        assertThat(typed.out())
                .contains("Please type one of any, blocked, potentially, allowed")
                .contains("Please type a whole number from 0 to 65535")
                .contains("Back to the menu; nothing was saved.")
                .contains("Please type a number of the menu.");
        assertThat(typed.application.service.texts).isEmpty();
    }

    @Test
    void rules_are_switched_and_deleted_by_number() throws IOException {
        Typed typed =
                Typed.in(folder)
                        .byPerson(
                                "4",
                                "m 1 shadow",
                                "x",
                                "m 9 off",
                                "m 2 loud",
                                "d 2",
                                "y",
                                "q",
                                "0");
        typed.application.service.texts.put("own/a.drl", "a");
        typed.application.service.texts.put("own/b.drl", "b");

        typed.run();

        assertThat(typed.out()).doesNotContain("nothing was saved");
        assertThat(typed.application.service.modes)
                .containsOnlyKeys("own/a")
                .containsEntry("own/a", "SHADOW");
        assertThat(typed.application.service.texts).containsOnlyKeys("own/a.drl");
        assertThat(typed.out())
                .containsPattern("1 +own/a +SHADOW")
                .contains("Type d 1,3 to delete");
    }

    @Test
    void settings_are_shown_without_secrets_and_with_their_file() throws IOException {
        String config =
                """
                pce: [{name: hq, url: 'https://pce.example.com:8443', key: KEYHUSH, secret: HUSH, tls: {verify: false}}]
                channels: [{name: soc, type: webhook, url: 'https://soc.example.com/HUSH', secret: HUSH}]
                store: {url: 'jdbc:postgresql://db/monitor?password=HUSH&ssl=true'}
                """;
        Typed typed = Typed.in(folder, config).byPerson("5", "0");

        typed.run();

        assertThat(typed.out())
                .contains(
                        "https://pce.example.com:8443",
                        "CERTIFICATE NOT VERIFIED",
                        "soc (webhook) ***",
                        "password=***&ssl")
                .contains("To change them edit " + folder.resolve("monitor.yaml"))
                .doesNotContain("HUSH");
    }

    @Test
    void best_practices_are_loaded_only_after_a_yes() throws IOException {
        Typed typed = Typed.in(folder).byPerson("6", "", "6", "y", "0");

        typed.run();

        assertThat(typed.application.service.texts).containsOnlyKeys("traffic/blocked-burst.drl");
        assertThat(typed.out()).contains("1 files written into /rules, 0 kept");
    }

    @Test
    void a_test_alert_a_run_and_a_trial_print_what_came_of_them() throws IOException {
        Typed typed = Typed.in(folder).byPerson("7", "8", "9", "0");

        typed.run();

        assertThat(typed.out())
                .containsPattern("soc +webhook +yes +12 +200 OK")
                .contains("Run 17 of hq: all well")
                .containsPattern("traffic/blocked-burst +200 +37")
                .contains("Nothing was remembered and nobody was told.");
        assertThat(typed.application.service.told)
                .filteredOn(line -> line.equals("closed"))
                .hasSize(3);
    }

    @Test
    void the_web_gui_starts_says_where_it_is_and_stops_at_enter() throws IOException {
        Typed typed = Typed.in(folder).byPerson("10", "", "0");

        typed.run();

        assertThat(typed.out())
                .contains("READY http://127.0.0.1:8080")
                .contains("SETUP-TOKEN first-token");
        assertThat(typed.application.done).containsExactly("serve", "stopped");
    }

    @Test
    void an_item_that_fails_says_why_and_the_menu_goes_on() throws IOException {
        Typed typed = Typed.in(folder).byPerson("8", "5", "0");
        typed.application.busy = Integer.MAX_VALUE;

        assertThat(typed.run()).isZero();
        assertThat(typed.err()).contains("monitor: the store is in use by another process");
        assertThat(typed.out()).contains("To change them edit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "4", "6", "10"})
    @Timeout(20)
    void ctrl_c_at_any_question_ends_the_menu_in_good_order(String item) throws Exception {
        Typed typed = Typed.in(folder).byWaiting(item.isEmpty() ? "" : item + "\n");
        AtomicInteger code = new AtomicInteger(-1);
        Thread menu = new Thread(() -> code.set(typed.run()));
        menu.start();
        typed.untilItWaits();

        menu.interrupt();
        menu.join();

        assertThat(code).hasValue(ExitCode.INTERRUPTED);
        assertThat(typed.err()).isEmpty();
        if (item.equals("10")) {
            assertThat(typed.application.done).containsExactly("serve", "stopped");
        }
    }

    @Test
    void the_end_of_the_input_is_the_end() throws IOException {
        assertThat(Typed.in(folder).byPerson().run()).isZero();
    }
}
