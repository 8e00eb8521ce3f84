package illumiomonitor.web.app;

import illumiomonitor.engine.Engine;
import illumiomonitor.web.WebServer;
import illumiomonitor.web.service.Service;
import illumiomonitor.web.service.Serving;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The engine on its schedule, with or without pages. */
final class EngineServing implements Serving {

    private final Engine engine;
    private final @Nullable WebServer web;
    private final EngineService service;

    private EngineServing(Engine engine, @Nullable WebServer web) {
        this.engine = engine;
        this.web = web;
        this.service = EngineService.of(engine, link());
    }

    /**
     * Pages first, because they say what goes on while the first run and the first compilation take
     * their time.
     */
    static EngineServing start(Engine engine, boolean pages) {
        EngineServing serving = open(engine, pages);
        try {
            engine.start();
            return serving;
        } catch (RuntimeException e) {
            serving.close();
            throw e;
        }
    }

    /** Pages and answers, while the schedule has not begun. */
    static EngineServing open(Engine engine, boolean pages) {
        try {
            WebServer web =
                    pages
                            ? WebServer.start(
                                    engine.config(),
                                    engine.store(),
                                    new EngineActs(engine),
                                    new AuthorVerbs(engine),
                                    engine.clock(),
                                    routes -> {})
                            : null;
            EngineServing serving = new EngineServing(engine, web);
            URI address = serving.link();
            engine.pagesAt(address == null ? "" : address.toString());
            engine.store().console().expectMore();
            return serving;
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    @Override
    public Service service() {
        return service;
    }

    @Override
    public @Nullable URI pages() {
        if (web == null) {
            return null;
        }
        return PagesAddress.local(engine.config().web(), web.port());
    }

    /** Where people find them, null without them. */
    private @Nullable URI link() {
        return web == null ? null : PagesAddress.of(engine.config().web(), web.port());
    }

    @Override
    public @Nullable String setupToken() {
        return web == null ? null : web.setupToken().orElse(null);
    }

    @Override
    public boolean isLost() {
        return engine.store().isLost();
    }

    @Override
    public void close() {
        if (web != null) {
            web.close();
        }
        service.close();
        engine.close();
    }
}
