package illumiomonitor.web.runs;

import illumiomonitor.engine.view.RunLine;
import illumiomonitor.engine.view.RunViews;
import illumiomonitor.web.page.Acts;
import illumiomonitor.web.page.Page;
import illumiomonitor.web.page.Pages;
import illumiomonitor.web.page.SignedIn;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code /runs}. */
public final class RunHandlers {

    private static final int SIZE = 50;
    private static final int LOG_LINES = 500;

    private final Pages pages;
    private final RunViews runs;
    private final Acts acts;

    public RunHandlers(Pages pages, RunViews runs, Acts acts) {
        this.pages = pages;
        this.runs = runs;
        this.acts = acts;
    }

    public void mount(RoutesConfig routes) {
        routes.get("/runs", this::list);
        routes.get("/runs/{run}", this::detail);
        routes.post("/runs/start", this::start);
    }

    private void list(Context ctx) {
        String result = param(ctx, "result").toUpperCase(Locale.ROOT);
        String pce = param(ctx, "pce");
        List<RunLine> found = runs.before(before(ctx), pce, result, SIZE + 1);
        boolean more = found.size() > SIZE;
        Page page = pages.page(ctx, "runs", "runs.title");
        pages.draw(
                ctx,
                "runs/list.jte",
                page,
                Map.of(
                        "runs",
                        more ? found.subList(0, SIZE) : found,
                        "more",
                        more,
                        "result",
                        result,
                        "pce",
                        pce));
    }

    private void detail(Context ctx) {
        RunLine run = runs.run(number(ctx)).orElseThrow(NotFoundResponse::new);
        Page page = pages.page(ctx, "runs", "run.title", Long.toString(run.run()));
        String template = Pages.wantsPart(ctx) ? "runs/progress.jte" : "runs/detail.jte";
        pages.draw(
                ctx,
                template,
                page,
                Map.of(
                        "run",
                        run,
                        "bars",
                        StepBar.of(run, page.times()),
                        "log",
                        runs.log(run.run(), LOG_LINES)));
    }

    private void start(Context ctx) {
        SignedIn.requireAdmin(ctx);
        boolean started = acts.runNow(SignedIn.user(ctx));
        SignedIn.session(ctx)
                .tell(
                        started ? "good" : "warn",
                        pages.language(ctx).words().get(started ? "runs.started" : "runs.already"));
        ctx.redirect("/runs", HttpStatus.SEE_OTHER);
    }

    private static long number(Context ctx) {
        return parse(ctx.pathParam("run")).orElseThrow(NotFoundResponse::new);
    }

    private static long before(Context ctx) {
        return parse(param(ctx, "before")).orElse(Long.MAX_VALUE);
    }

    private static Optional<Long> parse(String number) {
        try {
            return Optional.of(Long.parseLong(number));
        } catch (NumberFormatException e) {
            return Optional.empty(); // an address that a person changed by hand
        }
    }

    private static String param(Context ctx, String name) {
        return Optional.ofNullable(ctx.queryParam(name)).orElse("").strip();
    }
}
