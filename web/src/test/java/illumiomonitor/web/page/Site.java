package illumiomonitor.web.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import illumiomonitor.db.Store;
import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.people.People;
import illumiomonitor.engine.people.Person;
import illumiomonitor.web.WebServer;
import illumiomonitor.web.login.Passwords;
import illumiomonitor.web.service.MemoryService;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A running server over a store of its own, and a browser's simplest deeds. */
public final class Site implements AutoCloseable {

    /** The instant of every page. */
    public static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    public static final String PASSWORD = "a long enough password";

    /** Takes half a second to make, so it is made once. */
    private static final String HASH = Passwords.hash(PASSWORD);

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    public final Store store;
    public final StoredActs acts;
    public final MemoryService rules = new MemoryService();
    public final WebServer server;
    private final HttpClient http =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    public Site() {
        this(TestConfig.of(false, Locale.ENGLISH));
    }

    public Site(Config config) {
        this(config, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    public Site(Config config, Clock clock) {
        store = Store.open("jdbc:h2:mem:" + UUID.randomUUID());
        acts = new StoredActs(store);
        server =
                WebServer.start(
                        config,
                        store,
                        acts,
                        rules,
                        clock,
                        routes -> routes.post("/api/service/echo", ctx -> ctx.result(ctx.body())));
    }

    /** Rows to look at. */
    public Seed seed() {
        return new Seed(store, NOW);
    }

    public People people() {
        return new People(store);
    }

    /** Adds a person with {@link #PASSWORD} and signs in. */
    public Visitor signIn(String username, Person.Role role) {
        people().add(username, HASH, role, NOW);
        HttpResponse<String> answer = login(username, PASSWORD);
        return new Visitor(cookie(answer));
    }

    public HttpResponse<String> login(String username, String password) {
        return send(form("/login", "username", username, "password", password));
    }

    public URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(at(path));
    }

    public HttpResponse<String> get(String path) {
        return send(request(path));
    }

    /** A form's request; names and values take turns. */
    public HttpRequest.Builder form(String path, String... fields) {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < fields.length; i += 2) {
            body.append(i > 0 ? "&" : "")
                    .append(fields[i])
                    .append('=')
                    .append(URLEncoder.encode(fields[i + 1], UTF_8));
        }
        return request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString(UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The session's cookie that an answer sets, {@code name=value}. */
    public static String cookie(HttpResponse<?> answer) {
        return answer.headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith(SignedIn.COOKIE + "="))
                .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() {
        server.close();
        store.close();
    }

    /** Somebody who is signed in. */
    public final class Visitor {

        public final String cookie;

        Visitor(String cookie) {
            this.cookie = cookie;
        }

        public HttpResponse<String> get(String path) {
            return send(request(path).header("Cookie", cookie));
        }

        public String page(String path) {
            return get(path).body();
        }

        public String csrf() {
            Matcher field = CSRF.matcher(page("/"));
            if (!field.find()) {
                throw new IllegalStateException("the page has no form");
            }
            return field.group(1);
        }

        /** Posts a form with its token. */
        public HttpResponse<String> post(String path, String... fields) {
            return send(form(path, fields).header("Cookie", cookie).header("X-CSRF-Token", csrf()));
        }
    }
}
