package illumiomonitor.web.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import illumiomonitor.engine.alert.ExceptionLine;
import illumiomonitor.engine.replay.ReplayPlan;
import illumiomonitor.web.service.Questions.AlertId;
import illumiomonitor.web.service.Questions.Count;
import illumiomonitor.web.service.Questions.Day;
import illumiomonitor.web.service.Questions.Days;
import illumiomonitor.web.service.Questions.Deliveries;
import illumiomonitor.web.service.Questions.Flag;
import illumiomonitor.web.service.Questions.Named;
import illumiomonitor.web.service.Questions.Nothing;
import illumiomonitor.web.service.Questions.RuleSwitch;
import illumiomonitor.web.service.Questions.RuleText;
import illumiomonitor.web.service.Questions.RuleTexts;
import illumiomonitor.web.service.ServiceException.Problem;
import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.UnauthorizedResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /api/service/**}: a {@link Service} for the command line on the same machine, for those
 * who can read the token file.
 */
public final class ServiceRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceRoutes.class);

    private final Service service;
    private final byte[] password;
    private final ObjectMapper json = ServiceJson.mapper();

    public ServiceRoutes(Service service, String token) {
        this.service = service;
        this.password = bytes("Bearer " + token);
    }

    public void mount(RoutesConfig routes) {
        on(routes, "about", Nothing.class, (in, reply) -> service.about());
        on(routes, "run/plan", RunRequest.class, (in, reply) -> service.plan(in));
        on(routes, "run", RunRequest.class, service::run);
        on(routes, "check", Nothing.class, (in, reply) -> service.check(reply));
        on(routes, "sql", SqlRequest.class, service::sql);
        on(routes, "channels/test", Named.class, (in, reply) -> service.testChannels(in.name()));
        on(routes, "channels/dead", Count.class, (in, reply) -> service.deadLetters(in.value()));
        on(routes, "channels/resend", Deliveries.class, (in, reply) -> service.resend(in.ids()));
        on(routes, "gaps", Flag.class, (in, reply) -> service.gaps(in.value()));
        on(routes, "reconcile", Day.class, (in, reply) -> service.reconcile(in.day(), reply));
        on(routes, "backfill/plan", Days.class, (in, reply) -> service.backfillPlan(in.days()));
        on(routes, "backfill", Days.class, (in, reply) -> service.backfill(in.days(), reply));
        on(routes, "backup", Named.class, (in, reply) -> service.backup(Path.of(given(in.name()))));
        on(routes, "record", RecordRequest.class, service::record);
        mountRules(routes);
        mountAlerts(routes);
        mountUsers(routes);
    }

    private void mountRules(RoutesConfig routes) {
        on(routes, "rules", Nothing.class, (in, reply) -> service.rules());
        on(routes, "rules/check", Named.class, (in, reply) -> service.checkRules(path(in.name())));
        on(
                routes,
                "rules/check-text",
                RuleText.class,
                (in, reply) -> service.checkRule(in.file(), in.text()));
        on(routes, "rules/test", Named.class, (in, reply) -> service.testRules(path(in.name())));
        on(routes, "rules/names", Nothing.class, (in, reply) -> service.names());
        mountAuthors(routes);
        on(
                routes,
                "rules/install",
                InstallWish.class,
                (in, reply) -> service.installRules(in.restores()));
        on(
                routes,
                "rules/save",
                RuleText.class,
                (in, reply) -> {
                    service.saveRule(in.file(), in.text(), in.who());
                    return null;
                });
        on(
                routes,
                "rules/delete",
                RuleSwitch.class,
                (in, reply) -> {
                    service.deleteRule(in.rule(), in.who());
                    return null;
                });
        on(
                routes,
                "rules/mode",
                RuleSwitch.class,
                (in, reply) -> {
                    service.setRuleMode(in.rule(), in.mode(), in.who());
                    return null;
                });
    }

    private void mountAuthors(RoutesConfig routes) {
        on(routes, "rules/replay", ReplayPlan.class, service::replay);
        on(routes, "rules/explain", ExplainQuestion.class, (in, reply) -> service.explain(in));
        on(
                routes,
                "rules/versions",
                Named.class,
                (in, reply) -> service.ruleHistory(given(in.name())));
        on(
                routes,
                "rules/diff",
                RuleTexts.class,
                (in, reply) -> service.ruleDiff(in.rule(), in.from(), in.to()));
        on(routes, "rules/rollback", Rollback.class, (in, reply) -> service.rollback(in));
        on(routes, "rules/cases", Named.class, (in, reply) -> service.cases(given(in.name())));
        on(routes, "rules/cases/save", CaseEdit.class, (in, reply) -> service.saveCases(in));
        tell(routes, "rules/switch", ModeSwitch.class, service::switchRule);
        tell(routes, "rules/withdraw", Withdrawal.class, service::withdrawOverride);
        on(routes, "rules/waits", Nothing.class, (in, reply) -> service.waits());
        on(routes, "rules/exceptions", Nothing.class, (in, reply) -> service.exceptions());
        on(
                routes,
                "rules/exceptions/state",
                Nothing.class,
                (in, reply) -> service.exceptionsState());
        tell(routes, "rules/exceptions/add", ExceptionLine.class, service::addException);
        tell(
                routes,
                "rules/exceptions/remove",
                Named.class,
                in -> service.removeException(given(in.name())));
        on(routes, "rules/new", NewRule.class, (in, reply) -> service.newRule(in));
    }

    private void mountAlerts(RoutesConfig routes) {
        on(routes, "alerts", AlertFilter.class, (in, reply) -> service.alerts(in));
        on(routes, "alerts/show", AlertId.class, (in, reply) -> service.alert(in.id()));
        on(routes, "alerts/ack", AlertDecision.class, (in, reply) -> service.acknowledge(in));
        on(routes, "alerts/close", AlertDecision.class, (in, reply) -> service.closeAlert(in));
    }

    private void mountUsers(RoutesConfig routes) {
        on(routes, "users", Nothing.class, (in, reply) -> service.users());
        on(
                routes,
                "users/add",
                NewUser.class,
                (in, reply) -> {
                    service.addUser(in);
                    return null;
                });
        on(
                routes,
                "users/remove",
                Named.class,
                (in, reply) -> {
                    service.removeUser(given(in.name()));
                    return null;
                });
        on(
                routes,
                "users/password",
                NewUser.class,
                (in, reply) -> {
                    service.setPassword(in.username(), in.password());
                    return null;
                });
    }

    private interface Question<T> {
        @Nullable Object answer(T in, Reply reply) throws InterruptedException;
    }

    /** A question whose answer is that it was done. */
    private <T> void tell(RoutesConfig routes, String name, Class<T> type, Consumer<T> deed) {
        on(
                routes,
                name,
                type,
                (in, reply) -> {
                    deed.accept(in);
                    return null;
                });
    }

    private <T> void on(RoutesConfig routes, String name, Class<T> type, Question<T> question) {
        routes.post(
                Questions.PATH + name,
                ctx -> {
                    admit(ctx);
                    T in = read(ctx, type);
                    ctx.contentType("application/x-ndjson; charset=utf-8");
                    // Not Javalin's own stream, which does not pass a flush on.
                    answer(question, in, new Reply(ctx.res().getOutputStream(), json));
                });
    }

    private static <T> void answer(Question<T> question, T in, Reply reply) {
        try {
            reply.answer(question.answer(in, reply));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reply.problem(
                    new ServiceException(
                            Problem.AWAY, "the service was stopped before it could answer", e));
        } catch (RuntimeException e) {
            // Whatever went wrong belongs to this one question, and the one who asked must hear of
            // it.
            ServiceException trouble = Trouble.of(e);
            if (trouble.problem() == Problem.BUG) {
                LOG.error("A question to the service failed", e);
            }
            reply.problem(trouble);
        }
    }

    private <T> T read(Context ctx, Class<T> type) throws IOException {
        try {
            return json.readValue(ctx.bodyInputStream(), type);
        } catch (JsonProcessingException e) {
            LOG.debug("Unreadable question", e);
            throw new BadRequestResponse("the question cannot be read");
        }
    }

    private void admit(Context ctx) throws IOException {
        if (!InetAddress.getByName(ctx.ip()).isLoopbackAddress()) {
            throw new ForbiddenResponse("only from this machine");
        }
        String header = ctx.header("Authorization");
        if (header == null || !MessageDigest.isEqual(bytes(header), password)) {
            throw new UnauthorizedResponse("the token is not that of this service");
        }
    }

    private static String given(@Nullable String name) {
        if (name == null || name.isEmpty()) {
            throw new ServiceException(Problem.USAGE, "a name is missing");
        }
        return name;
    }

    private static @Nullable Path path(@Nullable String name) {
        return name == null ? null : Path.of(name);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
