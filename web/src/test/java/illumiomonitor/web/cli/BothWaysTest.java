package illumiomonitor.web.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import illumiomonitor.lab.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as it ships, asked alone and while it serves. */
class BothWaysTest {

    private static final String[] SAME_WORDS = {
        "rules list",
        "rules list --json",
        "rules check",
        "rules check no-such-folder",
        "rules test",
        "rules install",
        "rules versions event/failed-sign-ins",
        "rules versions event/failed-sign-ins --json",
        "rules diff event/failed-sign-ins",
        "rules rollback event/failed-sign-ins none --reason x",
        "rules mode nobody live",
        "rules exceptions list --json",
        "rules exceptions remove none",
        "rules explain event/failed-sign-ins --subject ann --at 2026-11-23T10:00:00Z",
        "rules replay nobody --from 2026-11-23T10:00:00Z --to 2026-11-23T11:00:00Z",
        "rules new ../x",
        "rules reference Flow",
        "alerts list",
        "alerts list --json",
        "alerts show 987654",
        "alerts ack 987654",
        "alerts close 987654",
        "gaps --all",
        "channels test",
        "channels test nobody",
        "users list",
        "users remove nobody",
        "sql values(1) --format csv",
        "sql shutdown",
        "pce record folder --pce nobody",
    };

    private static final Set<String> KEPT =
            Set.of("failed-sign-ins.drl", "pce-unhealthy.drl", "horizontal-sweep.drl");

    private final String[] sameEnd = {
        "check", "reconcile --day " + LocalDate.now(ZoneOffset.UTC), "backfill --days 2 --yes"
    };

    @TempDir Path folder;

    @Test
    void every_verb_works_alone_and_while_the_service_runs_and_ends_alike() throws Exception {
        try (Lab lab = Lab.demo(1, Clock.systemUTC()).start()) {
            configure(lab);
            assertThat(real("rules install").code()).isZero();
            assertThat(real("run").code()).isZero();

            Map<String, Ended> alone = askAll("alone");
            Map<String, Ended> served = whileServing(() -> askAll("served"));

            SoftAssertions softly = new SoftAssertions();
            for (String verb : SAME_WORDS) {
                softly.assertThat(served.get(verb)).as(verb).isEqualTo(alone.get(verb));
            }
            alone.forEach(
                    (verb, ended) ->
                            softly.assertThat(served.get(verb).code())
                                    .as(verb + served.get(verb))
                                    .isEqualTo(ended.code()));
            softly.assertAll();
        }
    }

    private record Ended(int code, String out, String err) {}

    private interface Asking {
        Map<String, Ended> all() throws IOException;
    }

    private Map<String, Ended> askAll(String name) throws IOException {
        Map<String, Ended> ends = new LinkedHashMap<>();
        for (String verb : SAME_WORDS) {
            ends.put(verb, real(verb));
        }
        for (String verb : sameEnd) {
            ends.put(verb, real(verb));
        }
        ends.put("backup", real("backup " + name + ".zip"));
        Typed added = Typed.again(folder).real().piped("correct horse battery\n");
        ends.put(
                "users add",
                new Ended(added.run("users", "add", name, "--password-stdin"), "", added.err()));
        ends.put("users remove", real("users remove " + name));
        return ends;
    }

    private Map<String, Ended> whileServing(Asking asking) throws Exception {
        Typed serving = Typed.again(folder).real();
        CompletableFuture<Integer> end = new CompletableFuture<>();
        Thread service = new Thread(() -> end.complete(serving.run("serve", "--no-web")));
        service.start();
        try {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> serving.out().contains("READY ") || end.isDone());
            assertThat(serving.err()).isEmpty();
            await().atMost(Duration.ofSeconds(60)).until(this::firstRunEnded);
            return asking.all();
        } finally {
            service.interrupt();
            assertThat(end.get(20, TimeUnit.SECONDS)).isZero();
        }
    }

    // A new service runs at once, with the rules that are there at that moment.
    private boolean firstRunEnded() throws IOException {
        Typed typed = Typed.again(folder).real();
        String runs =
                "select result from history.runs where cause = 'SCHEDULE' and result <> 'RUNNING'";
        return typed.run("sql", runs, "--format", "csv") == 0
                && typed.out().lines().anyMatch(line -> line.matches("OK|PARTIAL"));
    }

    private Ended real(String verb) throws IOException {
        Typed typed = Typed.again(folder).real();
        int code = typed.run(verb.split(" "));
        if (verb.equals("rules install")) {
            keepFew();
        }
        return new Ended(code, typed.out(), typed.err());
    }

    /** How verbs end does not depend on how many rules there are; how long they take does. */
    private void keepFew() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("rules"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = String.valueOf(file.getFileName());
                if (name.endsWith(".drl") && !KEPT.contains(name)) {
                    Files.delete(file);
                }
            }
        }
    }

    // One tick a day: nothing changes by itself between the two rounds.
    private void configure(Lab lab) throws IOException {
        Typed.in(
                folder,
                """
                pce: [{name: lab, url: "%s", org: %d, key: "%s", secret: "%s"}]
                schedule: {every: 1d}
                pull: {requests-per-minute: 100000, first-run: 1h}
                display: {zone: UTC}
                """
                        .formatted(lab.url(), lab.org(), lab.key(), lab.secret()));
    }
}
