package illumiomonitor.engine.config;

import illumiomonitor.engine.config.Config.Channel;
import illumiomonitor.engine.config.Config.Display;
import illumiomonitor.engine.config.Config.Judge;
import illumiomonitor.engine.config.Config.Keep;
import illumiomonitor.engine.config.Config.Pce;
import illumiomonitor.engine.config.Config.Pull;
import illumiomonitor.engine.config.Config.Rules;
import illumiomonitor.engine.config.Config.Schedule;
import illumiomonitor.engine.config.Config.Web;
import illumiomonitor.spi.Secret;
import illumiomonitor.spi.Settings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns the keys of {@code monitor.yaml} into {@link Config}. Every default is here or in {@link
 * Config}.
 */
final class ConfigReader {

    private static final Logger LOG = LoggerFactory.getLogger(ConfigReader.class);

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Path file;
    private final Path folder;
    private final Section root;

    ConfigReader(Path file, Section root) {
        this.file = file;
        this.folder = file.resolveSibling("");
        this.root = root;
    }

    Config config() {
        root.only(
                "pce",
                "store",
                "schedule",
                "pull",
                "keep",
                "rules",
                "judge",
                "channels",
                "display",
                "hours",
                "plugins",
                "web");
        Section plugins = root.section("plugins").only("dir");
        return new Config(
                file,
                pces(),
                storeUrl(root.section("store").only("url")),
                schedule(root.section("schedule").only("every", "cron")),
                pull(root.section("pull")),
                keep(root.section("keep").only("flows", "rollups", "events", "alerts", "runs")),
                rules(root.section("rules").only("dir", "web-edit")),
                judge(root.section("judge").only("max-facts", "rule-budget")),
                channels(),
                display(root.section("display").only("zone", "language")),
                HoursReader.read(
                        root.section("hours").only("days", "from", "to", "holidays"), folder),
                pathOr(plugins, "dir", "plugins"),
                web(root.section("web").only("bind", "port", "address", "tls")));
    }

    private List<Pce> pces() {
        List<Section> sections = root.sections("pce");
        if (sections.isEmpty()) {
            throw root.fail("pce", "must list at least one PCE");
        }
        return unique(sections, this::pce, Pce::name);
    }

    private Pce pce(Section pce) {
        String type = pce.text("type").orElse("pce").strip();
        return type.equals("pce") ? client(pce) : Pce.of(feed(pce, type));
    }

    private Channel feed(Section pce, String type) {
        String name = pce.name("name");
        Map<String, Object> others = new LinkedHashMap<>(pce.others("name", "type"));
        others.computeIfPresent("path", (key, path) -> path(pce, key, path.toString()).toString());
        return new Channel(name, type, pce.place(), new Settings("pce." + name, others));
    }

    private Pce client(Section pce) {
        pce.only("name", "type", "url", "org", "key", "secret", "tls", "proxy", "console", "draft");
        Section tls = pce.section("tls").only("verify", "ca-file");
        String name = pce.name("name");
        pce.required("url");
        return new Pce(
                name,
                Objects.requireNonNull(pce.server("url", "https", "http")),
                (int) pce.number("org", 1, Integer.MAX_VALUE, 1),
                pce.required("key"),
                new Secret(pce.required("secret")),
                tls.flag("verify", true),
                existing(tls, "ca-file"),
                proxy(pce),
                pce.address("console", "https", "http"),
                pce.flag("draft", false));
    }

    private static @Nullable URI proxy(Section pce) {
        URI proxy = pce.server("proxy", "http");
        if (proxy != null && proxy.getPort() < 0) {
            throw pce.fail("proxy", "must look like http://host:port");
        }
        return proxy;
    }

    private String storeUrl(Section store) {
        String url = store.text("url").orElse("jdbc:h2:file:./data/monitor").strip();
        if (!StoreUrl.isKnown(url)) {
            throw store.fail("url", "must begin with jdbc:h2:file: or jdbc:postgresql:");
        }
        return StoreUrl.absolute(url, folder);
    }

    private static Schedule schedule(Section schedule) {
        if (schedule.has("every") && schedule.has("cron")) {
            throw schedule.fail("cron", "and schedule.every exclude each other");
        }
        if (schedule.has("cron")) {
            return new Schedule(null, CronText.checked(schedule, "cron"));
        }
        Duration every = schedule.duration("every", SECOND, Duration.ofMinutes(5));
        if (DAY.toSeconds() % every.toSeconds() != 0) {
            throw schedule.fail(
                    "every", "must divide a day evenly, as 1m, 5m, 10m, 15m, 30m or 1h do");
        }
        return new Schedule(every, null);
    }

    private static Pull pull(Section pull) {
        pull.only(
                "settle",
                "overlap",
                "deadline",
                "requests-per-minute",
                "spread-after",
                "max-results",
                "first-run",
                "counters",
                "own-noise",
                "min-free-disk",
                "reference",
                "draft");
        Pull usual = Pull.defaults();
        return new Pull(
                pull.duration("settle", Duration.ZERO, usual.settle()),
                pull.duration("overlap", Duration.ZERO, usual.overlap()),
                pull.duration("deadline", SECOND, usual.deadline()),
                (int) pull.number("requests-per-minute", 1, 100_000, usual.requestsPerMinute()),
                pull.duration("spread-after", SECOND, usual.spreadAfter()),
                (int) pull.number("max-results", 1, 1_000_000, usual.maxResults()),
                pull.duration("first-run", SECOND, usual.firstRun()),
                pull.oneOf("counters", usual.counters(), "auto", "bucket", "clipped"),
                pull.flag("own-noise", usual.ownNoise()),
                pull.number("min-free-disk", 0, Long.MAX_VALUE, usual.minFreeDisk()),
                pull.duration("reference", Duration.ofMinutes(1), usual.reference()),
                pull.flag("draft", usual.draft()));
    }

    private static Keep keep(Section keep) {
        Keep usual = Keep.defaults();
        return new Keep(
                keep.duration("flows", Duration.ofDays(3), usual.flows()),
                keep.duration("rollups", DAY, usual.rollups()),
                keep.duration("events", DAY, usual.events()),
                keep.duration("alerts", DAY, usual.alerts()),
                keep.duration("runs", DAY, usual.runs()));
    }

    private Rules rules(Section rules) {
        return new Rules(
                pathOr(rules, "dir", "rules"),
                webEdit(rules.oneOf("web-edit", "on", "on", "true", "off", "false", "unsafe")));
    }

    private static boolean webEdit(String written) {
        if (written.equals("unsafe")) {
            LOG.warn(
                    "rules.web-edit: unsafe means the same as on: rules are checked before they run."
                            + " Take the line out");
        }
        return !written.equals("off") && !written.equals("false");
    }

    private static Judge judge(Section judge) {
        Judge usual = Judge.defaults();
        return new Judge(
                (int) judge.number("max-facts", 1, 100_000_000, usual.maxFacts()),
                judge.duration("rule-budget", SECOND, usual.ruleBudget()));
    }

    private List<Channel> channels() {
        return unique(root.sections("channels"), this::channel, Channel::name);
    }

    private Channel channel(Section channel) {
        String name = channel.name("name");
        Map<String, Object> others = new LinkedHashMap<>(channel.others("name", "type"));
        others.computeIfPresent(
                "ca-file", (key, path) -> path(channel, key, path.toString()).toString());
        return new Channel(
                name,
                channel.required("type").strip(),
                channel.place(),
                new Settings("channels." + name, others));
    }

    private static Display display(Section display) {
        String language = display.oneOf("language", "en", "en", "zh-TW", "zh_TW");
        try {
            return new Display(
                    display.text("zone")
                            .map(zone -> ZoneId.of(zone.strip()))
                            .orElseGet(ZoneId::systemDefault),
                    Locale.forLanguageTag(language.replace('_', '-')));
        } catch (DateTimeException e) {
            throw display.fail("zone", "must be a time zone such as Asia/Taipei or UTC");
        }
    }

    private Web web(Section web) {
        Section tls = web.section("tls").only("keystore", "password");
        if (web.has("tls")) {
            tls.required("keystore");
        }
        return new Web(
                web.text("bind").orElse("127.0.0.1").strip(),
                (int) web.number("port", 0, 65_535, 8080),
                existing(tls, "keystore"),
                tls.secret("password"),
                web.server("address", "https", "http"));
    }

    private @Nullable Path existing(Section section, String key) {
        String text = section.text(key).orElse(null);
        if (text == null) {
            return null;
        }
        Path path = path(section, key, text);
        if (!Files.isRegularFile(path)) {
            throw section.fail(key, "names " + path + ", which is not a file");
        }
        return path;
    }

    private Path pathOr(Section section, String key, String otherwise) {
        return path(section, key, section.text(key).orElse(otherwise));
    }

    private Path path(Section section, String key, String text) {
        try {
            return folder.resolve(text.strip()).normalize();
        } catch (InvalidPathException e) {
            throw section.fail(key, "must be a path");
        }
    }

    private static <T> List<T> unique(
            List<Section> sections, Function<Section, T> read, Function<T, String> nameOf) {
        Set<String> names = new HashSet<>();
        return sections.stream()
                .map(
                        section -> {
                            T item = read.apply(section);
                            if (!names.add(nameOf.apply(item))) {
                                throw section.fail("name", "is used twice: " + nameOf.apply(item));
                            }
                            return item;
                        })
                .toList();
    }
}
