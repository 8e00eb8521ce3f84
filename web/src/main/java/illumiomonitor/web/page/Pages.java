package illumiomonitor.web.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import illumiomonitor.engine.config.Config;
import illumiomonitor.web.page.Page.Visitor;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes pages and draws them. Thread-safe. */
public final class Pages {

    static final String LANGUAGE = "language";
    static final String THEME = "theme";

    private static final Set<String> THEMES = Set.of("auto", "light", "dark");
    private static final int YEAR = 365 * 24 * 3600;

    private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);
    private final Config config;
    private final Assets assets;
    private final Clock clock;

    public Pages(Config config, Assets assets, Clock clock) {
        this.config = config;
        this.assets = assets;
        this.clock = clock;
    }

    /**
     * The page for a request.
     *
     * @param section the entry of the menu, empty outside
     * @param titleKey of the window's title
     */
    public Page page(Context ctx, String section, String titleKey, Object... args) {
        Language language = language(ctx);
        return new Page(
                section,
                language.words().get(titleKey, args),
                SignedIn.visitor(ctx).orElse(Visitor.NOBODY),
                language,
                new Times(config.display().zone(), language.words(), clock.instant()),
                theme(ctx),
                here(ctx),
                assets);
    }

    /** Draws a template with a page and what else it needs. */
    public void draw(Context ctx, String template, Page page, Map<String, ?> more) {
        Map<String, Object> params = new HashMap<>(more);
        params.put("page", page);
        StringOutput out = new StringOutput(16_384);
        templates.render(template, params, out);
        ctx.contentType("text/html; charset=utf-8").result(out.toString());
    }

    /** The language that this browser chose, else the configured one. */
    public Language language(Context ctx) {
        Language usual = Language.of(config.display().language());
        return Language.of(Optional.ofNullable(ctx.cookie(LANGUAGE)).orElse(""), usual);
    }

    /** What was refused and why, in the language of this browser. */
    public String said(Context ctx, Exception refusal) {
        return language(ctx).said(String.valueOf(refusal.getMessage()));
    }

    private static String theme(Context ctx) {
        String chosen = ctx.cookie(THEME);
        return chosen != null && THEMES.contains(chosen) ? chosen : "auto";
    }

    /** Where a plain form leads back to. Fragments live inside a page, whose address htmx tells. */
    private static String here(Context ctx) {
        String query = ctx.queryString();
        String path = ctx.path() + (query == null ? "" : "?" + query);
        return ctx.method().name().equals("GET") ? Places.local(path) : "/";
    }

    void remember(Context ctx, String name, String value) {
        ctx.cookie(new Cookie(name, value, "/", YEAR, secure(), true, null, SameSite.STRICT));
    }

    /** Whether the browser speaks TLS with us. */
    public boolean secure() {
        return config.web().tlsKeystore() != null;
    }

    /** Whether the request comes from htmx, which wants a part of a page. */
    public static boolean wantsPart(Context ctx) {
        return "true".equals(ctx.header("HX-Request"));
    }
}
