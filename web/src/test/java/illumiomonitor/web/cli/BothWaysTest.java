package illumiomonitor.web.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import illumiomonitor.lab.Lab;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as it ships, asked alone and while it serves. */
class BothWaysTest {

    private static final String VALUES =
            "values(12345678.9,98765432109876543210,1e30,1e-9,log(7),null,array[1,2],json_object('a':0.10))";

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
        "rules allowed",
        "alerts list --rule event/failed-sign-ins",
        "alerts list --rule event/failed-sign-ins --json",
        "alerts show 987654",
        "alerts ack 987654",
        "alerts close 987654",
        "gaps --all",
        "channels test",
        "channels test nobody",
        "channels dead",
        "channels dead --json",
        "channels resend 987654",
        "channels resend --all",
        "users list",
        "users remove nobody",
        "sql values(1) --format csv",
        "sql " + VALUES,
        "sql " + VALUES + " --format csv",
        "sql " + VALUES + " --format json",
        "sql shutdown",
        "pce record folder --pce nobody",
    };

    private static final Set<String> KEPT =
            Set.of(
                    "always.drl",
                    "failed-sign-ins.drl",
                    "pce-unhealthy.drl",
                    "horizontal-sweep.drl");

    /** An alert for each round. */
    private static final String ALWAYS =
            """
            package illumiomonitor.rules.own
            import illumiomonitor.spi.*
            global illumiomonitor.spi.Findings findings
            rule "own/always"
                @title("Always")
                @severity(LOW)
                @window("10m")
            when
                Tick()
            then
                findings.add( "alone", "seen" );
                findings.add( "served", "seen" );
            end
            """;

    private final String[] sameEnd = {
        "check", "reconcile --day " + LocalDate.now(ZoneOffset.UTC), "backfill --days 2 --yes"
    };

    @TempDir Path folder;

    @Test
    void every_verb_works_alone_and_while_the_service_runs_and_ends_alike() throws Exception {
        try (Lab lab = Lab.demo(1, Clock.systemUTC()).start()) {
            configure(lab);
            Files.createDirectories(folder.resolve("rules/own"));
            Files.writeString(folder.resolve("rules/own/always.drl"), ALWAYS);
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
        Map<String, Ended> all() throws IOException, URISyntaxException;
    }

    private Map<String, Ended> askAll(String name) throws IOException, URISyntaxException {
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
        Typed changed = Typed.again(folder).real().piped("battery horse staple correct\n");
        ends.put(
                "users password",
                new Ended(
                        changed.run("users", "password", name, "--password-stdin"),
                        "",
                        changed.err()));
        ends.put("users remove", real("users remove " + name));
        ends.put("alerts ack", real("alerts ack " + alertOf(name)));
        ends.put("alerts close", real("alerts close " + alertOf(name)));
        ends.put(
                "exceptions add",
                real("rules exceptions add --subject 10.9.9.9 --owner me --reason scanner"));
        ends.put("exceptions remove", real("rules exceptions remove " + exception()));
        ends.put("pce record", real("pce record recorded-" + name + " --last 10m --anonymise"));
        ends.put("import-legacy", real("import-legacy " + legacy() + " --dry"));
        return ends;
    }

    private long alertOf(String subject) throws IOException {
        String found = real("alerts list --subject " + subject + " --json").out();
        return new ObjectMapper().readTree(found).get(0).get("id").asLong();
    }

    private String exception() throws IOException {
        String found = real("rules exceptions list --json").out();
        JsonNode first = new ObjectMapper().readTree(found).findPath("id");
        return first.asText();
    }

    private Path legacy() throws URISyntaxException {
        return Path.of(
                Objects.requireNonNull(BothWaysTest.class.getResource("/legacy/monitor.json"))
                        .toURI());
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
                // Cases go with their rule, or the next installation takes them away.
                String rule = name.replaceFirst("\\.yaml$", ".drl");
                boolean ours = rule.endsWith(".drl") && !name.equals("exceptions.yaml");
                if (ours && !KEPT.contains(rule)) {
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
