package illumiomonitor.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigErrorsTest {

    private static final String PCE =
            "pce:\n  - {name: hq, url: \"https://pce.example.com\", key: k, secret: HUSH}\n";

    @TempDir Path folder;

    @ParameterizedTest(name = "{1}")
    @MethodSource("mistakes")
    void a_mistake_is_one_sentence_with_file_line_and_key(String text, String sentence)
            throws IOException {
        Path file = folder.resolve("monitor.yaml");
        Files.writeString(file, text);

        ConfigException mistake =
                catchThrowableOfType(
                        ConfigException.class,
                        () -> ConfigFile.load(file, Map.of("TOKEN", "HUSH")));

        assertThat(mistake).hasMessage(file + ":" + sentence);
        assertThat(mistake.getMessage()).doesNotContain("HUSH").doesNotContain("\n");
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake("", "1: is empty; monitor.example.yaml shows what to write"),
                mistake("# nothing yet\n", "1: is empty; monitor.example.yaml shows what to write"),
                mistake("- a\n", "1: the file must have keys of its own, written as 'key: value'"),
                mistake("pce: []\n", "1: pce must list at least one PCE"),
                mistake("web: {port: 1}\n", "1: pce must list at least one PCE"),
                mistake("pce: hq\n", "1: pce must have keys of its own, written as 'key: value'"),
                mistake(PCE + "puls: {}\n", "3: puls is not known; did you mean pull?"),
                mistake(
                        PCE + "pull:\n  settle: 1m\n  overlpa: 2m\n",
                        "5: pull.overlpa is not known; did you mean overlap?"),
                mistake(PCE + "web: {}\nweb: {}\n", "4: web is written twice"),
                mistake(PCE.replace("url:", "ulr:"), "2: pce.ulr is not known; did you mean url?"),
                mistake(PCE.replace("name: hq", "name: \"\""), "2: pce.name is missing"),
                mistake(PCE.replace("secret: HUSH", "secret:"), "2: pce.secret is missing"),
                mistake(
                        PCE.replace("k,", "'${NOKEY}',"),
                        "2: pce.key needs the environment variable NOKEY, which is not set; set it or write ${NOKEY:-default}"),
                mistake(
                        PCE.replace("k,", "'${NO-KEY}',"),
                        "2: pce.key has a ${ that is not followed by NAME} or NAME:-default}; write $${ for a plain ${"),
                mistake(
                        PCE.replace("k,", "${KEY},"),
                        "2: is not YAML: expected ',' or '}', but got {; put \"${NAME}\" in quotes"),
                mistake(
                        PCE.replace("secret: HUSH", "secret: !HUSH x"),
                        "2: pce.secret begins with a sign that YAML reads as its own: put the value in quotes"),
                mistake(
                        PCE.replace("secret: HUSH", "secret: *HUSH"),
                        "2: is not YAML: a value that begins with *, & or ! needs quotes"),
                mistake(
                        PCE.replace("secret: HUSH", "secret: [HUSH]"),
                        "2: pce.secret must be one value"),
                mistake(PCE + PCE.replace("pce:\n", ""), "3: pce.name is used twice: hq"),
                mistake(
                        PCE.replace("example.com", "example.com/api"),
                        "2: pce.url must end after host and port, without a path"),
                mistake(
                        PCE.replace("//pce", "//me:HUSH@pce"),
                        "2: pce.url must not hold a user name or a password"),
                mistake(
                        PCE.replace("https://pce.example.com", "${TOKEN} x"),
                        "2: pce.url must look like https or http://host:port"),
                mistake(
                        PCE.replace("https://", "ftp://"),
                        "2: pce.url must look like https or http://host:port"),
                mistake(
                        PCE.replace("k,", "k, org: main,"),
                        "2: pce.org must be a whole number from 1 to 2147483647"),
                mistake(
                        PCE.replace("k,", "k, proxy: 'http://proxy',"),
                        "2: pce.proxy must look like http://host:port"),
                mistake(
                        PCE + "store: {url: 'jdbc:mysql:x;PASSWORD=HUSH'}\n",
                        "3: store.url must begin with jdbc:h2:file: or jdbc:postgresql:"),
                mistake(
                        PCE + "schedule: {every: 7m}\n",
                        "3: schedule.every must divide a day evenly, as 1m, 5m, 10m, 15m, 30m or 1h do"),
                mistake(
                        PCE + "schedule: {every: 5}\n",
                        "3: schedule.every must be a length of time such as 30s, 5m, 24h or 14d"),
                mistake(PCE + "schedule: {every: 0m}\n", "3: schedule.every must be at least 1s"),
                mistake(
                        PCE + "schedule: {every: 5m, cron: '* * * * *'}\n",
                        "3: schedule.cron and schedule.every exclude each other"),
                mistake(
                        PCE + "schedule: {cron: '99 * * * *'}\n",
                        "3: schedule.cron must have five cron fields, such as \"*/5 * * * *\""),
                mistake(
                        PCE + "schedule: {cron: '0 0 30 2 *'}\n",
                        "3: schedule.cron never comes: no day of the calendar fits its fields"),
                mistake(
                        PCE + "web:\n  address: monitor.example.com\n",
                        "4: web.address must look like https or http://host:port"),
                mistake(
                        PCE + "web: {address: 'https://example.com/monitor'}\n",
                        "3: web.address must end after host and port, without a path"),
                mistake(PCE + "keep: {flows: 2d}\n", "3: keep.flows must be at least 3d"),
                mistake(
                        PCE + "pull: {counters: sum}\n",
                        "3: pull.counters must be one of auto, bucket, clipped"),
                mistake(
                        PCE + "rules: {web-edit: maybe}\n",
                        "3: rules.web-edit must be one of on, true, off, false, unsafe"),
                mistake(
                        PCE + "channels:\n  - {name: a, type: smtp}\n  - {name: a, type: line}\n",
                        "5: channels.name is used twice: a"),
                mistake(PCE + "channels:\n  - {name: a}\n", "4: channels.type is missing"),
                mistake(
                        PCE + "display: {zone: Taipei}\n",
                        "3: display.zone must be a time zone such as Asia/Taipei or UTC"),
                mistake(
                        PCE + "display: {language: de}\n",
                        "3: display.language must be one of en, zh-TW, zh_TW"),
                mistake(
                        PCE + "hours: {days: mon-xyz}\n",
                        "3: hours.days must be days such as mon-fri or [mon, wed, sat]"),
                mistake(
                        PCE + "hours: {from: '20:00'}\n",
                        "3: hours.to must be later than hours.from"),
                mistake(
                        PCE + "hours: {holidays: [2026-13-01]}\n",
                        "3: hours.holidays must be dates such as 2026-12-25, or a file with one a line"),
                mistake(
                        PCE + "web: {port: 70000}\n",
                        "3: web.port must be a whole number from 0 to 65535"),
                mistake(PCE + "web: {tls: {password: HUSH}}\n", "3: web.tls.keystore is missing"),
                mistake(
                        PCE + "web: [1, 2\n",
                        "4: is not YAML: expected ',' or ']', but got <stream end>"));
    }

    private static Arguments mistake(String text, String sentence) {
        return Arguments.of(text, sentence);
    }
}
