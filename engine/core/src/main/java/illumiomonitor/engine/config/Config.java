package illumiomonitor.engine.config;

import illumiomonitor.spi.Secret;
import illumiomonitor.spi.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The whole of {@code monitor.yaml}. Paths are absolute; durations are positive.
 *
 * @param file where it was read
 * @param pces at least one, names unique
 * @param storeUrl JDBC URL, file paths made absolute
 * @param channels may be empty, names unique
 */
public record Config(
        Path file,
        List<Pce> pces,
        String storeUrl,
        Schedule schedule,
        Pull pull,
        Keep keep,
        Rules rules,
        Judge judge,
        List<Channel> channels,
        Display display,
        Hours hours,
        Path pluginsDir,
        Web web) {

    /**
     * One PCE.
     *
     * @param name part of every key in the store
     * @param url scheme, host and port of the API, without a path
     * @param org number of the organisation
     * @param key user name of the API key
     * @param secret its secret
     * @param verify whether the certificate is verified
     * @param caFile PEM file of the authority to trust, null for the JDK's
     * @param proxy {@code http://host:port}, null for none
     * @param console address of the web console for links, null for the same as {@code url}
     * @param draft whether draft decisions are asked for
     * @param feed what stands in for a PCE: its kind, and what the kind takes; null for a PCE
     */
    public record Pce(
            String name,
            URI url,
            int org,
            String key,
            Secret secret,
            boolean verify,
            @Nullable Path caFile,
            @Nullable URI proxy,
            @Nullable URI console,
            boolean draft,
            @Nullable Channel feed) {

        /** A PCE itself. */
        public Pce(
                String name,
                URI url,
                int org,
                String key,
                Secret secret,
                boolean verify,
                @Nullable Path caFile,
                @Nullable URI proxy,
                @Nullable URI console,
                boolean draft) {
            this(name, url, org, key, secret, verify, caFile, proxy, console, draft, null);
        }

        /** As it is written; what a name stands for is not asked of DNS. */
        private static final Pattern LOOPBACK =
                Pattern.compile("(?i)localhost|127\\.\\d+\\.\\d+\\.\\d+|\\[::1\\]");

        /** Whether it is asked over TLS without looking whose certificate it shows. */
        public boolean isUnverified() {
            return "https".equalsIgnoreCase(url.getScheme()) && !verify;
        }

        /**
         * Whether others on the way can read the key: without TLS, and not to this machine itself.
         */
        public boolean isReadOnTheWay() {
            return "http".equalsIgnoreCase(url.getScheme())
                    && (proxy != null || !LOOPBACK.matcher(url.getHost()).matches());
        }

        /** Something else that knows of traffic. */
        static Pce of(Channel feed) {
            return new Pce(
                    feed.name(),
                    URI.create("feed:" + feed.kind()),
                    1,
                    "",
                    new Secret(""),
                    true,
                    null,
                    null,
                    null,
                    false,
                    feed);
        }
    }

    /**
     * When runs start. One of the two is set.
     *
     * @param every length between ticks, counted from 00:00 UTC
     * @param cron five fields, UTC
     */
    public record Schedule(@Nullable Duration every, @Nullable String cron) {}

    /**
     * How traffic is pulled.
     *
     * @param settle age at which a tick's data counts as complete
     * @param overlap how far a pull reaches back before the last
     * @param deadline how long a PCE may leave a pull without an answer
     * @param requestsPerMinute to one PCE
     * @param spreadAfter a longer span is shared out over the windows it covers
     * @param maxResults rows of one answer
     * @param firstRun how far the first pull reaches back, before rounding down to midnight
     * @param counters {@code auto}, {@code bucket} or {@code clipped}
     * @param ownNoise whether events of the monitor's own sessions are kept
     * @param minFreeDisk bytes below which pulls pause, and which backups leave free
     * @param reference time between two readings of the PCE's lists
     * @param draft whether the PCE is asked what the draft policy would do, which takes it seconds
     *     a pull
     */
    public record Pull(
            Duration settle,
            Duration overlap,
            Duration deadline,
            int requestsPerMinute,
            Duration spreadAfter,
            int maxResults,
            Duration firstRun,
            String counters,
            boolean ownNoise,
            long minFreeDisk,
            Duration reference,
            boolean draft) {

        /** With the PCE's lists read every hour, and without draft decisions. */
        public Pull(
                Duration settle,
                Duration overlap,
                Duration deadline,
                int requestsPerMinute,
                Duration spreadAfter,
                int maxResults,
                Duration firstRun,
                String counters,
                boolean ownNoise,
                long minFreeDisk) {
            this(
                    settle,
                    overlap,
                    deadline,
                    requestsPerMinute,
                    spreadAfter,
                    maxResults,
                    firstRun,
                    counters,
                    ownNoise,
                    minFreeDisk,
                    Duration.ofHours(1),
                    false);
        }

        /** The same with other counters. */
        public Pull counting(String other) {
            return new Pull(
                    settle,
                    overlap,
                    deadline,
                    requestsPerMinute,
                    spreadAfter,
                    maxResults,
                    firstRun,
                    other,
                    ownNoise,
                    minFreeDisk,
                    reference,
                    draft);
        }

        /** The same for one who asks beside others: with a quarter of the requests. */
        public Pull beside() {
            return new Pull(
                    settle,
                    overlap,
                    deadline,
                    Math.max(1, requestsPerMinute / 4),
                    spreadAfter,
                    maxResults,
                    firstRun,
                    counters,
                    ownNoise,
                    minFreeDisk,
                    reference,
                    draft);
        }

        public static Pull defaults() {
            return new Pull(
                    Duration.ofMinutes(15),
                    Duration.ofMinutes(30),
                    Duration.ofMinutes(15),
                    400,
                    Duration.ofMinutes(30),
                    200_000,
                    Duration.ofHours(24),
                    "auto",
                    false,
                    1_000_000_000L);
        }
    }

    /** How long what is kept. */
    public record Keep(
            Duration flows, Duration rollups, Duration events, Duration alerts, Duration runs) {

        public static Keep defaults() {
            return new Keep(
                    Duration.ofDays(14),
                    Duration.ofDays(90),
                    Duration.ofDays(90),
                    Duration.ofDays(400),
                    Duration.ofDays(90));
        }
    }

    /**
     * Rules.
     *
     * @param dir the only folder that is judged
     * @param webEdit whether administrators may change rule texts over the web
     */
    public record Rules(Path dir, boolean webEdit) {}

    /**
     * Bounds of judging.
     *
     * @param maxFacts a window of more raw flows is not judged on them
     * @param ruleBudget a rule that works longer in one window is stopped; processor time
     */
    public record Judge(int maxFacts, Duration ruleBudget) {

        public static Judge defaults() {
            return new Judge(500_000, Duration.ofSeconds(20));
        }
    }

    /**
     * A channel or a source of others: its name, its kind, and what the kind takes.
     *
     * @param place file and line where it stands
     */
    public record Channel(String name, String kind, String place, Settings settings) {

        /**
         * A complaint about it.
         *
         * @param below the key that it stands below
         * @param problem one sentence, such as a kind's about its settings
         */
        public ConfigException mistake(String below, String problem, @Nullable Throwable cause) {
            String key = below + "." + name;
            String sentence = problem.startsWith(key) ? problem : key + ": " + problem;
            return new ConfigException(place + ": " + sentence, cause);
        }
    }

    /** How times and texts are shown. */
    public record Display(ZoneId zone, Locale language) {}

    /** Business hours in {@link Display#zone}. */
    public record Hours(
            Set<DayOfWeek> days, LocalTime from, LocalTime to, Set<LocalDate> holidays) {}

    /**
     * The admin UI.
     *
     * @param port 0 for any free one
     * @param address under which people reach it, for the links in messages; null for where it
     *     listens
     * @param tlsKeystore PKCS12 file, null for plain HTTP
     */
    public record Web(
            String bind,
            int port,
            @Nullable Path tlsKeystore,
            Secret tlsPassword,
            @Nullable URI address) {}
}
