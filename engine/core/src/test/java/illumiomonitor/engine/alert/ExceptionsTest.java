package illumiomonitor.engine.alert;

import static illumiomonitor.engine.alert.Scene.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.view.AlertLine;
import illumiomonitor.spi.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExceptionsTest {

    private static final String REST = ", owner: netops, reason: scanner";

    @TempDir Path folder;

    private final Scene scene = new Scene();
    private Path file;
    private Exceptions exceptions;

    @BeforeEach
    void open() {
        file = folder.resolve("exceptions.yaml");
        exceptions = scene.exceptions(file);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private void write(String... lines) throws IOException {
        Files.writeString(file, String.join("\n", lines) + "\n");
        exceptions.refresh(Journal.none());
    }

    private boolean spared(String subject, Endpoint... endpoints) {
        return exceptions.sparing(scene.endpoints(endpoints).found(subject, 0), at(0)).isPresent();
    }

    private String error() {
        return exceptions.state().error();
    }

    private static Endpoint endpoint(String ip, String name, String role) {
        return new Endpoint(ip, "", name, true, "", Map.of("role", role), List.of(), "");
    }

    @Test
    void a_spared_finding_is_remembered_with_the_reason_and_tells_nobody() throws IOException {
        write("- {rule: traffic/blocked-burst, subject: 10.0.0.5" + REST + "}");

        Recorded recorded = scene.exceptions(exceptions).fresh(0, "10.0.0.5", "10.0.0.6");

        assertThat(recorded.notifications())
                .extracting(n -> n.alert().subject())
                .containsExactly("10.0.0.6");
        assertThat(scene.alerts())
                .filteredOn(a -> a.subject().equals("10.0.0.5"))
                .extracting(AlertLine::held)
                .containsExactly("exception: scanner");
    }

    @Test
    void a_file_that_is_saved_holds_from_the_next_judging_on() throws IOException {
        scene.exceptions(exceptions).fresh(0, "10.0.0.5");
        Files.writeString(file, "- {rule: '*', subject: 10.0.0.5" + REST + "}\n");

        scene.fresh(5, "10.0.0.5");

        assertThat(scene.alert().held()).isEqualTo("exception: scanner");
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,    10.255.0.1,         true",
        "10.0.0.0/8,    11.0.0.1,           false",
        "10.0.0.5,      10.0.0.5,           true",
        "10.0.0.4/31,   10.0.0.6,           false",
        "0.0.0.0/0,     192.0.2.1,          true",
        "fd00::/8,      fd12:3456::1,       true",
        "fd00::/8,      2001:db8::1,        false",
        "2001:db8::/33, 2001:db8:8000::1,   false",
        "10.0.0.0/8,    10.0.0.5 > 10.1.1.1, true",
        "10.0.0.0/16,   10.0.0.5 > 10.1.1.1, false",
        "10.0.0.0/8,    some-host,          false",
        "10.0.0.0/8,    10.0.0.9:5432,      true",
        "10.0.0.0/16,   10.1.0.9:5432,      false",
        "10.0.0.0/8,    10.0.0.5 -> 10.1.1.1:443, true",
        "10.0.0.0/8,    10.0.0.5 -> 203.0.113.9:443, false",
        "10.0.0.0/8,    10.0.0.5 > 203.0.113.9 port 443, false",
        "fd00::/8,      fd00::1 -> fd00::2:443, true",
        "fd00::/8,      fd00::1 -> 2001:db8::2:443, false",
        "fd00::2/128,   fd00::2:443,        false",
        "fd00::2/128,   [fd00::2]:443,      true",
        "fd00::/8,      [2001:db8::2]:443,  false",
        "fd00::/8,      fd00:0:0:0:0:0:0:2:443, true",
        "10.0.0.0/8,    10.0.0.5 -> 203.0.113.9:443/tcp, false",
        "10.0.0.0/8,    203.0.113.9/443,    false",
        "10.0.0.0/8,    10.0.0.5 -> 10.0.0.9:443/tcp, false",
    })
    void an_address_block_is_matched_with_the_addresses_of_the_subject(
            String cidr, String subject, boolean spared) throws IOException {
        write("- {rule: '*', cidr: '" + cidr + "'" + REST + "}");

        assertThat(spared(subject)).isEqualTo(spared);
    }

    @Test
    void a_block_is_matched_with_all_endpoints_when_the_subject_names_no_address()
            throws IOException {
        write("- {rule: '*', cidr: 10.0.0.0/8" + REST + "}");

        assertThat(spared("team-a", endpoint("10.0.0.1", "a", ""), endpoint("10.0.0.2", "b", "")))
                .isTrue();
        assertThat(spared("team-a", endpoint("10.0.0.1", "a", ""), endpoint("192.0.2.1", "b", "")))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.9:5432,               10.0.0.9, 10.0.0.6,  true",
        "10.0.0.6:5432,               10.0.0.9, 10.0.0.6,  false",
        "10.0.0.9 -> 10.0.0.6:443,    10.0.0.9, 10.0.0.6,  false",
        "10.0.0.9 -> 10.0.0.6:443,    10.0.0.9, 10.0.0.7,  false",
        "fd00::9:5432,                fd00::9,  fd00::6,   true",
        "fd00::6:5432,                fd00::9,  fd00::6,   false",
        "fd00::9 -> fd00::6:443,      fd00::9,  fd00::6,   false",
        "[fd00::9]:5432,              fd00::9,  fd00::6,   true",
    })
    void a_label_a_name_and_a_block_are_matched_with_hosts_that_have_a_port(
            String subject, String scanner, String other, boolean spared) throws IOException {
        Endpoint[] ends = {endpoint(scanner, "scan-1", "scanner"), endpoint(other, "web-1", "web")};
        write("- {rule: '*', label: role=scanner" + REST + "}");
        assertThat(spared(subject, ends)).as("label").isEqualTo(spared);
        write("- {rule: '*', name: Scan-1" + REST + "}");
        assertThat(spared(subject, ends)).as("name").isEqualTo(spared);
        write("- {rule: '*', cidr: '" + scanner + "'" + REST + "}");
        assertThat(spared(subject, ends)).as("block").isEqualTo(spared);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.5 -> 203.0.113.9:443/tcp,   203.0.113.9, false",
        "10.0.0.5 -> 203.0.113.9/443,       203.0.113.9, false",
        "10.0.0.5 -> 203.0.113.9/443,       10.0.0.9,    false",
        "10.0.0.5 -> 10.0.0.9:443/tcp,      10.0.0.9,    true",
        "10.0.0.5 -> http://203.0.113.9/x,  203.0.113.9, false",
        "10.0.0.5 -> 203.0.113.90,          203.0.113.9, false",
    })
    void a_word_that_only_begins_with_an_address_is_of_an_endpoint_or_fits_nothing(
            String subject, String other, boolean spared) throws IOException {
        Endpoint[] ends = {endpoint("10.0.0.5", "a", "web"), endpoint(other, "b", "web")};
        write("- {rule: '*', cidr: 10.0.0.0/8" + REST + "}");

        assertThat(spared(subject, ends)).isEqualTo(spared);
    }

    @Test
    void a_label_fits_nobody_where_an_address_is_not_known() throws IOException {
        write("- {rule: '*', label: role=web" + REST + "}");

        Endpoint source = endpoint("10.0.0.5", "a", "web");
        Endpoint other = endpoint("203.0.113.9", "b", "db");
        assertThat(spared("10.0.0.5 -> 203.0.113.9:443/tcp", source)).isFalse();
        assertThat(spared("10.0.0.5 -> 203.0.113.9:443/tcp", source, other)).isFalse();
    }

    @Test
    void a_block_must_hold_a_host_that_the_subject_calls_by_name_too() throws IOException {
        write("- {rule: '*', cidr: 10.0.0.0/8" + REST + "}");

        Endpoint outside = endpoint("203.0.113.9", "web-1", "");
        assertThat(spared("10.0.0.5 > web-1:443", endpoint("10.0.0.5", "a", ""), outside))
                .isFalse();
    }

    @Test
    void a_label_must_be_carried_by_whom_the_subject_names() throws IOException {
        write("- {rule: '*', label: role=scanner" + REST + "}");

        Endpoint scanner = endpoint("10.0.0.5", "scan-1", "scanner");
        Endpoint other = endpoint("10.0.0.6", "web-1", "web");
        assertThat(spared("10.0.0.5", scanner, other)).isTrue();
        assertThat(spared("10.0.0.6", scanner, other)).isFalse();
        assertThat(spared("somebody", scanner, other)).isFalse();
        assertThat(spared("10.0.0.9")).isFalse();
    }

    @Test
    void a_name_is_the_subject_or_a_workload_that_it_names() throws IOException {
        write("- {rule: '*', name: Scan-1" + REST + "}");

        assertThat(spared("scan-1")).isTrue();
        assertThat(spared("10.0.0.5", endpoint("10.0.0.5", "scan-1", ""))).isTrue();
        assertThat(spared("10.0.0.6", endpoint("10.0.0.6", "web-1", ""))).isFalse();
    }

    @Test
    void without_a_rule_it_holds_for_all() throws IOException {
        write("- {subject: 10.0.0.5" + REST + "}");

        assertThat(spared("10.0.0.5")).isTrue();
        assertThat(spared("10.0.0.6")).isFalse();
    }

    @Test
    void everything_that_is_given_must_fit_and_the_rule_too() throws IOException {
        write("- {rule: traffic/other, subject: 10.0.0.5" + REST + "}");
        assertThat(spared("10.0.0.5")).isFalse();

        write("- {rule: '*', subject: 10.0.0.5, cidr: 192.0.2.0/24" + REST + "}");
        assertThat(spared("10.0.0.5")).isFalse();
    }

    @Test
    void an_exception_holds_through_its_last_day_in_the_zone_of_the_site() throws IOException {
        write("- {rule: '*', subject: x, until: 2026-11-20" + REST + "}");
        var found = scene.found("x", 0);

        assertThat(exceptions.sparing(found, Instant.parse("2026-11-20T15:59:59Z"))).isPresent();
        assertThat(exceptions.sparing(found, Instant.parse("2026-11-20T16:00:00Z"))).isEmpty();
    }

    @Test
    void a_broken_file_is_named_and_what_was_read_before_goes_on() throws IOException {
        write("- {rule: '*', subject: x" + REST + "}");
        write("- {rule: '*', subject: y" + REST + "}", "- rule: '*'", "  subjekt: z");

        assertThat(error())
                .isEqualTo(
                        "exceptions.yaml line 3: subjekt is not known; known are"
                                + " [cidr, label, name, owner, reason, rule, subject, until]");
        assertThat(spared("x")).isTrue();
        assertThat(spared("y")).isFalse();

        write("- {rule: '*', subject: y" + REST + "}");
        assertThat(error()).isEmpty();
        assertThat(spared("y")).isTrue();
    }

    @Test
    void a_process_that_begins_with_a_broken_file_goes_on_with_the_last_sound_text()
            throws IOException {
        write("- {rule: '*', subject: x" + REST + "}");
        long known = exceptions.edition();
        write("- rule: '*'", "  subjekt: y");

        exceptions = scene.exceptions(file);

        assertThat(spared("x")).isTrue();
        assertThat(exceptions.state().sentence())
                .startsWith("exceptions.yaml line 2: subjekt is not known")
                .endsWith("until it is mended what was read at 2026-11-20T10:00:00Z holds");
        assertThat(exceptions.edition()).as("nothing changed").isEqualTo(known).isPositive();
        write("- {rule: '*', subject: y" + REST + "}");
        assertThat(spared("x")).isFalse();
        assertThat(spared("y")).isTrue();
        assertThat(exceptions.state().sentence()).isEmpty();
    }

    @Test
    void a_broken_file_that_never_was_sound_spares_nobody_and_says_so() throws IOException {
        write("- rule: '*'", "  subjekt: y");

        exceptions = scene.exceptions(file);

        assertThat(exceptions.state().sentence()).endsWith("; nobody is spared until it is mended");
    }

    @Test
    void a_file_that_was_taken_away_or_changed_meanwhile_is_new_to_a_process_that_begins()
            throws IOException {
        write("- {rule: '*', subject: x" + REST + "}");
        long known = exceptions.edition();
        Files.delete(file);
        exceptions = scene.exceptions(file);
        assertThat(spared("x")).isFalse();
        assertThat(exceptions.edition()).isGreaterThan(known);

        Files.writeString(file, "- {rule: '*'");
        exceptions = scene.exceptions(file);
        assertThat(spared("x")).as("what was taken away does not come back").isFalse();
    }

    @Test
    void a_text_that_is_no_utf_8_is_said_and_changes_nothing() throws IOException {
        write("- {rule: '*', subject: x" + REST + "}");
        Files.write(file, new byte[] {'-', ' ', (byte) 0xff, (byte) 0xfe});
        exceptions.refresh(Journal.none());

        assertThat(error()).isEqualTo("exceptions.yaml is no UTF-8 text");
        assertThat(spared("x")).isTrue();
    }

    @Test
    void what_an_editor_saves_over_a_page_is_said_with_what_was_lost_and_what_is_back()
            throws IOException {
        write("- {rule: '*', subject: x" + REST + "}", "- {rule: '*', subject: old" + REST + "}");
        String opened = Files.readString(file);
        exceptions.add(draft("y"), List.of("a/b"));
        exceptions.remove(exceptions.lines().get(1).id());
        assertThat(exceptions.state().crossed()).isEqualTo(CrossedEdits.NONE);

        write(opened + "- {rule: '*', subject: z" + REST + "}");

        CrossedEdits crossed = exceptions.state().crossed();
        assertThat(crossed.lost()).extracting(ExceptionLine::subject).containsExactly("y");
        assertThat(crossed.back()).extracting(ExceptionLine::subject).containsExactly("old");
        assertThat(crossed.sentence())
                .isEqualTo(
                        "exceptions.yaml was saved by hand at 2026-11-20T10:00:00Z without what had"
                                + " been added on a page or by command: rule *, y (ann: ticket 7),"
                                + " and with what had been taken out there: rule *, old (netops:"
                                + " scanner)");
        assertThat(scene.exceptions(file).state().crossed()).isEqualTo(crossed);
        exceptions.add(draft("y"), List.of("a/b"));
        assertThat(exceptions.state().crossed()).isEqualTo(CrossedEdits.NONE);
    }

    @Test
    void an_editor_who_kept_what_a_page_wrote_is_told_nothing() throws IOException {
        write("- {rule: '*', subject: x" + REST + "}");
        exceptions.add(draft("y"), List.of("a/b"));

        write(Files.readString(file) + "- {rule: '*', subject: z" + REST + "}");

        assertThat(exceptions.state().crossed()).isEqualTo(CrossedEdits.NONE);
        assertThat(exceptions.lines()).hasSize(3);
    }

    @Test
    void line_ends_of_the_file_stay_and_so_does_a_list_that_only_a_person_can_change()
            throws IOException {
        write("# ours\r\n- {rule: '*', subject: x" + REST + "} # why\r");
        exceptions.add(draft("y"), List.of("a/b"));
        assertThat(Files.readString(file))
                .startsWith("# ours\r\n- {rule: '*', subject: x" + REST + "} # why\r\n- rule: ")
                .doesNotContainPattern("[^\r]\n");

        write("[{rule: '*', subject: x" + REST + "}]");
        assertThatThrownBy(() -> exceptions.add(draft("y"), List.of("a/b")))
                .hasMessage("exceptions.yaml is written in a way that only a person can change");
        assertThat(Files.readString(file)).startsWith("[{rule");
    }

    @Test
    void hits_are_those_of_one_entry_whatever_reason_owner_and_last_day_say() throws IOException {
        write(
                "- {subject: 10.0.0.5" + REST + "}",
                "- {rule: 'traffic/*', cidr: 10.0.1.0/24" + REST + "}",
                "- {subject: 10.0.2.1" + REST + "}");
        scene.exceptions(exceptions).fresh(0, "10.0.0.5", "10.0.1.5", "10.0.1.6", "10.0.3.1");
        assertThat(exceptions.lines()).extracting(ExceptionLine::hits).containsExactly(1L, 2L, 0L);
        String id = exceptions.lines().get(1).id();
        assertThat(
                        scene.alerts().stream()
                                .filter(a -> a.subject().equals("10.0.1.6"))
                                .map(a -> scene.detail(a.id()).exceptionId()))
                .containsExactly(id);

        write(
                "- {name: Scan-1" + REST + "}",
                "- {rule: 'traffic/*', cidr: 10.0.1.0/24, owner: ann, reason: renewed, until: 2027-03-31}",
                "- {subject: 10.0.0.5" + REST + "}");

        assertThat(exceptions.lines()).extracting(ExceptionLine::hits).containsExactly(0L, 2L, 1L);
        assertThat(exceptions.lines().get(1).id()).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shadow", "learning"})
    void what_tells_nobody_anyway_is_seen_as_spared_and_counted_also_afterwards(String held)
            throws IOException {
        scene.exceptions(exceptions).held(held).fresh(0, "10.0.0.5", "10.0.0.6");
        write("- {subject: 10.0.0.5" + REST + "}");
        assertThat(exceptions.lines()).extracting(ExceptionLine::hits).containsExactly(0L);

        scene.held(held).fresh(0, "10.0.0.5", "10.0.0.6");

        assertThat(exceptions.lines()).extracting(ExceptionLine::hits).containsExactly(1L);
        assertThat(scene.alerts())
                .extracting(one -> one.subject() + " " + one.held())
                .containsExactlyInAnyOrder("10.0.0.5 exception: scanner", "10.0.0.6 " + held);
        assertThat(
                        scene.alerts().stream()
                                .filter(a -> a.subject().equals("10.0.0.5"))
                                .map(a -> scene.detail(a.id()).exceptionId()))
                .containsExactly(exceptions.lines().get(0).id());
    }

    @Test
    void two_entries_that_spare_the_same_are_told_apart() throws IOException {
        write(
                "- {subject: 10.0.0.5, until: 2026-01-31" + REST + "}",
                "- {rule: '*', subject: 10.0.0.5" + REST + "}");

        scene.exceptions(exceptions).fresh(0, "10.0.0.5");

        assertThat(exceptions.lines()).extracting(ExceptionLine::hits).containsExactly(0L, 1L);
        String id = exceptions.lines().get(0).id();
        assertThat(exceptions.lines().get(1).id()).isEqualTo(id + "-2");
        assertThat(exceptions.remove(id + "-2")).isTrue();
        assertThat(exceptions.lines())
                .extracting(ExceptionLine::until)
                .containsExactly("2026-01-31");
    }

    private static ExceptionLine draft(String subject) {
        return ExceptionLine.draft("*", subject, null, null, null, "ann", "ticket 7", null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- {rule: '*', subject: x, reason: r} | line 1: owner is missing",
                "- {rule: '*', subject: x, owner: o} | line 1: reason is missing",
                "- {rule: '*', owner: o, reason: r} | line 1: one of subject, cidr",
                "- {rule: '*', cidr: 300.1.1.1, owner: o, reason: r} | line 1: 300.1.1.1 is no address",
                "- {rule: '*', cidr: 10.0.0.0/33, owner: o, reason: r} | line 1: 10.0.0.0/33 has an imp",
                "- {rule: '*', label: prod, owner: o, reason: r} | line 1: label must be key=value",
                "- {rule: '*', subject: x, owner: o, reason: r, until: soon} | line 1: until must be a day",
                "- {rule: '*', subject: [x], owner: o, reason: r} | line 1: subject must be one text",
                "rule: '*' | line 1: must be a list",
                "- [x | line"
            })
    void every_complaint_names_its_line(String text, String complaint) throws IOException {
        write(text);

        assertThat(error()).startsWith("exceptions.yaml " + complaint);
    }

    @Test
    void a_file_that_is_gone_or_empty_spares_nobody() throws IOException {
        write("- {rule: '*', subject: x" + REST + "}");
        Files.delete(file);
        exceptions.refresh(Journal.none());
        assertThat(spared("x")).isFalse();
        assertThat(error()).isEmpty();

        write("# nothing yet");
        assertThat(error()).isEmpty();
        assertThat(exceptions.holdingAt(at(0))).isZero();
    }
}
