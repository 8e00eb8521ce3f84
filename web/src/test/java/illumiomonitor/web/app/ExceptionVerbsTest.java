package illumiomonitor.web.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import illumiomonitor.engine.Engine;
import illumiomonitor.engine.alert.ExceptionLine;
import illumiomonitor.engine.config.ConfigFile;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.pce.Pace;
import illumiomonitor.web.service.RunRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What happens to exceptions when people change them, in every way they can. */
class ExceptionVerbsTest extends Authoring {

    /** At eight, settled, and told of. */
    private void somebodyIsFound() throws Exception {
        service.run(RunRequest.now(), Journal.none());
        clock.set(EIGHT);
        blocked("10.0.0.5", 9);
        blocked("10.0.0.6", 9);
        service.run(RunRequest.now(), Journal.none());
        clock.advance(Duration.ofMinutes(25));
        service.run(RunRequest.now(), Journal.none());
        assertThat(held("10.0.0.5")).containsOnly("");
    }

    @Test
    void an_exception_spares_at_settled_ticks_of_the_past_too_and_counts() throws Exception {
        somebodyIsFound();

        service.addException(spare("10.0.0.*5", "ticket 7"));
        clock.advance(Duration.ofMinutes(5));
        service.run(RunRequest.now(), Journal.none());

        assertThat(held("10.0.0.5")).containsOnly("exception: ticket 7");
        assertThat(held("10.0.0.6")).containsOnly("");
        assertThat(service.exceptions())
                .extracting(ExceptionLine::owner, ExceptionLine::hits)
                .containsExactly(tuple("ann", 2L));
    }

    @Test
    void an_exception_that_was_written_while_nothing_ran_spares_the_past_too() throws Exception {
        somebodyIsFound();

        service.close();
        Files.writeString(
                folder.resolve("rules/exceptions.yaml"),
                "- {subject: 10.0.0.5, owner: ann, reason: ticket 7}\n");
        begin();
        clock.advance(Duration.ofMinutes(5));
        service.run(RunRequest.now(), Journal.none());

        assertThat(held("10.0.0.5")).containsOnly("exception: ticket 7");
    }

    @Test
    void an_exception_that_another_process_read_first_spares_the_past_too() throws Exception {
        somebodyIsFound();

        service.close();
        begin();
        service.addException(spare("10.0.0.5", "ticket 7"));
        service.close();
        begin();
        clock.advance(Duration.ofMinutes(5));
        service.run(RunRequest.now(), Journal.none());

        assertThat(held("10.0.0.5")).containsOnly("exception: ticket 7");
    }

    private void begin() {
        engine =
                Engine.open(
                        ConfigFile.load(folder.resolve("monitor.yaml"), Map.of()),
                        clock,
                        Pace.brisk());
        service = EngineService.owning(engine);
    }

    @Test
    void an_exception_that_was_just_written_by_hand_is_explained() throws Exception {
        service.run(RunRequest.now(), Journal.none());
        clock.set(EIGHT);
        blocked("10.0.0.5", 9);
        service.run(RunRequest.now(), Journal.none());
        Files.writeString(
                folder.resolve("rules/exceptions.yaml"),
                "- {subject: 10.0.0.5, owner: ann, reason: ticket 7}\n");

        assertThat(service.explain(question("10.0.0.5", EIGHT)).toString()).contains("ticket 7");
    }

    @Test
    void the_file_and_the_verbs_edit_one_set_and_comments_stay() throws Exception {
        Path exceptions = folder.resolve("rules/exceptions.yaml");
        Files.writeString(
                exceptions,
                """
                # Agreed with the board.
                - {rule: own/smb, cidr: 10.1.0.0/16, owner: bob, reason: scanners}   # until the move

                # Old switches.
                - rule: "*"
                  name: switch-1
                  owner: ann
                  reason: telnet   # sorry
                """);
        service.addException(spare("10.0.0.5", "a \"quoted\": # reason"));
        List<ExceptionLine> three = service.exceptions();

        assertThat(three)
                .extracting(ExceptionLine::reason)
                .containsExactly("scanners", "telnet", "a \"quoted\": # reason");
        service.removeException(three.get(1).id());

        assertThat(Files.readString(exceptions))
                .contains("# Agreed with the board.", "# until the move", "# Old switches.")
                .doesNotContain("telnet");
        assertThat(service.exceptions()).hasSize(2);
        assertThatThrownBy(() -> service.removeException("none"))
                .hasMessageContaining("no exception none");
        assertThatThrownBy(
                        () ->
                                service.addException(
                                        ExceptionLine.draft(
                                                "*", null, null, null, null, "ann", "all", null)))
                .hasMessageContaining("who is spared");
        assertThat(service.exceptions()).hasSize(2);
    }

    @Test
    void an_exception_that_would_spare_nobody_or_too_many_is_refused_in_a_sentence() {
        assertThatThrownBy(() -> service.addException(of("own/smv", "10.0.0.5", null, null)))
                .hasMessage("there is no rule own/smv: it would spare nobody");
        assertThatThrownBy(() -> service.addException(of(RULE, "10.0.0.5", null, "2026-06-30")))
                .hasMessage("until is 2026-06-30, which is over: it would spare nobody");
        assertThatThrownBy(() -> service.addException(of(RULE, null, "10.1.2.3/8", null)))
                .hasMessage(
                        "10.1.2.3/8 does not begin its block: write 10.0.0.0/8 for the block, or"
                                + " 10.1.2.3 for that address");
        assertThatThrownBy(() -> service.addException(of(RULE, null, "fd00::1/8", null)))
                .hasMessageContaining("write fd00:0:0:0:0:0:0:0/8 for the block");
        assertThatThrownBy(() -> service.addException(of(RULE, null, "banana", null)))
                .hasMessage("banana is no address block such as 10.0.0.0/8");
        assertThat(service.exceptions()).isEmpty();

        service.addException(of("own/*", null, "10.1.2.3/32", "2026-07-01"));
        assertThat(service.exceptions()).hasSize(1);
    }

    private static ExceptionLine of(
            String rule, @Nullable String subject, @Nullable String cidr, @Nullable String until) {
        return ExceptionLine.draft(rule, subject, cidr, null, null, "ann", "ticket 7", until);
    }

    private static ExceptionLine spare(String subject, String reason) {
        return ExceptionLine.draft(RULE, subject, null, null, null, "ann", reason, "2026-12-31");
    }

    private List<String> held(String subject) {
        return engine.store()
                .jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery(
                                                "select held from finding where subject = ? and not withdrawn order by tick")
                                        .bind(0, subject)
                                        .mapTo(String.class)
                                        .list());
    }
}
