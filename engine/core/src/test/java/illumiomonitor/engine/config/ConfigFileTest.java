package illumiomonitor.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {

    private static final String LEAST =
            "pce:\n  - {name: hq, url: \"https://pce.example.com:8443\", key: k, secret: s}\n";

    @TempDir Path folder;

    @Test
    void one_pce_is_enough_and_everything_else_has_a_default() throws IOException {
        Config config = load(LEAST);

        Config.Pce pce = config.pces().get(0);
        assertThat(pce.url()).isEqualTo(URI.create("https://pce.example.com:8443"));
        assertThat(pce.org()).isEqualTo(1);
        assertThat(pce.verify()).isTrue();
        assertThat(pce.console()).isNull();
        assertThat(config.storeUrl()).isEqualTo("jdbc:h2:file:" + folder.resolve("data/monitor"));
        assertThat(config.schedule()).isEqualTo(new Config.Schedule(Duration.ofMinutes(5), null));
        assertThat(config.pull()).isEqualTo(Config.Pull.defaults());
        assertThat(config.keep()).isEqualTo(Config.Keep.defaults());
        assertThat(config.judge()).isEqualTo(Config.Judge.defaults());
        assertThat(config.rules()).isEqualTo(new Config.Rules(folder.resolve("rules"), true));
        assertThat(config.channels()).isEmpty();
        assertThat(config.display().language()).isEqualTo(Locale.ENGLISH);
        assertThat(config.hours().days()).hasSize(5).doesNotContain(DayOfWeek.SATURDAY);
        assertThat(config.pluginsDir()).isEqualTo(folder.resolve("plugins"));
        assertThat(config.web().bind()).isEqualTo("127.0.0.1");
        assertThat(config.web().address()).isNull();
        assertThat(config.web().port()).isEqualTo(8080);
    }

    @Test
    void every_key_is_read() throws IOException {
        Files.writeString(folder.resolve("ca.pem"), "-");
        Files.writeString(folder.resolve("web.p12"), "-");
        Files.writeString(folder.resolve("holidays.txt"), "2026-12-25 # Christmas\n\n2027-01-01\n");
        Config config =
                load(
                        """
                pce:
                  - name: hq
                    url: https://pce.example.com:8443/
                    org: 7
                    key: api_1
                    secret: s
                    tls: {verify: false, ca-file: ca.pem}
                    proxy: http://proxy.example.com:3128
                    console: https://console.example.com/illumio
                    draft: true
                store: {url: "jdbc:h2:file:./here/store;CACHE_SIZE=1"}
                schedule: {cron: "*/5 * * * *"}
                pull: {settle: 0m, overlap: 1h30m, deadline: 20m, requests-per-minute: 100, spread-after: 1h, max-results: 1000,
                       first-run: 2d, counters: clipped, own-noise: true, min-free-disk: 5_000}
                keep: {flows: 3d, rollups: 10d, events: 11d, alerts: 12d, runs: 13d}
                rules: {dir: /etc/rules, web-edit: unsafe}
                judge: {max-facts: 10, rule-budget: 5s}
                channels:
                  - {name: soc, type: webhook, url: "https://soc.example.com/hook", headers: {X-Team: blue}, to: [a, b], proxy: null, ca-file: soc.pem}
                display: {zone: Asia/Taipei, language: zh-TW}
                hours: {days: "sat-mon,wed", from: "08:30", to: "17:00", holidays: holidays.txt}
                plugins: {dir: more}
                web: {bind: 0.0.0.0, port: 0, address: "https://monitor.example.com/", tls: {keystore: web.p12, password: p}}
                """);

        Config.Pce pce = config.pces().get(0);
        assertThat(pce.url()).isEqualTo(URI.create("https://pce.example.com:8443"));
        assertThat(pce.caFile()).isEqualTo(folder.resolve("ca.pem"));
        assertThat(pce.proxy()).isEqualTo(URI.create("http://proxy.example.com:3128"));
        assertThat(pce.console()).isEqualTo(URI.create("https://console.example.com/illumio"));
        assertThat(List.of(pce.verify(), pce.draft())).containsExactly(false, true);
        assertThat(config.storeUrl())
                .isEqualTo("jdbc:h2:file:" + folder.resolve("here/store") + ";CACHE_SIZE=1");
        assertThat(StoreUrl.dataFolder(config)).isEqualTo(folder.resolve("here"));
        assertThat(config.web().address()).isEqualTo(URI.create("https://monitor.example.com"));
        assertThat(config.schedule().cron()).isEqualTo("*/5 * * * *");
        assertThat(config.pull().settle()).isZero();
        assertThat(config.pull().overlap()).isEqualTo(Duration.ofMinutes(90));
        assertThat(config.pull().minFreeDisk()).isEqualTo(5_000);
        assertThat(config.rules()).isEqualTo(new Config.Rules(Path.of("/etc/rules"), true));
        assertThat(config.channels().get(0).kind()).isEqualTo("webhook");
        assertThat(config.channels().get(0).settings().texts("to")).containsExactly("a", "b");
        assertThat(config.channels().get(0).settings().text("proxy", "none")).isEqualTo("none");
        assertThat(config.channels().get(0).settings().text("ca-file"))
                .isEqualTo(folder.resolve("soc.pem").toString());
        assertThat(config.display())
                .isEqualTo(
                        new Config.Display(ZoneId.of("Asia/Taipei"), Locale.TRADITIONAL_CHINESE));
        assertThat(config.hours().days())
                .containsExactly(
                        DayOfWeek.MONDAY,
                        DayOfWeek.WEDNESDAY,
                        DayOfWeek.SATURDAY,
                        DayOfWeek.SUNDAY);
        assertThat(config.hours().from()).isEqualTo(LocalTime.of(8, 30));
        assertThat(config.hours().holidays()).contains(LocalDate.of(2027, 1, 1)).hasSize(2);
        assertThat(config.web().tlsPassword().reveal()).isEqualTo("p");
    }

    @Test
    void json_is_yaml_even_when_it_is_indented_with_tabs() throws IOException {
        Config config =
                load(
                        "{\n\t\"pce\": [\n\t\t{\"name\": \"hq\", \"url\": \"http://127.0.0.1:1\", \"key\": \"k\", \"secret\": \"s\"}\n\t]\n}");

        assertThat(config.pces()).extracting(Config.Pce::name).containsExactly("hq");
    }

    @Test
    void the_environment_is_put_in_as_a_value_and_never_changes_the_tree() throws IOException {
        Config config =
                load(
                        LEAST.replace("key: k, secret: s", "key: \"${KEY}\", secret: \"${SECRET}\"")
                                + "web: {port: \"${PORT:-9090}\"}\nrules: {dir: \"${NOTHING:-}\"}\n",
                        Map.of("KEY", "a\nb: {c", "SECRET", "${KEY}$1\\", "PORT", ""));

        assertThat(config.pces().get(0).key()).isEqualTo("a\nb: {c");
        assertThat(config.pces().get(0).secret().reveal()).isEqualTo("${KEY}$1\\");
        assertThat(config.web().port()).isEqualTo(9090);
        assertThat(config.rules().dir()).isEqualTo(folder.resolve("rules"));
    }

    @Test
    void a_doubled_dollar_is_a_plain_one() throws IOException {
        assertThat(
                        load(LEAST.replace("secret: s", "secret: \"a$${b}\""))
                                .pces()
                                .get(0)
                                .secret()
                                .reveal())
                .isEqualTo("a${b}");
    }

    @Test
    void without_a_name_the_usual_file_is_taken_or_the_way_to_one_is_said() throws IOException {
        assertThatThrownBy(() -> ConfigFile.find(null, folder))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("copy monitor.example.yaml to monitor.yaml");

        Files.writeString(folder.resolve("monitor.yaml"), LEAST);

        assertThat(ConfigFile.find(null, folder)).isEqualTo(folder.resolve("monitor.yaml"));
        assertThat(ConfigFile.find(Path.of("other.yaml"), folder)).isEqualTo(Path.of("other.yaml"));
    }

    @Test
    void the_example_says_exactly_what_the_defaults_are() throws IOException {
        Path example = Path.of(System.getProperty("monitor.root")).resolve("monitor.example.yaml");
        Map<String, String> env = Map.of("PCE_KEY", "k", "PCE_SECRET", "s");

        Config config = load(Files.readString(example), env);

        Config least = load(LEAST);
        assertThat(config)
                .usingRecursiveComparison()
                .ignoringFields("pces.secret", "web.tlsPassword")
                .isEqualTo(least);
    }

    @Test
    void everything_that_the_example_comments_out_is_known_too() throws IOException {
        Path example = Path.of(System.getProperty("monitor.root")).resolve("monitor.example.yaml");
        String all =
                Files.readString(example)
                        .replace("channels: []", "channels:")
                        .replaceAll("(?m)^#(  )", "$1");
        Map<String, String> env =
                Map.of(
                        "PCE_KEY",
                        "k",
                        "PCE_SECRET",
                        "s",
                        "SOC_SECRET",
                        "t",
                        "SMTP_PASSWORD",
                        "p",
                        "LINE_TOKEN",
                        "l",
                        "LINE_GROUP",
                        "g");

        assertThat(load(all, env).channels())
                .extracting(Config.Channel::kind)
                .containsExactly("webhook", "smtp", "line");
    }

    @Test
    void a_file_that_is_not_there_is_said_so() {
        assertThatThrownBy(() -> ConfigFile.load(folder.resolve("none.yaml"), Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageEndingWith("none.yaml does not exist");
    }

    private Config load(String text) throws IOException {
        return load(text, Map.of());
    }

    private Config load(String text, Map<String, String> env) throws IOException {
        Path file = folder.resolve("monitor.yaml");
        Files.writeString(file, text);
        return ConfigFile.load(file, env);
    }
}
