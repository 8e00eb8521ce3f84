package illumiomonitor.web.forms;

import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.form.Form;
import illumiomonitor.engine.form.FormException;
import illumiomonitor.engine.form.FormText;
import illumiomonitor.engine.form.Kind;
import illumiomonitor.engine.view.NameViews;
import illumiomonitor.engine.view.RuleLine;
import illumiomonitor.engine.view.RuleVersion;
import illumiomonitor.engine.view.RuleViews;
import illumiomonitor.web.page.Acts;
import illumiomonitor.web.page.Page;
import illumiomonitor.web.page.Pages;
import illumiomonitor.web.page.Places;
import illumiomonitor.web.page.SignedIn;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code /form}: a rule is filled in, its text is shown as it grows, and saved as any other. */
public final class FormHandlers {

    private final Pages pages;
    private final RuleViews rules;
    private final NameViews names;
    private final Acts acts;
    private final boolean webEdit;

    public FormHandlers(Pages pages, RuleViews rules, NameViews names, Acts acts, Config config) {
        this.pages = pages;
        this.rules = rules;
        this.names = names;
        this.acts = acts;
        this.webEdit = config.rules().webEdit();
    }

    public void mount(RoutesConfig routes) {
        routes.get("/form", this::open);
        routes.post("/form/preview", this::preview);
        routes.post("/form/save", this::save);
    }

    private void open(Context ctx) {
        String rule = Optional.ofNullable(ctx.queryParam("rule")).orElse("");
        if (!rule.isEmpty()) {
            edit(ctx, rule);
            return;
        }
        Kind kind = kind(Optional.ofNullable(ctx.queryParam("kind")).orElse("TRAFFIC"));
        show(ctx, sheet(kind, Typed.blank(kind), "", "", Optional.empty(), List.of(), ctx));
    }

    private void edit(Context ctx, String rule) {
        RuleLine line = rules.rule(rule).orElseThrow(NotFoundResponse::new);
        RuleVersion newest = newest(line);
        Optional<Form> form =
                FormText.read(newest.text()).filter(read -> read.file().equals(line.file()));
        if (form.isEmpty()) {
            SignedIn.session(ctx).tell("warn", pages.language(ctx).words().get("forms.edited"));
            ctx.redirect("/rule?name=" + Places.encode(rule), HttpStatus.SEE_OTHER);
            return;
        }
        Map<String, String> values = Typed.of(form.get());
        show(ctx, sheet(form.get().kind(), values, rule, newest.version(), form, List.of(), ctx));
    }

    private RuleVersion newest(RuleLine line) {
        List<RuleVersion> versions = rules.versions(line.rule());
        String version =
                acts.standing(line.file())
                        .filter(
                                there ->
                                        versions.stream()
                                                .anyMatch(one -> one.version().equals(there)))
                        .orElseGet(
                                () ->
                                        versions.isEmpty()
                                                ? line.version()
                                                : versions.get(0).version());
        return rules.version(line.rule(), version).orElseThrow(NotFoundResponse::new);
    }

    private void preview(Context ctx) {
        Filled filled = filled(ctx);
        Page page = pages.page(ctx, "rules", "forms.title");
        pages.draw(ctx, "forms/preview.jte", page, Map.of("sheet", filled.sheet));
    }

    private void save(Context ctx) {
        SignedIn.requireAdmin(ctx);
        if (!webEdit) {
            throw new ForbiddenResponse();
        }
        Filled filled = filled(ctx);
        if (filled.form.isEmpty()) {
            ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
            show(ctx, filled.sheet);
            return;
        }
        Form form = filled.form.get();
        Acts.RuleSave saved =
                acts.saveRule(form.file(), filled.sheet.text(), SignedIn.user(ctx), "");
        if (saved.live()) {
            SignedIn.session(ctx).tell("good", pages.language(ctx).words().get("rule.saved"));
            ctx.redirect("/rule?name=" + Places.encode(form.name()), HttpStatus.SEE_OTHER);
            return;
        }
        ctx.status(HttpStatus.UNPROCESSABLE_CONTENT);
        List<String> faults = saved.errors().stream().map(Acts.RuleError::message).toList();
        FormSheet sheet = filled.sheet;
        show(
                ctx,
                sheet(
                        sheet.kind(),
                        sheet.values(),
                        sheet.rule(),
                        sheet.version(),
                        filled.form,
                        faults,
                        ctx));
    }

    private record Filled(Optional<Form> form, FormSheet sheet) {}

    private Filled filled(Context ctx) {
        Map<String, String> values = new LinkedHashMap<>();
        ctx.formParamMap().forEach((name, typed) -> values.put(name, String.join(", ", typed)));
        Kind kind = kind(values.getOrDefault("kind", ""));
        String rule = values.getOrDefault("rule", "");
        if (!rule.isEmpty()) {
            values.put("name", rule);
        }
        Typed typed = new Typed(values, locale(ctx));
        Optional<Form> form = typed.form(kind);
        form.ifPresent(made -> object(ctx, made, rule, values.getOrDefault("version", ""), typed));
        Optional<Form> sound = form.filter(made -> typed.faults().isEmpty());
        FormSheet sheet =
                sheet(
                        kind,
                        values,
                        rule,
                        values.getOrDefault("version", ""),
                        sound,
                        typed.faults(),
                        ctx);
        return new Filled(sound, sheet);
    }

    /** What only the store knows: names that nothing has, and rules that are in the way. */
    private void object(Context ctx, Form form, String rule, String version, Typed typed) {
        for (FormException unknown : names.all().unknown(form)) {
            typed.fault(unknown.in(locale(ctx)));
        }
        Optional<RuleLine> there =
                rules.all().stream()
                        .filter(
                                line ->
                                        line.rule().equals(form.name())
                                                || line.file().equals(form.file()))
                        .findFirst();
        if (rule.isEmpty() && there.isPresent()) {
            typed.fault(pages.language(ctx).words().get("forms.taken", form.name()));
        } else if (there.isPresent() && !newest(there.get()).version().equals(version)) {
            typed.fault(pages.language(ctx).words().get("forms.meanwhile"));
        }
    }

    private FormSheet sheet(
            Kind kind,
            Map<String, String> values,
            String rule,
            String version,
            Optional<Form> form,
            List<String> faults,
            Context ctx) {
        return FormSheet.of(kind, values, rule, version, form, faults, locale(ctx));
    }

    private Locale locale(Context ctx) {
        return pages.language(ctx).words().locale();
    }

    private void show(Context ctx, FormSheet sheet) {
        Page page = pages.page(ctx, "rules", "forms.title");
        pages.draw(ctx, "forms/form.jte", page, Map.of("sheet", sheet));
    }

    private static Kind kind(String name) {
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .orElseThrow(NotFoundResponse::new);
    }
}
