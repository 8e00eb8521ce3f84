package illumiomonitor.engine.rule;

import illumiomonitor.engine.rule.guard.ClassCheck;
import illumiomonitor.engine.rule.guard.Meter;
import illumiomonitor.engine.rule.guard.Objection;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.drools.compiler.kie.builder.impl.InternalKieModule;
import org.drools.model.Model;
import org.drools.model.codegen.ExecutableModelProject;
import org.drools.modelcompiler.KieBaseBuilder;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.builder.ReleaseId;

/**
 * Compiles rule files, each to a model of its own. Many at once cost little more than one; when
 * some of them are broken, the others are compiled without them.
 */
final class RuleCompiler {

    /** The compiler holds all of a build in memory. */
    private static final int AT_ONCE = 40;

    private static final Duration LOADING = Duration.ofSeconds(2);

    private static final AtomicLong BUILDS = new AtomicLong();

    /** What became of the files: each is in one of the two. */
    static final class Results {
        final Map<String, CompiledRules> compiled = new HashMap<>();
        final Map<String, List<RuleError>> errors = new HashMap<>();
    }

    private final KieServices services = KieServices.get();

    /** Compiles texts that have no errors of their own; the answer is by file. */
    Results compile(List<RuleText> texts) {
        Results results = new Results();
        for (int from = 0; from < texts.size(); from += AT_ONCE) {
            build(texts.subList(from, Math.min(texts.size(), from + AT_ONCE)), results);
        }
        return results;
    }

    private void build(List<RuleText> texts, Results results) {
        if (texts.isEmpty()) {
            return;
        }
        ReleaseId id =
                services.newReleaseId("illumiomonitor", "rules", "1." + BUILDS.incrementAndGet());
        try {
            KieBuilder builder = builder(texts, id);
            builder.buildAll(ExecutableModelProject.class);
            List<Message> errors = builder.getResults().getMessages(Message.Level.ERROR);
            if (errors.isEmpty()) {
                load((InternalKieModule) builder.getKieModule(), texts, results);
            } else {
                blame(texts, errors, results);
            }
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            // The compiler throws on some texts, e.g. a number compared with a word.
            blame(texts, e, results);
        } finally {
            services.getRepository().removeKieModule(id);
        }
    }

    private KieBuilder builder(List<RuleText> texts, ReleaseId id) {
        KieFileSystem files = services.newKieFileSystem();
        files.generateAndWritePomXML(id);
        for (RuleText text : texts) {
            String name = text.compiledPackage();
            files.write("src/main/resources/" + name + "/" + name + ".drl", text.compiledText());
        }
        return services.newKieBuilder(files, new CompilerLoader());
    }

    /**
     * The classes of a text, neither checked nor loaded.
     *
     * @throws IllegalArgumentException if the compiler does not take it
     */
    Map<String, byte[]> classes(RuleText text) {
        ReleaseId id =
                services.newReleaseId("illumiomonitor", "rules", "1." + BUILDS.incrementAndGet());
        try {
            KieBuilder builder = builder(List.of(text), id);
            builder.buildAll(ExecutableModelProject.class);
            if (builder.getResults().hasMessages(Message.Level.ERROR)) {
                throw new IllegalArgumentException(builder.getResults().toString());
            }
            return byPackage((InternalKieModule) builder.getKieModule())
                    .getOrDefault(text.compiledPackage(), Map.of());
        } finally {
            services.getRepository().removeKieModule(id);
        }
    }

    private static Map<String, Map<String, byte[]>> byPackage(InternalKieModule module) {
        Map<String, Map<String, byte[]>> byPackage = new HashMap<>();
        for (String name : module.getFileNames()) {
            if (name.endsWith(".class")) {
                String type = name.substring(0, name.length() - ".class".length());
                int slash = type.indexOf('/');
                byPackage
                        .computeIfAbsent(
                                slash < 0 ? "" : type.substring(0, slash), p -> new HashMap<>())
                        .put(type.replace('/', '.'), module.getBytes(name));
            }
        }
        return byPackage;
    }

    private void load(InternalKieModule module, List<RuleText> texts, Results results) {
        Map<String, Map<String, byte[]>> byPackage = byPackage(module);
        for (RuleText text : texts) {
            Map<String, byte[]> classes = byPackage.getOrDefault(text.compiledPackage(), Map.of());
            List<Objection> objections =
                    ClassCheck.of(classes, text.compiledPackage(), text.text());
            if (objections.isEmpty()) {
                join(text, classes, results);
            } else {
                Place place = new Place(text.file(), text.text());
                refuse(text, objections.stream().map(place::of).toList(), results);
            }
        }
    }

    /**
     * Makes the model and tries it out. What a rule compares with and its salience are worked out
     * here, so that it may throw or take long; and some shapes compile and then make no network,
     * which would be found while judging.
     */
    private static void join(RuleText text, Map<String, byte[]> classes, Results results) {
        Budget budget = new Budget(LOADING);
        budget.start();
        try (Watch watch = new Watch(budget, () -> {})) {
            Meter.open(budget::look);
            Model model = model(text, classes);
            KieBaseBuilder.createKieBaseFromModel(model);
            results.compiled.put(text.file(), new CompiledRules(text, model));
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            RuleError error =
                    new Complaints(text)
                            .badPattern(e)
                            .orElseGet(() -> unjoined(text, sentence(budget, e)));
            refuse(text, List.of(error), results);
        } finally {
            Meter.close();
        }
    }

    private static RuleError unjoined(RuleText text, String sentence) {
        return new Place(text.file(), text.text()).at(-1, "", sentence);
    }

    private static String sentence(Budget budget, Throwable thrown) {
        if (budget.starved()) {
            return "memory ran short while it was put together: save it again";
        }
        if (budget.exceeded()) {
            return "what it compares with, or its salience, takes more than "
                    + LOADING.toSeconds()
                    + " s to work out: write it down as it is";
        }
        String reason = RuleFault.reason(thrown);
        return thrown instanceof Unmade
                ? "what it compares with, or its salience, cannot be worked out: " + reason
                : "its patterns cannot be joined this way, say them more simply: " + reason;
    }

    /** The rule's own code failed where its model was made. */
    private static final class Unmade extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Unmade(String file, Throwable cause) {
            super(file, cause);
        }
    }

    /** Where nobody knows the line of a fault, it is that of the rule. */
    private static void refuse(RuleText text, List<RuleError> errors, Results results) {
        results.errors.put(text.file(), errors.stream().map(error -> placed(text, error)).toList());
    }

    private static RuleError placed(RuleText text, RuleError error) {
        if (error.line() > 0 || text.headers().isEmpty()) {
            return error;
        }
        Header first = text.headers().get(0);
        String sentence =
                text.headers().size() == 1
                        ? "rule \"" + first.name() + "\": " + error.message()
                        : error.message();
        return new RuleError(text.file(), first.line(), 1, error.word(), sentence);
    }

    private static Model model(RuleText text, Map<String, byte[]> classes) {
        RuleClasses loader = new RuleClasses(classes);
        try {
            for (String name : classes.keySet()) {
                if (name.startsWith(text.compiledPackage() + ".Rules") && !name.contains("$")) {
                    Class<?> type = loader.loadClass(name);
                    if (Model.class.isAssignableFrom(type)) {
                        return (Model) type.getDeclaredConstructor().newInstance();
                    }
                }
            }
        } catch (InvocationTargetException e) {
            throw new Unmade(text.file(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the compiled form of " + text.file() + " is odd", e);
        }
        throw new IllegalStateException("nothing was compiled of " + text.file());
    }

    private void blame(List<RuleText> texts, List<Message> errors, Results results) {
        if (texts.size() == 1) {
            RuleText text = texts.get(0);
            refuse(text, new Complaints(text).of(errors), results);
            return;
        }
        String paths = errors.stream().map(Message::getPath).collect(Collectors.joining("\n"));
        List<RuleText> faulty = new ArrayList<>();
        List<RuleText> others = new ArrayList<>();
        for (RuleText text : texts) {
            (paths.contains(text.compiledPackage()) ? faulty : others).add(text);
        }
        if (faulty.isEmpty()) {
            halve(texts, results);
        } else {
            faulty.forEach(text -> build(List.of(text), results));
            build(others, results);
        }
    }

    private void blame(List<RuleText> texts, Throwable thrown, Results results) {
        if (texts.size() == 1) {
            RuleText text = texts.get(0);
            refuse(text, List.of(new Complaints(text).of(thrown)), results);
        } else {
            halve(texts, results);
        }
    }

    private void halve(List<RuleText> texts, Results results) {
        build(texts.subList(0, texts.size() / 2), results);
        build(texts.subList(texts.size() / 2, texts.size()), results);
    }
}
