package illumiomonitor.web.rules;

import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.rule.Explained;
import illumiomonitor.engine.view.RuleLine;
import illumiomonitor.engine.view.RuleViews;
import illumiomonitor.web.page.Page;
import illumiomonitor.web.page.Pages;
import illumiomonitor.web.service.ExplainQuestion;
import illumiomonitor.web.service.RuleService;
import illumiomonitor.web.service.ServiceException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /rule/explain}: which condition of a rule a subject meets at a tick, and which not. */
public final class ExplainHandlers {

    private final Pages pages;
    private final RuleViews views;
    private final RuleService rules;
    private final ZoneId zone;
    private final Clock clock;

    public ExplainHandlers(
            Pages pages, RuleViews views, RuleService rules, Config config, Clock clock) {
        this.pages = pages;
        this.views = views;
        this.rules = rules;
        this.zone = config.display().zone();
        this.clock = clock;
    }

    public void mount(RoutesConfig routes) {
        routes.get("/rule/explain", this::explain);
    }

    private void explain(Context ctx) {
        RuleLine rule =
                views.rule(param(ctx.queryParam("name"))).orElseThrow(NotFoundResponse::new);
        ExplainQuestion question =
                new ExplainQuestion(
                        rule.rule(),
                        param(ctx.queryParam("version")),
                        param(ctx.queryParam("subject")),
                        Clocked.instant(param(ctx.queryParam("at")), zone, clock.instant()));
        List<Explained> answers = List.of();
        String problem = "";
        try {
            answers = question.subject().isEmpty() ? List.of() : rules.explain(question);
        } catch (ServiceException e) {
            problem = pages.said(ctx, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            problem = pages.language(ctx).words().get("request.failed");
        }
        Page page =
                pages.page(
                        ctx,
                        "rules",
                        "rule.title",
                        pages.language(ctx).title(rule.rule(), rule.title()));
        pages.draw(
                ctx,
                "rules/explain.jte",
                page,
                Map.of(
                        "rule",
                        rule,
                        "question",
                        question,
                        "at",
                        Clocked.field(question.at(), zone),
                        "answers",
                        answers,
                        "problem",
                        problem));
    }

    private static String param(@Nullable String value) {
        return Optional.ofNullable(value).orElse("").strip();
    }
}
