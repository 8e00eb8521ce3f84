package illumiomonitor.web.login;

import illumiomonitor.engine.people.People;
import illumiomonitor.web.page.Page;
import illumiomonitor.web.page.Pages;
import illumiomonitor.web.page.Sessions;
import illumiomonitor.web.page.SignedIn;
import illumiomonitor.web.page.Tokens;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code /setup}: the holder of the one-time token becomes the first administrator. */
public final class SetupHandlers {

    private static final Pattern USERNAME = Pattern.compile("[\\p{L}\\p{N}._@-]{1,64}");

    private final Pages pages;
    private final Sessions sessions;
    private final People people;
    private final Clock clock;
    private final Throttle throttle;

    public SetupHandlers(Pages pages, Sessions sessions, People people, Clock clock) {
        this.pages = pages;
        this.sessions = sessions;
        this.people = people;
        this.clock = clock;
        this.throttle = new Throttle(10, java.time.Duration.ofMinutes(15), clock);
    }

    /** A fresh token while nobody can sign in; only its hash is kept. */
    public Optional<String> issueToken() {
        if (!people.isEmpty()) {
            return Optional.empty();
        }
        String token = Tokens.readable();
        people.expect(Tokens.hash(token));
        return Optional.of(token);
    }

    public void mount(RoutesConfig routes) {
        routes.get("/setup", this::form);
        routes.post("/setup", this::create);
    }

    private void form(Context ctx) {
        if (!people.isEmpty()) {
            ctx.redirect("/login", HttpStatus.SEE_OTHER);
            return;
        }
        String token = ctx.queryParam("token");
        show(ctx, "", token == null ? "" : token, "");
    }

    private void create(Context ctx) {
        String token = param(ctx, "token").strip().toUpperCase(Locale.ROOT);
        String username = param(ctx, "username").strip();
        String password = param(ctx, "password");
        String problem = problem(ctx, username, password);
        if (problem.isEmpty() && !admit(token, username, password)) {
            throttle.failed(ctx.ip());
            problem = "setup.wrong";
        }
        if (!problem.isEmpty()) {
            ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
            show(
                    ctx,
                    pages.language(ctx).words().get(problem, Passwords.SHORTEST),
                    token,
                    username);
            return;
        }
        people.find(username)
                .ifPresent(person -> SignedIn.cookie(ctx, sessions.open(person), pages.secure()));
        ctx.redirect("/", HttpStatus.SEE_OTHER);
    }

    private String problem(Context ctx, String username, String password) {
        if (!throttle.wait(ctx.ip()).isZero()) {
            return "setup.wait";
        }
        if (!USERNAME.matcher(username).matches()) {
            return "setup.username.bad";
        }
        return Passwords.isAcceptable(password) ? "" : "setup.password.bad";
    }

    private boolean admit(String token, String username, String password) {
        return people.addFirst(
                username, Passwords.hash(password), Tokens.hash(token), clock.instant());
    }

    private void show(Context ctx, String problem, String token, String username) {
        Page page = pages.page(ctx, "", "setup.title");
        pages.draw(
                ctx,
                "login/setup.jte",
                page,
                Map.of(
                        "problem",
                        problem,
                        "token",
                        token,
                        "username",
                        username,
                        "shortest",
                        Passwords.SHORTEST));
    }

    private static String param(Context ctx, String name) {
        String value = ctx.formParam(name);
        return value == null ? "" : value;
    }
}
