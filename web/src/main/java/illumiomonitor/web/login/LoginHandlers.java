package illumiomonitor.web.login;

import illumiomonitor.engine.people.People;
import illumiomonitor.engine.people.Person;
import illumiomonitor.web.page.Page;
import illumiomonitor.web.page.Pages;
import illumiomonitor.web.page.Places;
import illumiomonitor.web.page.Sessions;
import illumiomonitor.web.page.SignedIn;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** {@code /login} and {@code /logout}. */
public final class LoginHandlers {

    private final Pages pages;
    private final Sessions sessions;
    private final People people;
    private final Gate gate;

    public LoginHandlers(Pages pages, Sessions sessions, People people, Clock clock) {
        this.pages = pages;
        this.sessions = sessions;
        this.people = people;
        this.gate = new Gate(people, clock);
    }

    public void mount(RoutesConfig routes) {
        routes.get("/login", this::form);
        routes.post("/login", this::enter);
        routes.post("/logout", this::leave);
    }

    private void form(Context ctx) {
        if (people.isEmpty()) {
            ctx.redirect("/setup", HttpStatus.SEE_OTHER);
            return;
        }
        show(ctx, "", "", Places.local(ctx.queryParam("next")));
    }

    private void enter(Context ctx) {
        String username = param(ctx, "username");
        String password = param(ctx, "password");
        String next = Places.local(ctx.formParam("next"));
        Duration wait = gate.admit(username, ctx.ip());
        if (!wait.isZero()) {
            refuseForNow(ctx, username, next, wait);
            return;
        }
        Optional<Person> person = gate.enter(username, password, ctx.ip());
        if (person.isEmpty()) {
            ctx.status(HttpStatus.UNAUTHORIZED);
            show(ctx, pages.language(ctx).words().get("login.wrong"), username, next);
            return;
        }
        sessions.close(ctx.cookie(SignedIn.COOKIE));
        SignedIn.cookie(ctx, sessions.open(person.get()), pages.secure());
        ctx.redirect(next, HttpStatus.SEE_OTHER);
    }

    private void refuseForNow(Context ctx, String username, String next, Duration wait) {
        long seconds = wait.toSeconds() + 1;
        ctx.status(HttpStatus.TOO_MANY_REQUESTS).header("Retry-After", Long.toString(seconds));
        show(ctx, pages.language(ctx).words().get("login.wait", seconds), username, next);
    }

    private void show(Context ctx, String problem, String username, String next) {
        Page page = pages.page(ctx, "", "login.title");
        pages.draw(
                ctx,
                "login/login.jte",
                page,
                Map.of("problem", problem, "username", username, "next", next));
    }

    private void leave(Context ctx) {
        sessions.close(ctx.cookie(SignedIn.COOKIE));
        SignedIn.cookie(ctx, null, pages.secure());
        ctx.redirect("/login", HttpStatus.SEE_OTHER);
    }

    private static String param(Context ctx, String name) {
        String value = ctx.formParam(name);
        return value == null ? "" : value;
    }
}
