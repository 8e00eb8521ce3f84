package illumiomonitor.web.page;

import illumiomonitor.engine.people.Person;
import illumiomonitor.web.page.Page.Visitor;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.SameSite;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The person behind a request. */
public final class SignedIn {

    /** Name of the session's cookie. */
    public static final String COOKIE = "monitor";

    private static final String VISITOR = "visitor";

    private SignedIn() {}

    static void remember(Context ctx, Session session, Person.Role role) {
        ctx.attribute(VISITOR, new Visitor(session, role));
    }

    static Optional<Visitor> visitor(Context ctx) {
        Visitor visitor = ctx.attribute(VISITOR);
        return Optional.ofNullable(visitor);
    }

    /** The session; only behind the guard, which lets nobody through without one. */
    public static Session session(Context ctx) {
        Session session = visitor(ctx).map(Visitor::session).orElse(null);
        if (session == null) {
            throw new ForbiddenResponse();
        }
        return session;
    }

    public static String user(Context ctx) {
        return session(ctx).username();
    }

    /** Refuses everybody who may only look. */
    public static void requireAdmin(Context ctx) {
        if (visitor(ctx).map(Visitor::role).orElse(null) != Person.Role.ADMIN) {
            throw new ForbiddenResponse();
        }
    }

    /** The cookie of a session; ends with the browser, or at once when the key is null. */
    public static void cookie(Context ctx, @Nullable String key, boolean secure) {
        int age = key == null ? 0 : (int) Sessions.LENGTH.toSeconds();
        String value = key == null ? "" : key;
        ctx.cookie(new Cookie(COOKIE, value, "/", age, secure, true, null, SameSite.STRICT));
    }
}
