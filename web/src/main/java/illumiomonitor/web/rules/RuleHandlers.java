package illumiomonitor.web.rules;

import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.rule.guard.Allowance;
import illumiomonitor.engine.rule.guard.Allowed;
import illumiomonitor.engine.view.RuleLine;
import illumiomonitor.engine.view.RuleVersion;
import illumiomonitor.engine.view.RuleViews;
import illumiomonitor.web.page.Acts;
import illumiomonitor.web.page.Page;
import illumiomonitor.web.page.Pages;
import illumiomonitor.web.page.Places;
import illumiomonitor.web.page.SignedIn;
import illumiomonitor.web.service.ModeSwitch;
import illumiomonitor.web.service.RuleService;
import illumiomonitor.web.service.RuleWait;
import illumiomonitor.web.service.ServiceException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code /rules} and {@code /rule}. */
public final class RuleHandlers {

    private static final Set<String> MODES = Set.of("LIVE", "SHADOW", "OFF");

    private final Pages pages;
    private final RuleViews rules;
    private final Acts acts;
    private final RuleService service;
    private final boolean webEdit;

    public RuleHandlers(
            Pages pages, RuleViews rules, Acts acts, RuleService service, Config config) {
        this.pages = pages;
        this.rules = rules;
        this.acts = acts;
        this.service = service;
        this.webEdit = config.rules().webEdit();
    }

    public void mount(RoutesConfig routes) {
        routes.get("/rules", this::list);
        routes.get("/rules/allowed", this::allowed);
        routes.get("/rule", this::detail);
        routes.post("/rule/save", this::save);
        routes.post("/rule/mode", this::mode);
    }

    private void list(Context ctx) {
        Page page = pages.page(ctx, "rules", "rules.title");
        Map<String, RuleWait> waits = new HashMap<>();
        service.waits().forEach(wait -> waits.put(wait.rule(), wait));
        pages.draw(
                ctx,
                "rules/list.jte",
                page,
                Map.of(
                        "rules", rules.all(),
                        "waits", waits,
                        "exceptions", service.exceptionsState(),
                        "warnings", service.ruleWarnings()));
    }

    /** What a text may name, each with its reason; the check reads the same list. */
    private void allowed(Context ctx) {
        Map<String, List<Allowance>> parts = new LinkedHashMap<>();
        for (Allowance one : Allowed.all()) {
            if (one.forText()) {
                String heading = one.part().replaceFirst("^\\[[^]]*]\\s*", "");
                parts.computeIfAbsent(heading, part -> new ArrayList<>()).add(one);
            }
        }
        Page page = pages.page(ctx, "rules", "rules.allowed");
        pages.draw(ctx, "rules/allowed.jte", page, Map.of("parts", parts));
    }

    private void detail(Context ctx) {
        RuleLine rule = find(param(ctx.queryParam("name")));
        List<RuleVersion> versions = rules.versions(rule.rule());
        String wanted = param(ctx.queryParam("version"));
        String newest = newest(rule, versions);
        RuleVersion shown =
                rules.version(rule.rule(), wanted.isEmpty() ? newest : wanted)
                        .orElseGet(() -> unknownVersion(rule, wanted));
        boolean old = !shown.version().equals(newest);
        show(
                ctx,
                RuleSheet.of(rule, versions, shown, newest, old, webEdit, compilerSays(rule, old)));
    }

    /** What stands in the file, once it is taken in: going back makes an old text the newest. */
    private String newest(RuleLine rule, List<RuleVersion> versions) {
        return acts.standing(rule.file())
                .filter(there -> versions.stream().anyMatch(one -> one.version().equals(there)))
                .orElseGet(() -> versions.isEmpty() ? rule.version() : versions.get(0).version());
    }

    /** The text is not in the store yet: the page shows the rule without it. */
    private static RuleVersion unknownVersion(RuleLine rule, String wanted) {
        if (!wanted.isEmpty()) {
            throw new NotFoundResponse();
        }
        return RuleSheet.noText(rule);
    }

    private static List<Acts.RuleError> compilerSays(RuleLine rule, boolean old) {
        return rule.isBroken() && !old
                ? List.of(new Acts.RuleError(rule.line(), rule.col(), rule.error()))
                : List.of();
    }

    private void save(Context ctx) {
        SignedIn.requireAdmin(ctx);
        if (!webEdit) {
            throw new ForbiddenResponse();
        }
        RuleLine rule = find(param(ctx.formParam("rule")));
        // a browser sends line ends as CR LF; the file keeps plain ones
        String text = param(ctx.formParam("text")).replace("\r\n", "\n");
        if (text.isBlank()) {
            throw new BadRequestResponse();
        }
        String reason = param(ctx.formParam("reason")).strip();
        String onto = param(ctx.formParam("version"));
        String newest = newest(rule, rules.versions(rule.rule()));
        boolean meanwhile = !onto.isEmpty() && !onto.equals(newest);
        Acts.RuleSave saved =
                meanwhile
                        ? changedMeanwhile(ctx)
                        : acts.saveRule(rule.file(), text, SignedIn.user(ctx), reason);
        if (saved.live()) {
            SignedIn.session(ctx).tell("good", pages.language(ctx).words().get("rule.saved"));
            ctx.redirect(address(rule.rule()), HttpStatus.SEE_OTHER);
            return;
        }
        ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
        RuleLine now = find(rule.rule());
        RuleVersion typed = RuleSheet.typed(now, text, SignedIn.user(ctx), reason);
        List<RuleVersion> versions = rules.versions(now.rule());
        show(
                ctx,
                RuleSheet.of(
                        now, versions, typed, newest(now, versions), false, true, saved.errors()));
    }

    /** What was typed stays on the page; saved once more, it takes the other's place. */
    private Acts.RuleSave changedMeanwhile(Context ctx) {
        return new Acts.RuleSave(
                false,
                List.of(
                        new Acts.RuleError(
                                0, 0, pages.language(ctx).words().get("rule.meanwhile"))));
    }

    private void mode(Context ctx) {
        SignedIn.requireAdmin(ctx);
        RuleLine rule = find(param(ctx.formParam("rule")));
        String mode = param(ctx.formParam("mode"));
        if (!MODES.contains(mode)) {
            throw new BadRequestResponse();
        }
        String override = param(ctx.formParam("override")).strip();
        try {
            service.switchRule(
                    new ModeSwitch(
                            rule.rule(), mode, SignedIn.user(ctx), override, !override.isEmpty()));
            SignedIn.session(ctx).tell("good", pages.language(ctx).words().get("rule.mode.set"));
            ctx.redirect(address(rule.rule()), HttpStatus.SEE_OTHER);
        } catch (ServiceException e) {
            SignedIn.session(ctx).tell("bad", pages.said(ctx, e));
            ctx.redirect("/rule/cases?name=" + Places.encode(rule.rule()), HttpStatus.SEE_OTHER);
        }
    }

    private void show(Context ctx, RuleSheet sheet) {
        Page page =
                pages.page(
                        ctx,
                        "rules",
                        "rule.title",
                        pages.language(ctx).title(sheet.rule().rule(), sheet.rule().title()));
        pages.draw(
                ctx,
                "rules/detail.jte",
                page,
                Map.of(
                        "sheet", sheet,
                        "wait", wait(sheet.rule().rule()),
                        "warnings", warnings(sheet.rule().rule())));
    }

    private RuleWait wait(String rule) {
        return service.waits().stream()
                .filter(wait -> wait.rule().equals(rule))
                .findFirst()
                .orElseGet(() -> new RuleWait(rule, List.of(), false));
    }

    private List<String> warnings(String rule) {
        return service.ruleWarnings().getOrDefault(rule, List.of());
    }

    private RuleLine find(String name) {
        return rules.rule(name).orElseThrow(NotFoundResponse::new);
    }

    private static String address(String rule) {
        return "/rule?name=" + Places.encode(rule);
    }

    private static String param(@org.jspecify.annotations.Nullable String value) {
        return Optional.ofNullable(value).orElse("");
    }
}
