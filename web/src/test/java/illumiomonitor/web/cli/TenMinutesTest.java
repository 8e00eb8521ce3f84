package illumiomonitor.web.cli;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.lab.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does what rules/README.md says, step by step, word by word. */
class TenMinutesTest {

    private static final Path README = Path.of("../rules/README.md");
    private static final Pattern BLOCK = Pattern.compile("```(\\w*)\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    @TempDir Path folder;

    private static String steps() throws IOException {
        String page = Files.readString(README);
        int from = page.indexOf("## Write a rule in ten minutes");
        return page.substring(from, page.indexOf("\n## ", from));
    }

    @Test
    void every_step_does_what_it_says() throws Exception {
        try (Lab lab = Lab.empty(Clock.systemUTC()).start()) {
            lab.habits().requestsPerMinute(100_000);
            configure(lab);
            assertThat(typed("run")).isZero();
            List<String> done = new ArrayList<>();
            Matcher block = BLOCK.matcher(steps());
            while (block.find()) {
                switch (block.group(1)) {
                    case "" -> write("rules/mine/telnet.drl", block.group(2));
                    case "yaml" -> write("rules/mine/telnet.yaml", block.group(2));
                    default -> block.group(2).lines().forEach(line -> done.add(line(line)));
                }
            }

            assertThat(done).hasSize(8);
            assertThat(done.get(1)).contains("All rules compile");
            assertThat(done.get(2)).contains("2 cases passed, 0 failed");
            assertThat(done.get(3)).contains("mine/telnet", "nobody was told");
            assertThat(done.get(4)).contains("NO   Flow", "Nothing found about 10.0.0.5");
            assertThat(done.get(5)).contains("live from the next tick on");
            assertThat(done.get(7)).contains("quiet for a day", "judges");
        }
    }

    private String line(String command) {
        assertThat(command).startsWith("./monitor ");
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(command.substring("./monitor ".length()));
        while (word.find()) {
            words.add(word.group(1) == null ? word.group(2) : word.group(1));
        }
        Instant now = Instant.now();
        words.replaceAll(
                one ->
                        one.equals("2026-11-23T08:00:00Z")
                                ? now.minusSeconds(3600).toString()
                                : one.equals("2026-11-23T09:00:00Z") ? now.toString() : one);
        Typed typed = Typed.again(folder).real();
        assertThat(typed.run(words.toArray(String[]::new)))
                .as("%s: %s", command, typed.err())
                .isZero();
        return typed.out();
    }

    private int typed(String... words) {
        return Typed.again(folder).real().run(words);
    }

    private void write(String file, String text) throws IOException {
        assertThat(folder.resolve(file)).as("begun from the template").exists();
        Files.writeString(folder.resolve(file), text);
    }

    private void configure(Lab lab) throws IOException {
        Files.createDirectories(folder.resolve("rules"));
        Typed.in(
                folder,
                """
                pce: [{name: lab, url: "%s", org: %d, key: "%s", secret: "%s"}]
                pull: {requests-per-minute: 100000, first-run: 1h}
                rules: {dir: rules}
                display: {zone: UTC}
                """
                        .formatted(lab.url(), lab.org(), lab.key(), lab.secret()));
    }
}
