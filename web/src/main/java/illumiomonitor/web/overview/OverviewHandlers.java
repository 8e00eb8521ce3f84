package illumiomonitor.web.overview;

import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.view.Overview;
import illumiomonitor.engine.view.OverviewViews;
import illumiomonitor.web.page.Page;
import illumiomonitor.web.page.Pages;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;

/** {@code /}. */
public final class OverviewHandlers {

    private static final int NEWEST_ALERTS = 10;
    private static final int LAST_RUNS = 60;

    private final Pages pages;
    private final OverviewViews views;
    private final List<Config.Pce> pces;

    public OverviewHandlers(Pages pages, OverviewViews views, Config config) {
        this.pages = pages;
        this.views = views;
        this.pces = config.pces();
    }

    public void mount(RoutesConfig routes) {
        routes.get("/", this::show);
    }

    private void show(Context ctx) {
        Page page = pages.page(ctx, "overview", "overview.title");
        Overview overview = views.now(NEWEST_ALERTS, LAST_RUNS);
        List<SourceCard> sources = SourceCard.all(pces, overview.sources());
        String template = Pages.wantsPart(ctx) ? "overview/body.jte" : "overview/overview.jte";
        pages.draw(
                ctx,
                template,
                page,
                Map.of(
                        "overview",
                        overview,
                        "sources",
                        sources,
                        "sentence",
                        new Sentence(page, overview, sources),
                        "spark",
                        Spark.of(overview.lastRuns(), page.times())));
    }
}
