package illumiomonitor.web.service;

import static illumiomonitor.web.service.MemoryService.TEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import illumiomonitor.engine.alert.CrossedEdits;
import illumiomonitor.engine.alert.ExceptionLine;
import illumiomonitor.engine.alert.ExceptionsState;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.replay.ReplayPlan;
import illumiomonitor.web.service.ServiceException.Problem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceRoundTripTest {

    @TempDir Path folder;

    private final MemoryService local = new MemoryService();
    private ServiceEndpoint endpoint;
    private Service remote;

    @BeforeEach
    void start() throws IOException {
        endpoint = ServiceEndpoint.start(local, folder);
        remote = new RemoteService(new Wire(endpoint.port(), new ServiceFiles(folder).token()));
    }

    @AfterEach
    void stop() {
        local.ended.countDown();
        endpoint.close();
    }

    @Test
    void every_answer_is_the_same_from_afar() throws InterruptedException {
        AlertFilter filter = new AlertFilter("OPEN", null, null, null, null, TEN, 5);
        Path file = Path.of("/tmp/x.drl");
        LocalDate day = LocalDate.of(2026, 11, 23);
        RecordRequest request =
                new RecordRequest("hq", "/tmp/r", true, Duration.ofHours(2), Duration.ofMinutes(5));

        assertThat(remote.about()).isEqualTo(local.about());
        assertThat(remote.plan(RunRequest.now())).isEqualTo(local.plan(RunRequest.now()));
        assertThat(remote.check(Journal.none())).isEqualTo(local.check(Journal.none()));
        assertThat(remote.installRules(true)).isEqualTo(local.installRules(true));
        assertThat(remote.rules()).isEqualTo(local.rules()).isNotEmpty();
        assertThat(remote.checkRules(file)).isEqualTo(local.checkRules(file)).isNotEmpty();
        assertThat(remote.checkRules(null)).isEmpty();
        assertThat(remote.checkRule("a.drl", "broken"))
                .isEqualTo(local.checkRule("a.drl", "broken"));
        assertThat(remote.testRules(file)).isEqualTo(local.testRules(file));
        ReplayPlan plan = new ReplayPlan("own/x", null, "abc", TEN, TEN.plusSeconds(300));
        assertThat(remote.replay(plan, Journal.none()))
                .isEqualTo(local.replay(plan, Journal.none()));
        ExplainQuestion why = new ExplainQuestion("own/x", "", "10.0.0.5", TEN);
        assertThat(remote.explain(why)).isEqualTo(local.explain(why));
        assertThat(remote.ruleHistory("own/x")).isEqualTo(local.ruleHistory("own/x"));
        assertThat(remote.waits()).isEqualTo(local.waits()).isNotEmpty();
        assertThat(remote.ruleDiff("own/x", "a", "b")).isEqualTo(local.ruleDiff("own/x", "a", "b"));
        assertThat(remote.cases("own/x")).isEqualTo(local.cases("own/x"));
        for (String text : List.of("fine", "brokken")) {
            CaseEdit edit = new CaseEdit("own/x", "c2", text, "me", "why");
            assertThat(remote.saveCases(edit)).isEqualTo(local.saveCases(edit));
        }
        Rollback back = new Rollback("own/x", "c1", "me", "why");
        assertThat(remote.rollback(back)).isEqualTo(local.rollback(back)).isNotEmpty();
        assertThat(remote.newRule(new NewRule("own/x", "sweep", "me", ""))).isEqualTo("own/x.drl");
        assertThat(remote.alerts(filter)).isEqualTo(local.alerts(filter));
        assertThat(remote.alert(4)).isEqualTo(local.alert(4));
        assertThat(remote.testChannels(null)).isEqualTo(local.answers);
        assertThat(remote.deadLetters(9)).isEqualTo(local.deadLetters(9)).isNotEmpty();
        assertThat(remote.resend(List.of(7L))).isEqualTo(local.resend(List.of(7L)));
        assertThat(remote.gaps(true)).isEqualTo(local.gaps(true)).hasSize(2);
        assertThat(remote.reconcile(day, Journal.none()))
                .isEqualTo(local.reconcile(day, Journal.none()));
        assertThat(remote.backfillPlan(3)).isEqualTo(local.backfillPlan(3));
        assertThat(remote.backfill(3, Journal.none())).isEqualTo(local.backfill(3, Journal.none()));
        assertThat(remote.backup(file)).isEqualTo(local.backup(file));
        assertThat(remote.record(request, Journal.none()))
                .isEqualTo(local.record(request, Journal.none()));
    }

    @Test
    void what_is_told_arrives() {
        remote.saveRule("own/x.drl", "text", "me");
        remote.setRuleMode("own/x", "OFF", "me");
        remote.rollback(new Rollback("own/x", "abc", "me", "too loud"));
        remote.switchRule(new ModeSwitch("own/x", "LIVE", "me", "sure", true));
        ExceptionLine spared =
                ExceptionLine.draft("*", "10.0.0.5", null, null, null, "ann", "ticket 7", null);
        remote.addException(spared);
        assertThat(remote.exceptions()).containsExactly(spared);
        local.exceptionsState =
                new ExceptionsState(
                        "exceptions.yaml line 1: odd",
                        1,
                        Instant.EPOCH,
                        new CrossedEdits(Instant.EPOCH, List.of(spared), List.of()));
        assertThat(remote.exceptionsState()).isEqualTo(local.exceptionsState);
        remote.removeException("ann");
        remote.acknowledge(new AlertDecision(4, "me", "mine"));
        remote.closeAlert(new AlertDecision(4, "me", "done"));
        remote.addUser(new NewUser("ann", "ADMIN", "correct horse"));
        remote.setPassword("ann", "battery staple");

        assertThat(local.texts).containsEntry("own/x.drl", "text");
        assertThat(local.modes).containsEntry("own/x", "OFF");
        assertThat(remote.users()).extracting(UserRow::username).containsExactly("ann");
        assertThat(local.told)
                .anyMatch(told -> told.startsWith("rollback") && told.contains("too loud"))
                .anyMatch(told -> told.startsWith("switch") && told.contains("override=true"))
                .contains("password correct horse", "password battery staple")
                .anyMatch(line -> line.startsWith("ack") && line.contains("mine"))
                .anyMatch(line -> line.startsWith("close") && line.contains("done"));

        remote.deleteRule("own/x", "me");
        remote.removeUser("ann");

        assertThat(local.texts).isEmpty();
        assertThat(local.people).isEmpty();
    }

    @Test
    void a_run_tells_how_it_goes_while_it_goes() throws InterruptedException {
        List<String> news = new CopyOnWriteArrayList<>();

        RunOutcome outcome = remote.run(RunRequest.now(), noting(news, new CountDownLatch(1)));

        assertThat(outcome.runs()).extracting(RunRow::run).containsExactly(17L);
        assertThat(news)
                .containsExactly("pulling hq", "! the clock of hq is 90 s ahead", "ticks 3/3");
    }

    @Test
    void rows_come_one_by_one_with_their_types() throws InterruptedException {
        List<List<@Nullable Object>> rows = new ArrayList<>();

        SqlEnd end =
                remote.sql(new SqlRequest("select 1", Duration.ofSeconds(30), 2), collecting(rows));

        assertThat(rows)
                .containsExactly(
                        Arrays.asList("name", "n", "n", "at"),
                        Arrays.asList("=cmd()", 0, null, "2026-11-23T10:00:00Z"),
                        Arrays.asList("a,\"b\"", 1, null, "2026-11-23T10:00:00Z"));
        assertThat(end.cut()).startsWith("the answer was cut after 2 rows");
    }

    @Test
    void a_problem_keeps_its_kind_and_its_sentence() {
        assertThatThrownBy(() -> remote.alert(5))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        e -> assertThat(e.problem()).isEqualTo(Problem.BAD_INPUT))
                .hasMessage("there is no alert 5");
    }

    @Test
    void who_stops_waiting_is_let_go_and_the_service_goes_on() throws Exception {
        local.waits = true;
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        Thread asking =
                new Thread(
                        () -> {
                            try {
                                remote.run(RunRequest.now(), noting(new ArrayList<>(), begun));
                            } catch (InterruptedException | RuntimeException e) {
                                end.complete(e);
                            }
                        });

        asking.start();
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        asking.interrupt();

        assertThat(end.get(5, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        assertThat(remote.about()).isEqualTo(local.about());
    }

    @Test
    void without_the_token_nothing_is_answered() throws Exception {
        Service stranger = new RemoteService(new Wire(endpoint.port(), ServiceFiles.newToken()));
        URI about = URI.create("http://127.0.0.1:" + endpoint.port() + "/api/service/about");
        HttpRequest bare =
                HttpRequest.newBuilder(about)
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))
                        .build();

        assertThatThrownBy(stranger::about)
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        e -> assertThat(e.problem()).isEqualTo(Problem.NOT_PERMITTED));
        assertThat(HttpClient.newHttpClient().send(bare, BodyHandlers.ofString()).statusCode())
                .isEqualTo(401);
    }

    @Test
    void the_files_are_their_owners_only_and_go_with_the_service() throws IOException {
        Path token = folder.resolve("service.token");
        Path place = folder.resolve("service.json");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(token)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place)))
                .isEqualTo("rw-------");

        endpoint.close();

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_service_that_ended_meanwhile_is_said_to_have_ended() {
        endpoint.close();

        assertThatThrownBy(remote::rules)
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        e -> assertThat(e.problem()).isEqualTo(Problem.AWAY));
    }

    private static RowSink collecting(List<List<@Nullable Object>> rows) {
        return new RowSink() {
            @Override
            public void columns(List<String> names) {
                rows.add(new ArrayList<>(names));
            }

            @Override
            public void row(List<@Nullable Object> values) {
                rows.add(values);
            }
        };
    }

    private static Journal noting(List<String> news, CountDownLatch begun) {
        return new Journal() {
            @Override
            public void info(String line) {
                news.add(line);
            }

            @Override
            public void warn(String line) {
                news.add("! " + line);
            }

            @Override
            public void progress(String what, long done, long of) {
                news.add(what + " " + done + "/" + of);
                begun.countDown();
            }
        };
    }
}
