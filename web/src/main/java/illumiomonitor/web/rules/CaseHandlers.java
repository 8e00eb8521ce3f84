package illumiomonitor.web.rules;

import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.view.RuleLine;
import illumiomonitor.engine.view.RuleViews;
import illumiomonitor.web.page.Page;
import illumiomonitor.web.page.Pages;
import illumiomonitor.web.page.Places;
import illumiomonitor.web.page.SignedIn;
import illumiomonitor.web.service.CaseEdit;
import illumiomonitor.web.service.CaseResult;
import illumiomonitor.web.service.CaseSheet;
import illumiomonitor.web.service.RuleService;
import illumiomonitor.web.service.SavedCases;
import illumiomonitor.web.service.SavedCases.Outcome;
import illumiomonitor.web.service.ServiceException;
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

/** {@code /rule/cases}: how they end, and their text. */
public final class CaseHandlers {

    private final Pages pages;
    private final RuleViews views;
    private final RuleService rules;
    private final Config config;

    public CaseHandlers(Pages pages, RuleViews views, RuleService rules, Config config) {
        this.pages = pages;
        this.views = views;
        this.rules = rules;
        this.config = config;
    }

    public void mount(RoutesConfig routes) {
        routes.get("/rule/cases", this::cases);
        routes.post("/rule/cases/save", this::save);
    }

    private void cases(Context ctx) {
        RuleLine rule = find(ctx.queryParam("name"));
        Page page = page(ctx, rule);
        boolean editable = config.rules().webEdit() && page.mayAct();
        draw(
                ctx,
                page,
                rule,
                sheet(ctx, rule)
                        .filter(sheet -> editable || !sheet.text().isEmpty())
                        .map(sheet -> CasesTyped.standing(sheet, beginning(ctx, rule)))
                        .orElse(null));
    }

    private void save(Context ctx) {
        SignedIn.requireAdmin(ctx);
        if (!config.rules().webEdit()) {
            throw new ForbiddenResponse();
        }
        RuleLine rule = find(ctx.formParam("rule"));
        String onto = param(ctx.formParam("version"));
        CaseEdit edit =
                new CaseEdit(
                        rule.rule(),
                        onto,
                        // a browser sends line ends as CR LF; the file keeps plain ones
                        param(ctx.formParam("text")).replace("\r\n", "\n"),
                        SignedIn.user(ctx),
                        param(ctx.formParam("reason")).strip());
        try {
            SavedCases saved = rules.saveCases(edit);
            if (saved.outcome() == Outcome.SAVED) {
                tell(ctx, pages, saved.results());
                ctx.redirect(address(rule), HttpStatus.SEE_OTHER);
                return;
            }
            ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
            CaseSheet now = rules.cases(rule.rule());
            draw(ctx, page(ctx, rule), rule, CasesTyped.refused(now, onto, edit, saved));
        } catch (ServiceException e) {
            SignedIn.session(ctx).tell("bad", pages.said(ctx, e));
            ctx.redirect(address(rule), HttpStatus.SEE_OTHER);
        }
    }

    /** Says what became of cases that stand now, also when it is not what their author hoped. */
    static void tell(Context ctx, Pages pages, List<CaseResult> results) {
        var words = pages.language(ctx).words();
        Optional<CaseResult> failed = results.stream().filter(one -> !one.passed()).findFirst();
        if (failed.isEmpty()) {
            SignedIn.session(ctx).tell("good", words.get("cases.saved"));
            return;
        }
        CaseResult one = failed.get();
        String which = one.name().isEmpty() ? pages.language(ctx).said(one.message()) : one.name();
        SignedIn.session(ctx).tell("warn", words.get("cases.saved.failing", which));
    }

    /** Without a file of the rule, or with cases that cannot be read, there is nothing to edit. */
    private Optional<CaseSheet> sheet(Context ctx, RuleLine rule) {
        if (rule.state().equals("GONE")) {
            return Optional.empty();
        }
        try {
            return Optional.of(rules.cases(rule.rule()));
        } catch (ServiceException e) {
            SignedIn.session(ctx).tell("bad", pages.said(ctx, e));
            return Optional.empty();
        }
    }

    /** Where there are no cases yet: one that says something and passes. */
    private String beginning(Context ctx, RuleLine rule) {
        String name = rule.rule();
        boolean plain = name.matches("[\\w./-]+");
        return "rule: "
                + (plain ? name : "'" + name.replace("'", "''") + "'")
                + "\ncases:\n  - name: "
                + pages.language(ctx).words().get("cases.first")
                + "\n    flows: []\n    finds: []\n";
    }

    private void draw(Context ctx, Page page, RuleLine rule, @Nullable CasesTyped typed) {
        List<CaseResult> cases =
                rule.state().equals("GONE")
                        ? List.of()
                        : rules.testRules(config.rules().dir().resolve(rule.file())).stream()
                                .filter(one -> one.concerns(rule.rule()))
                                .toList();
        Map<String, Object> more = new HashMap<>();
        more.put("rule", rule);
        more.put("cases", cases);
        more.put("failing", cases.stream().anyMatch(one -> !one.passed()));
        more.put("typed", typed);
        more.put("webEdit", config.rules().webEdit());
        pages.draw(ctx, "rules/cases.jte", page, more);
    }

    private Page page(Context ctx, RuleLine rule) {
        return pages.page(
                ctx, "rules", "rule.title", pages.language(ctx).title(rule.rule(), rule.title()));
    }

    private RuleLine find(@Nullable String name) {
        return views.rule(param(name).strip()).orElseThrow(NotFoundResponse::new);
    }

    private static String address(RuleLine rule) {
        return "/rule/cases?name=" + Places.encode(rule.rule());
    }

    private static String param(@Nullable String value) {
        return Optional.ofNullable(value).orElse("");
    }
}
