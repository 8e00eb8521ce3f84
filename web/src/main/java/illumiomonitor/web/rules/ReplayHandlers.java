package illumiomonitor.web.rules;

import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.replay.ReplayPlan;
import illumiomonitor.engine.view.RuleLine;
import illumiomonitor.engine.view.RuleViews;
import illumiomonitor.web.page.Page;
import illumiomonitor.web.page.Pages;
import illumiomonitor.web.page.Places;
import illumiomonitor.web.page.SignedIn;
import illumiomonitor.web.service.RuleService;
import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Judging the past again: {@code /rule/replay} for one rule, {@code /replay} for all of them. One
 * at a time; what came of the newest is shown until the next.
 */
public final class ReplayHandlers {

    private static final Duration LONGEST = Duration.ofDays(31);

    private final Pages pages;
    private final RuleViews views;
    private final RuleService rules;
    private final ZoneId zone;
    private final Clock clock;
    private @Nullable Begun newest;

    /** A replay and what it is of: a rule's name, empty for all. */
    private record Begun(String rule, ReplayJob job) {}

    public ReplayHandlers(
            Pages pages, RuleViews views, RuleService rules, Config config, Clock clock) {
        this.pages = pages;
        this.views = views;
        this.rules = rules;
        this.zone = config.display().zone();
        this.clock = clock;
    }

    public void mount(RoutesConfig routes) {
        routes.get("/rule/replay", this::ofRule);
        routes.post("/rule/replay", this::startRule);
        routes.get("/replay", this::ofAll);
        routes.post("/replay", this::startAll);
    }

    private void ofRule(Context ctx) {
        RuleLine rule = find(param(ctx.queryParam("name")));
        Page page =
                pages.page(
                        ctx,
                        "rules",
                        "rule.title",
                        pages.language(ctx).title(rule.rule(), rule.title()));
        Map<String, Object> more = new HashMap<>();
        more.put("rule", rule);
        job(rule.rule()).ifPresent(job -> more.put("job", job));
        if (Pages.wantsPart(ctx) && more.containsKey("job")) {
            pages.draw(ctx, "rules/replayed.jte", page, more);
            return;
        }
        more.put("history", rules.ruleHistory(rule.rule()));
        pages.draw(ctx, "rules/replay.jte", page, more);
    }

    private void ofAll(Context ctx) {
        Page page = pages.page(ctx, "rules", "replay.all");
        Map<String, Object> more = new HashMap<>();
        job("").ifPresent(job -> more.put("job", job));
        boolean part = Pages.wantsPart(ctx) && more.containsKey("job");
        pages.draw(ctx, part ? "rules/replayedAll.jte" : "rules/replayAll.jte", page, more);
    }

    private void startRule(Context ctx) {
        SignedIn.requireAdmin(ctx);
        RuleLine rule = find(param(ctx.formParam("rule")));
        start(ctx, rule.rule());
        ctx.redirect("/rule/replay?name=" + Places.encode(rule.rule()), HttpStatus.SEE_OTHER);
    }

    private void startAll(Context ctx) {
        SignedIn.requireAdmin(ctx);
        start(ctx, "");
        ctx.redirect("/replay", HttpStatus.SEE_OTHER);
    }

    private void start(Context ctx, String rule) {
        Instant to = Clocked.instant(param(ctx.formParam("to")), zone, clock.instant());
        ReplayPlan plan =
                new ReplayPlan(
                        rule.isEmpty() ? null : rule,
                        given(ctx, "version"),
                        given(ctx, "against"),
                        to.minus(hours(ctx)),
                        to);
        ReplayJob job = new ReplayJob();
        if (!begin(rule, job)) {
            SignedIn.session(ctx).tell("warn", pages.language(ctx).words().get("replay.busy"));
            return;
        }
        Thread thread = new Thread(() -> job.work(rules, plan), "replay");
        thread.setDaemon(true);
        thread.start();
    }

    private synchronized boolean begin(String rule, ReplayJob job) {
        Begun before = newest;
        if (before != null && before.job().running()) {
            return false;
        }
        newest = new Begun(rule, job);
        return true;
    }

    private synchronized Optional<ReplayJob> job(String rule) {
        return Optional.ofNullable(newest)
                .filter(begun -> begun.rule().equals(rule))
                .map(Begun::job);
    }

    private static Duration hours(Context ctx) {
        try {
            Duration length = Duration.ofHours(Long.parseLong(param(ctx.formParam("hours"))));
            if (length.isNegative() || length.isZero() || length.compareTo(LONGEST) > 0) {
                throw new BadRequestResponse();
            }
            return length;
        } catch (NumberFormatException e) {
            throw new BadRequestResponse(); // a form that a person changed by hand
        }
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
