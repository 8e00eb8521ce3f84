package illumiomonitor.web.page;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is shown when a page cannot be: what happened and what to do, never why inside. */
public final class ErrorPages {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorPages.class);

    /** Statuses that have words of their own. */
    private static final Set<Integer> KNOWN = Set.of(400, 403, 404, 405, 409, 413, 500);

    private final Pages pages;

    public ErrorPages(Pages pages) {
        this.pages = pages;
    }

    public void mount(RoutesConfig routes) {
        routes.exception(HttpResponseException.class, (e, ctx) -> show(ctx, e.getStatus(), ""));
        routes.exception(
                Exception.class,
                (e, ctx) -> {
                    String incident = Tokens.readable().substring(0, 5);
                    // the cause is for the log: a page may be read by anybody who may look
                    LOG.error("incident {} at {} {}", incident, ctx.method(), ctx.path(), e);
                    show(ctx, 500, incident);
                });
    }

    private void show(Context ctx, int status, String incident) {
        ctx.status(status);
        if (ctx.path().startsWith("/api/") || ctx.path().startsWith("/health/")) {
            ctx.contentType("text/plain").result("");
            return;
        }
        String key = "error." + (KNOWN.contains(status) ? status : status >= 500 ? 500 : 400);
        Page page = pages.page(ctx, "", key + ".title");
        if (Pages.wantsPart(ctx)) {
            ctx.contentType("text/plain; charset=utf-8").result(page.text(key + ".what"));
            return;
        }
        pages.draw(ctx, "page/error.jte", page, Map.of("key", key, "incident", incident));
    }
}
