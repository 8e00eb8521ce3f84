package illumiomonitor.web.alerts;

import illumiomonitor.engine.view.AlertDetail;
import illumiomonitor.engine.view.AlertLine;
import illumiomonitor.engine.view.AlertPage;
import illumiomonitor.engine.view.AlertViews;
import illumiomonitor.web.page.Acts;
import illumiomonitor.web.page.Page;
import illumiomonitor.web.page.Pages;
import illumiomonitor.web.page.Places;
import illumiomonitor.web.page.SignedIn;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** {@code /alerts}. */
public final class AlertHandlers {

    private static final int SIZE = 50;
    private static final Duration PATIENCE = Duration.ofMillis(40);
    private static final int LONGEST_NOTE = 2_000;

    private final Pages pages;
    private final AlertViews alerts;
    private final Acts acts;

    public AlertHandlers(Pages pages, AlertViews alerts, Acts acts) {
        this.pages = pages;
        this.alerts = alerts;
        this.acts = acts;
    }

    public void mount(RoutesConfig routes) {
        routes.get("/alerts", this::list);
        routes.get("/alerts/{id}", this::detail);
        routes.post("/alerts/{id}/acknowledge", ctx -> act(ctx, acts::acknowledge));
        routes.post("/alerts/{id}/close", ctx -> act(ctx, acts::close));
    }

    private void list(Context ctx) {
        AlertQuery query = AlertQuery.of(ctx);
        AlertPage found = alerts.page(query.filter(), query.after(), SIZE, PATIENCE);
        Page page = pages.page(ctx, "alerts", "alerts.title");
        pages.draw(
                ctx,
                "alerts/list.jte",
                page,
                Map.of(
                        "query",
                        query,
                        "found",
                        found,
                        "rules",
                        alerts.rules(),
                        "pces",
                        alerts.pces()));
    }

    private void detail(Context ctx) {
        AlertDetail alert = alerts.detail(id(ctx)).orElseThrow(NotFoundResponse::new);
        AlertLine line = alert.line();
        String title = pages.language(ctx).title(line.rule(), line.title());
        Page page = pages.page(ctx, "alerts", "alert.title", title);
        pages.draw(
                ctx,
                "alerts/detail.jte",
                page,
                Map.of(
                        "alert",
                        alert,
                        "moments",
                        Moment.of(alert),
                        "evidence",
                        EvidenceGroup.of(alert.evidence())));
    }

    /** One of the two things that a person does to an alert. */
    private interface Act {
        boolean on(long id, String who, String note);
    }

    private void act(Context ctx, Act act) {
        SignedIn.requireAdmin(ctx);
        long id = id(ctx);
        String note = Optional.ofNullable(ctx.formParam("note")).orElse("").strip();
        boolean done =
                act.on(
                        id,
                        SignedIn.user(ctx),
                        note.substring(0, Math.min(note.length(), LONGEST_NOTE)));
        if (Pages.wantsPart(ctx)) {
            AlertLine line =
                    alerts.detail(id).map(AlertDetail::line).orElseThrow(NotFoundResponse::new);
            Page page = pages.page(ctx, "alerts", "alerts.title");
            String back = Places.local(ctx.formParam("to"));
            pages.draw(ctx, "alerts/row.jte", page, Map.of("alert", line, "here", back));
            return;
        }
        if (!done) {
            SignedIn.session(ctx).tell("warn", pages.language(ctx).words().get("alert.too-late"));
        }
        ctx.redirect(Places.local(ctx.formParam("to")), HttpStatus.SEE_OTHER);
    }

    private static long id(Context ctx) {
        try {
            return Long.parseLong(ctx.pathParam("id"));
        } catch (NumberFormatException e) {
            throw new NotFoundResponse(); // no alert has a name
        }
    }
}
