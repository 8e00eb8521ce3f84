package illumiomonitor.web.health;

import illumiomonitor.engine.view.OverviewViews;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /health/live} and {@code /health/ready}: no sign-in, and nothing worth hiding. */
public final class HealthHandlers {

    private static final Logger LOG = LoggerFactory.getLogger(HealthHandlers.class);

    private final OverviewViews views;

    public HealthHandlers(OverviewViews views) {
        this.views = views;
    }

    public void mount(RoutesConfig routes) {
        routes.get("/health/live", ctx -> answer(ctx, "live"));
        routes.get("/health/ready", this::ready);
    }

    private void ready(Context ctx) {
        if (storeAnswers()) {
            answer(ctx, "ready");
        } else {
            ctx.status(HttpStatus.SERVICE_UNAVAILABLE);
            answer(ctx, "not ready");
        }
    }

    private boolean storeAnswers() {
        try {
            return views.storeAnswers();
        } catch (RuntimeException e) {
            // whatever the store's trouble is, the supervisor gets one word and the log the rest
            LOG.warn("the store does not answer", e);
            return false;
        }
    }

    private static void answer(Context ctx, String status) {
        ctx.contentType("application/json").result("{\"status\":\"" + status + "\"}");
    }
}
