package illumiomonitor.web.page;

import illumiomonitor.engine.config.Config;
import illumiomonitor.spi.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A configuration with two PCEs on a free port of the loopback. */
public final class TestConfig {

    /** Nothing may ever show it. */
    public static final String SECRET = "a-secret-nobody-may-see";

    private TestConfig() {}

    public static Config of(boolean webEdit, Locale language) {
        return of(webEdit, language, 0, null);
    }

    /** The first PCE's certificate is not looked at. */
    public static Config unverified() {
        return of(false, Locale.ENGLISH, 0, null, pce("hq", false));
    }

    public static Config of(boolean webEdit, Locale language, int port, @Nullable Path keystore) {
        return of(webEdit, language, port, keystore, pce("hq", true));
    }

    private static Config of(
            boolean webEdit, Locale language, int port, @Nullable Path keystore, Config.Pce first) {
        return new Config(
                Path.of("/nowhere/monitor.yaml"),
                List.of(first, pce("plant", true)),
                "jdbc:h2:mem:",
                new Config.Schedule(Duration.ofMinutes(5), null),
                Config.Pull.defaults(),
                Config.Keep.defaults(),
                new Config.Rules(Path.of("/nowhere/rules"), webEdit),
                Config.Judge.defaults(),
                List.of(),
                new Config.Display(ZoneId.of("Asia/Taipei"), language),
                new Config.Hours(Set.of(), LocalTime.of(7, 0), LocalTime.of(19, 0), Set.of()),
                Path.of("/nowhere/plugins"),
                new Config.Web("127.0.0.1", port, keystore, new Secret(SECRET), null));
    }

    private static Config.Pce pce(String name, boolean verify) {
        return new Config.Pce(
                name,
                URI.create("https://pce.example.com:8443"),
                1,
                "api_key",
                new Secret(SECRET),
                verify,
                null,
                null,
                null,
                false);
    }
}
