package illumiomonitor.web.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import illumiomonitor.engine.Engine;
import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.config.ConfigFile;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.rules.Pack;
import illumiomonitor.web.service.Application.Benchmark;
import illumiomonitor.web.service.Application.Figure;
import illumiomonitor.web.service.Serving;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a person waits for a page of a store with many alerts. */
final class PagesBench implements Benchmark {

    private static final int ALERTS = 1_000_000;
    private static final int TRIES = 11;
    private static final Pattern OLDER = Pattern.compile("rel=\"next\" href=\"([^\"]+)\"");
    private static final String RULE = "traffic%2Fblocked-burst";
    private static final String BUDGET = "150 ms";

    private final Function<Config, Serving> serve;
    private final HttpClient http = HttpClient.newHttpClient();

    /**
     * @param serve starts the program with its pages
     */
    PagesBench(Function<Config, Serving> serve) {
        this.serve = serve;
    }

    @Override
    public String name() {
        return "pages";
    }

    @Override
    public String title() {
        return "first byte of every page with 1,000,000 alerts: at most 150 ms";
    }

    @Override
    public List<Figure> measure(@Nullable Integer wanted, Journal journal)
            throws InterruptedException {
        int alerts = wanted == null ? ALERTS : wanted;
        Path folder = null;
        try {
            folder = Files.createTempDirectory("monitor-bench");
            Config config = prepare(folder, alerts, journal);
            try (Serving serving = serve.apply(config)) {
                return figures(serving, alerts);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            delete(folder);
        }
    }

    /** The PCE is away, so that little but the pages is at work. */
    private static Config prepare(Path folder, int alerts, Journal journal) throws IOException {
        Path file = folder.resolve("monitor.yaml");
        Files.writeString(
                file,
                """
                pce: [{name: bench, url: "http://127.0.0.1:1", org: 1, key: k, secret: s}]
                store: {url: "jdbc:h2:file:./store/monitor"}
                schedule: {every: 24h}
                web: {port: 0}
                """);
        Pack.install(folder.resolve("rules"));
        Config config = ConfigFile.load(file, Map.of());
        try (Engine engine = Engine.open(config, Clock.systemUTC())) {
            engine.rulebook().refresh(Journal.none());
            new ManyAlerts(engine.store(), Clock.systemUTC().instant()).write(alerts, journal);
        }
        return config;
    }

    private List<Figure> figures(Serving serving, int alerts)
            throws IOException, InterruptedException {
        URI site = serving.pages();
        String token = serving.setupToken();
        if (site == null || token == null) {
            throw new IllegalStateException("the program serves no pages");
        }
        String cookie = signIn(site, token);
        List<Figure> figures = new ArrayList<>();
        for (Map.Entry<String, String> page : pages(alerts)) {
            figures.add(figure(page.getKey(), site, page.getValue(), cookie));
        }
        figures.add(
                figure(
                        "the next page of closed alerts",
                        site,
                        older(site, "/alerts?state=closed", cookie),
                        cookie));
        return figures;
    }

    private static List<Map.Entry<String, String>> pages(int alerts) {
        return List.of(
                Map.entry("overview", "/"),
                Map.entry("active alerts", "/alerts"),
                Map.entry("all alerts", "/alerts?state=all"),
                Map.entry("closed alerts of a rule", "/alerts?state=closed&rule=" + RULE),
                Map.entry("alerts of a severity", "/alerts?state=all&severity=low"),
                Map.entry("alerts with a text", "/alerts?state=all&q=10.3.7.9"),
                Map.entry("alerts with a text that none has", "/alerts?state=all&q=nowhere"),
                Map.entry("alert", "/alerts/" + alerts),
                Map.entry("old alert", "/alerts/" + Math.max(1, alerts / 2)),
                Map.entry("runs", "/runs"),
                Map.entry("failed runs", "/runs?result=failed"),
                Map.entry("run", "/runs/" + ManyAlerts.RUNS),
                Map.entry("rules", "/rules"),
                Map.entry("rule", "/rule?name=" + RULE),
                Map.entry("cases of a rule", "/rule/cases?name=" + RULE),
                Map.entry("replay of a rule", "/rule/replay?name=" + RULE),
                Map.entry("explanation, to be asked", "/rule/explain?name=" + RULE),
                Map.entry("versions of a rule", "/rule/versions?name=" + RULE),
                Map.entry("exceptions of a rule", "/rule/exceptions?name=" + RULE),
                Map.entry("replay of all rules", "/replay"),
                Map.entry("new rule", "/form"));
    }

    private Figure figure(String name, URI site, String path, String cookie)
            throws IOException, InterruptedException {
        HttpRequest request = request(site, path, cookie).build();
        List<Double> millis = new ArrayList<>();
        for (int n = 0; n < TRIES; n++) {
            long start = System.nanoTime();
            HttpResponse<InputStream> answer =
                    http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                boolean some = body.read() >= 0;
                millis.add((System.nanoTime() - start) / 1e6);
                body.readAllBytes();
                if (answer.statusCode() != 200 || !some) {
                    throw new IllegalStateException(path + " answered " + answer.statusCode());
                }
            }
        }
        double middle = millis.stream().sorted().skip(TRIES / 2).findFirst().orElseThrow();
        return new Figure(name, String.format(Locale.ROOT, "%.0f ms", middle), BUDGET);
    }

    private String signIn(URI site, String token) throws IOException, InterruptedException {
        String form =
                "token="
                        + URLEncoder.encode(token, UTF_8)
                        + "&username=bench&password="
                        + URLEncoder.encode("measured in milliseconds", UTF_8);
        HttpResponse<Void> answer =
                http.send(
                        HttpRequest.newBuilder(site.resolve("/setup"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString(form))
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
        return answer.headers()
                .firstValue("Set-Cookie")
                .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "nobody could sign in: " + answer.statusCode()));
    }

    private String older(URI site, String path, String cookie)
            throws IOException, InterruptedException {
        String page =
                http.send(
                                request(site, path, cookie).build(),
                                HttpResponse.BodyHandlers.ofString(UTF_8))
                        .body();
        Matcher link = OLDER.matcher(page);
        return link.find() ? link.group(1).replace("&amp;", "&") : path;
    }

    private static HttpRequest.Builder request(URI site, String path, String cookie) {
        return HttpRequest.newBuilder(site.resolve(path)).header("Cookie", cookie);
    }

    private static void delete(@Nullable Path folder) {
        if (folder == null) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
