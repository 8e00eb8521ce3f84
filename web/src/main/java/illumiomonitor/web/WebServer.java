package illumiomonitor.web;

import illumiomonitor.db.Store;
import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.people.People;
import illumiomonitor.engine.view.AlertViews;
import illumiomonitor.engine.view.NameViews;
import illumiomonitor.engine.view.OverviewViews;
import illumiomonitor.engine.view.RuleViews;
import illumiomonitor.engine.view.RunViews;
import illumiomonitor.web.alerts.AlertHandlers;
import illumiomonitor.web.forms.FormHandlers;
import illumiomonitor.web.health.HealthHandlers;
import illumiomonitor.web.login.LoginHandlers;
import illumiomonitor.web.login.SetupHandlers;
import illumiomonitor.web.overview.OverviewHandlers;
import illumiomonitor.web.page.Acts;
import illumiomonitor.web.page.Assets;
import illumiomonitor.web.page.ErrorPages;
import illumiomonitor.web.page.Guard;
import illumiomonitor.web.page.Hosts;
import illumiomonitor.web.page.Pages;
import illumiomonitor.web.page.PreferenceHandlers;
import illumiomonitor.web.page.Sessions;
import illumiomonitor.web.rules.CaseHandlers;
import illumiomonitor.web.rules.ExplainHandlers;
import illumiomonitor.web.rules.ReplayHandlers;
import illumiomonitor.web.rules.RuleHandlers;
import illumiomonitor.web.rules.RuleTabHandlers;
import illumiomonitor.web.runs.RunHandlers;
import illumiomonitor.web.service.RuleService;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;

/** The pages, served. Thread-safe. */
public final class WebServer implements AutoCloseable {

    /** Bytes of a request's body at most; a rule's text is the longest there is. */
    private static final long LARGEST_REQUEST = 1_000_000;

    private final Javalin javalin;
    private final Optional<String> setupToken;

    private WebServer(Javalin javalin, Optional<String> setupToken) {
        this.javalin = javalin;
        this.setupToken = setupToken;
    }

    /**
     * Starts to serve on the configured address.
     *
     * @param extraRoutes more routes under {@code /api/service/}; they check a token of their own,
     *     and only requests from this machine reach them
     */
    public static WebServer start(
            Config config,
            Store store,
            Acts acts,
            RuleService rules,
            Clock clock,
            Consumer<RoutesConfig> extraRoutes) {
        Assets assets = new Assets();
        Pages pages = new Pages(config, assets, clock);
        Sessions sessions = new Sessions(clock);
        People people = new People(store);
        SetupHandlers setup = new SetupHandlers(pages, sessions, people, clock);
        OverviewViews overview = new OverviewViews(store);
        Javalin javalin =
                Javalin.create(
                        javalinConfig -> {
                            frame(javalinConfig, config);
                            RoutesConfig routes = javalinConfig.routes;
                            new Guard(
                                            sessions,
                                            people,
                                            new Hosts(config.web().bind(), config.web().address()),
                                            pages)
                                    .mount(routes);
                            new ErrorPages(pages).mount(routes);
                            assets.mount(routes);
                            setup.mount(routes);
                            new LoginHandlers(pages, sessions, people, clock).mount(routes);
                            new PreferenceHandlers(pages).mount(routes);
                            new HealthHandlers(overview).mount(routes);
                            new OverviewHandlers(pages, overview, config).mount(routes);
                            new AlertHandlers(pages, new AlertViews(store), acts).mount(routes);
                            new RunHandlers(pages, new RunViews(store), acts).mount(routes);
                            RuleViews ruleViews = new RuleViews(store);
                            new RuleHandlers(pages, ruleViews, acts, rules, config).mount(routes);
                            new RuleTabHandlers(pages, ruleViews, rules, config).mount(routes);
                            new CaseHandlers(pages, ruleViews, rules, config).mount(routes);
                            new ReplayHandlers(pages, ruleViews, rules, config, clock)
                                    .mount(routes);
                            new ExplainHandlers(pages, ruleViews, rules, config, clock)
                                    .mount(routes);
                            new FormHandlers(
                                            pages,
                                            new RuleViews(store),
                                            new NameViews(store),
                                            acts,
                                            config)
                                    .mount(routes);
                            extraRoutes.accept(routes);
                        });
        javalin.start();
        return new WebServer(javalin, setup.issueToken());
    }

    private static void frame(JavalinConfig javalin, Config config) {
        javalin.startup.showJavalinBanner = false;
        javalin.startup.showOldJavalinVersionWarning = false;
        javalin.startup.startupWatcherEnabled = false;
        javalin.http.maxRequestSize = LARGEST_REQUEST;
        javalin.jetty.host = config.web().bind();
        javalin.jetty.port = config.web().port();
        javalin.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
        Tls.apply(javalin, config.web());
    }

    /** The port it listens on, also when any free one was asked for. */
    public int port() {
        return javalin.port();
    }

    /** The one-time token for {@code /setup}, while nobody can sign in yet. */
    public Optional<String> setupToken() {
        return setupToken;
    }

    @Override
    public void close() {
        javalin.stop();
    }
}
