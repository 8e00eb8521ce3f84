package illumiomonitor.web.page;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;

/** {@code /preferences}: how one browser likes the pages. */
public final class PreferenceHandlers {

    private final Pages pages;

    public PreferenceHandlers(Pages pages) {
        this.pages = pages;
    }

    public void mount(RoutesConfig routes) {
        routes.post("/preferences", this::change);
    }

    private void change(Context ctx) {
        String language = ctx.formParam("language");
        if (language != null) {
            pages.remember(ctx, Pages.LANGUAGE, Language.of(language, Language.EN).tag());
        }
        String theme = ctx.formParam("theme");
        if (theme != null && theme.matches("auto|light|dark")) {
            pages.remember(ctx, Pages.THEME, theme);
        }
        ctx.redirect(Places.local(ctx.formParam("to")), HttpStatus.SEE_OTHER);
    }
}
