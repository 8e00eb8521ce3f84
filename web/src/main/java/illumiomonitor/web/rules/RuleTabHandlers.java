package illumiomonitor.web.rules;

import illumiomonitor.engine.alert.ExceptionLine;
import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.run.DueTicks;
import illumiomonitor.engine.view.RuleLine;
import illumiomonitor.engine.view.RuleViews;
import illumiomonitor.web.page.Page;
import illumiomonitor.web.page.Pages;
import illumiomonitor.web.page.Places;
import illumiomonitor.web.page.SignedIn;
import illumiomonitor.web.service.CaseResult;
import illumiomonitor.web.service.Rollback;
import illumiomonitor.web.service.RuleService;
import illumiomonitor.web.service.ServiceException;
import illumiomonitor.web.service.Withdrawal;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tabs of a rule beside its text: {@code /rule/cases} and so on. */
public final class RuleTabHandlers {

    private final Pages pages;
    private final RuleViews views;
    private final RuleService rules;
    private final Config config;

    public RuleTabHandlers(Pages pages, RuleViews views, RuleService rules, Config config) {
        this.pages = pages;
        this.views = views;
        this.rules = rules;
        this.config = config;
    }

    public void mount(RoutesConfig routes) {
        routes.get("/rule/versions", this::versions);
        routes.post("/rule/rollback", this::rollback);
        routes.post("/rule/override/withdraw", this::withdraw);
        routes.get("/rule/exceptions", this::exceptions);
        routes.post("/rule/exceptions/add", this::add);
        routes.post("/rule/exceptions/remove", this::remove);
    }

    private void versions(Context ctx) {
        RuleLine rule = asked(ctx);
        Map<String, Object> more = new HashMap<>();
        more.put("history", rules.ruleHistory(rule.rule()));
        more.put("webEdit", config.rules().webEdit());
        String to = param(ctx.queryParam("to"));
        if (!to.isEmpty()) {
            try {
                more.put("diff", rules.ruleDiff(rule.rule(), param(ctx.queryParam("from")), to));
            } catch (ServiceException e) {
                tell(ctx, "warn", pages.said(ctx, e));
            }
        }
        draw(ctx, "versions", rule, more);
    }

    private void rollback(Context ctx) {
        SignedIn.requireAdmin(ctx);
        if (!config.rules().webEdit()) {
            throw new ForbiddenResponse();
        }
        String rule = param(ctx.formParam("rule"));
        Rollback back =
                new Rollback(
                        rule,
                        param(ctx.formParam("version")),
                        SignedIn.user(ctx),
                        param(ctx.formParam("reason")));
        try {
            List<CaseResult> cases = rules.rollback(back);
            if (cases.isEmpty()) {
                tell(ctx, "good", pages.language(ctx).words().get("rule.saved"));
            } else {
                CaseHandlers.tell(ctx, pages, cases);
            }
        } catch (ServiceException e) {
            tell(ctx, "bad", pages.said(ctx, e));
        }
        back(ctx, "versions", rule);
    }

    private void withdraw(Context ctx) {
        SignedIn.requireAdmin(ctx);
        String rule = param(ctx.formParam("rule"));
        act(
                ctx,
                "override.withdrawn",
                () ->
                        rules.withdrawOverride(
                                new Withdrawal(
                                        rule, SignedIn.user(ctx), param(ctx.formParam("reason")))));
        back(ctx, "cases", rule);
    }

    private void exceptions(Context ctx) {
        RuleLine rule = asked(ctx);
        List<ExceptionLine> lines =
                rules.exceptions().stream().filter(line -> line.concerns(rule.rule())).toList();
        draw(
                ctx,
                "exceptions",
                rule,
                Map.of("lines", lines, "exceptions", rules.exceptionsState()));
    }

    private void add(Context ctx) {
        SignedIn.requireAdmin(ctx);
        String rule = param(ctx.formParam("rule"));
        boolean all = !param(ctx.formParam("all")).isEmpty();
        act(
                ctx,
                "exceptions.saved",
                () ->
                        rules.addException(
                                ExceptionLine.draft(
                                        all ? "*" : rule,
                                        given(ctx, "subject"),
                                        given(ctx, "cidr"),
                                        given(ctx, "label"),
                                        given(ctx, "name"),
                                        SignedIn.user(ctx),
                                        param(ctx.formParam("reason")),
                                        given(ctx, "until"))));
        back(ctx, "exceptions", rule);
    }

    private void remove(Context ctx) {
        SignedIn.requireAdmin(ctx);
        act(ctx, "exceptions.removed", () -> rules.removeException(param(ctx.formParam("id"))));
        back(ctx, "exceptions", param(ctx.formParam("rule")));
    }

    private void act(Context ctx, String saved, Runnable deed) {
        try {
            deed.run();
            tell(ctx, "good", pages.language(ctx).words().get(saved, DueTicks.MOST));
        } catch (ServiceException e) {
            tell(ctx, "bad", pages.said(ctx, e));
        }
    }

    private static void tell(Context ctx, String tone, String sentence) {
        SignedIn.session(ctx).tell(tone, sentence);
    }

    private static void back(Context ctx, String tab, String rule) {
        ctx.redirect("/rule/" + tab + "?name=" + Places.encode(rule), HttpStatus.SEE_OTHER);
    }

    private void draw(Context ctx, String tab, RuleLine rule, Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(more);
        all.put("rule", rule);
        pages.draw(ctx, "rules/" + tab + ".jte", page(ctx, rule), all);
    }

    private Page page(Context ctx, RuleLine rule) {
        return pages.page(
                ctx, "rules", "rule.title", pages.language(ctx).title(rule.rule(), rule.title()));
    }

    private RuleLine asked(Context ctx) {
        return find(param(ctx.queryParam("name")));
    }

    private RuleLine find(String name) {
        return views.rule(name).orElseThrow(NotFoundResponse::new);
    }

    private static @Nullable String given(Context ctx, String name) {
        String value = param(ctx.formParam(name));
        return value.isEmpty() ? null : value;
    }

    private static String param(@Nullable String value) {
        return Optional.ofNullable(value).orElse("").strip();
    }
}
