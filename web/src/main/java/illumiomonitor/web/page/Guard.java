package illumiomonitor.web.page;

import illumiomonitor.engine.people.People;
import illumiomonitor.engine.people.Person;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.HttpStatus;
import java.util.Optional;
import java.util.Set;

/**
 * Stands before every request: the right host, the right origin, somebody signed in, and the form's
 * token with whatever changes something.
 */
public final class Guard {

    private static final Set<String> OPEN = Set.of("/login", "/setup", "/preferences");

    private final Sessions sessions;
    private final People people;
    private final Hosts hosts;
    private final Pages pages;

    public Guard(Sessions sessions, People people, Hosts hosts, Pages pages) {
        this.sessions = sessions;
        this.people = people;
        this.hosts = hosts;
        this.pages = pages;
    }

    public void mount(RoutesConfig routes) {
        routes.before(this::check);
    }

    private void check(Context ctx) {
        Headers.strict(ctx);
        hosts.check(ctx);
        String path = ctx.path();
        if (path.startsWith("/api/service/")) {
            hosts.requireSameMachine(ctx);
            return; // these have a token of their own
        }
        if (path.startsWith("/static/") || path.startsWith("/health/") || isIcon(path)) {
            return;
        }
        if (changes(ctx)) {
            hosts.requireSameOrigin(ctx);
        }
        Optional<Session> session = recognise(ctx);
        if (session.isPresent()) {
            requireToken(ctx, session.get());
        } else if (!OPEN.contains(path)) {
            sendToLogin(ctx);
        }
    }

    private static boolean isIcon(String path) {
        return path.equals("/favicon.ico");
    }

    /** Somebody who was removed, or whose password was changed, is signed in no longer. */
    private Optional<Session> recognise(Context ctx) {
        String key = ctx.cookie(SignedIn.COOKIE);
        Optional<Session> session = sessions.find(key);
        if (session.isEmpty()) {
            return session;
        }
        Optional<Person> person =
                people.find(session.get().username())
                        .filter(found -> session.get().openedWith(found.passwordHash()));
        if (person.isEmpty()) {
            sessions.close(key);
            return Optional.empty();
        }
        SignedIn.remember(ctx, session.get(), person.get().role());
        return session;
    }

    private static boolean changes(Context ctx) {
        String method = ctx.method().name();
        return !method.equals("GET") && !method.equals("HEAD") && !method.equals("OPTIONS");
    }

    private static void requireToken(Context ctx, Session session) {
        if (!changes(ctx) || ctx.path().equals("/login") || ctx.path().equals("/setup")) {
            return; // signing in anew needs a password instead
        }
        String header = ctx.header("X-CSRF-Token");
        String token = header != null ? header : ctx.formParam("_csrf");
        if (token == null || !Tokens.same(token, session.csrf())) {
            throw new ForbiddenResponse();
        }
    }

    private void sendToLogin(Context ctx) {
        String here = ctx.queryString() == null ? ctx.path() : ctx.path() + "?" + ctx.queryString();
        if (Pages.wantsPart(ctx)) {
            ctx.status(HttpStatus.UNAUTHORIZED).header("HX-Redirect", "/login");
        } else if (ctx.path().startsWith("/api/")) {
            ctx.status(HttpStatus.UNAUTHORIZED);
        } else if (isFromElsewhere(ctx)) {
            pages.draw(
                    ctx,
                    "login/arrive.jte",
                    pages.page(ctx, "", "login.title"),
                    java.util.Map.of("to", Places.local(here)));
        } else if (changes(ctx) || here.equals("/")) {
            ctx.redirect("/login", HttpStatus.SEE_OTHER);
        } else {
            ctx.redirect("/login?next=" + Places.encode(Places.local(here)), HttpStatus.SEE_OTHER);
        }
        ctx.skipRemainingHandlers();
    }

    /**
     * A link in a mail: the browser keeps the strict cookie back although somebody may be signed
     * in. A page of ours that leads on to the same address brings it.
     */
    private static boolean isFromElsewhere(Context ctx) {
        return "cross-site".equals(ctx.header("Sec-Fetch-Site"))
                && "navigate".equals(ctx.header("Sec-Fetch-Mode"))
                && ctx.method().name().equals("GET");
    }
}
