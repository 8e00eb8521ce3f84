package illumiomonitor.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import illumiomonitor.engine.rule.guard.TextCheck;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Ten thousand honest rules, each with something forbidden put into it somewhere. */
class MutantsTest {

    private static final int MUTANTS = 10_000;
    private static final int COMPILED = System.getProperty("long") == null ? 300 : 2000;

    private static final List<String> CALLS =
            List.of(
                    "System.exit(0)",
                    "Runtime.getRuntime().exec(\"x\")",
                    "java.lang.Runtime.getRuntime()",
                    "System.setProperty(\"escaped\", \"1\")",
                    "Class.forName(\"x\")",
                    "getClass()",
                    "Thread.currentThread()",
                    "new Thread()",
                    "new ProcessBuilder(\"x\")",
                    "new java.io.File(\"x\")",
                    "java.nio.file.Files.exists(null)",
                    "ClassLoader.getSystemClassLoader()",
                    "java.lang.invoke.MethodHandles.lookup()",
                    "java.util.ServiceLoader.load(null)",
                    "javax.naming.InitialContext.doLookup(\"x\")",
                    "drools.halt()",
                    "kcontext.getKieRuntime()",
                    "insert(\"x\")",
                    "Integer.getInteger(\"x\")",
                    "java.time.Instant.now()",
                    "org.kie.api.KieServices.get()",
                    "illumiomonitor.engine.rule.RuleCheck.of(null)",
                    "java.util.stream.Stream.generate(null)");

    /** Each a value. */
    private static final List<String> SLY =
            List.of(
                    "new java.util.ArrayList(5)",
                    "new java.util.HashMap(5)",
                    "new java.util.HashMap(5, 0.5f)",
                    "new java.util.HashMap(java.util.Map.of())",
                    "new java.util.LinkedHashMap(5, 0.5f, true)",
                    "new java.util.HashSet(5)",
                    "new java.util.TreeSet(java.util.Comparator.naturalOrder())",
                    "new java.util.TreeMap(java.util.Comparator.naturalOrder())",
                    "new StringBuilder(5)",
                    "new Integer(\"5\")",
                    "new Double(\"5\")",
                    "new String(\"5\")",
                    "new illumiomonitor.spi.Threshold(\"a\", 1)",
                    "new RuntimeException(new RuntimeException())",
                    "java.util.List.of(5).stream().iterator()",
                    "java.util.stream.Stream.of(5)",
                    "java.util.stream.Stream.concat(java.util.List.of(5).stream(),"
                            + " java.util.List.of(5).stream())");

    private static final List<String> CAUGHT =
            List.of(
                    "try { findings.add(\"a\", \"b\"); } catch (Throwable mutant) { }",
                    "try { findings.add(\"a\", \"b\"); } catch (RuntimeException mutant) { }",
                    "try { findings.add(\"a\", \"b\"); } catch (IllegalStateException mutant) { }");

    private static final List<String> FIELDS =
            List.of(".class", ".getClass()", ".class.classLoader", ".declaringClass", ".wait()");
    private static final List<String> TOPS =
            List.of(
                    "import java.lang.reflect.*\n",
                    "import static java.lang.System.*\n",
                    "import function java.lang.System.exit\n",
                    "import org.drools.core.WorkingMemory\n",
                    "declare X a : String end\n",
                    "declare enum X A(1); a : int end\n",
                    "function void f() { }\n",
                    "query q() Flow() end\n",
                    "global java.util.List l\n",
                    "dialect \"mvel\"\n");
    private static final List<String> HEADS =
            List.of("timer (int: 1s)\n", "auto-focus true\n", "dialect \"mvel\"\n", "duration 1\n");

    private final Random random = new Random(20_261_123);

    @Test
    void are_refused_every_one() {
        List<Corpus.Row> honest = Corpus.of("honest.txt");
        List<String> taken = new ArrayList<>();
        for (int i = 0; i < MUTANTS; i++) {
            String text = honest.get(random.nextInt(honest.size())).text();
            String mutant = mutant(text);
            boolean refused = !TextCheck.of(mutant).isEmpty();
            if (!refused && Trial.of("a.drl", mutant).errors().isEmpty()) {
                taken.add(mutant);
            }
        }

        assertThat(taken).isEmpty();
        assertThat(System.getProperty("escaped")).isNull();
    }

    /** Their words are such as rules may use, only of other classes or with other values. */
    @Test
    void that_are_honest_by_their_words_are_refused_by_their_classes() {
        List<Corpus.Row> honest =
                Corpus.of("honest.txt").stream()
                        .filter(row -> row.text().contains("then\n"))
                        .toList();
        Map<String, RuleText> read = new LinkedHashMap<>();
        while (read.size() < COMPILED) {
            String mutant = sly(honest.get(random.nextInt(honest.size())).text());
            String file = RuleText.versionOf(mutant) + ".drl";
            read.put(file, RuleReader.read(file, mutant));
        }
        assertThat(read.values()).allSatisfy(text -> assertThat(text.errors()).isEmpty());

        RuleCompiler.Results results = new RuleCompiler().compile(List.copyOf(read.values()));

        assertThat(results.compiled).isEmpty();
        assertThat(results.errors.keySet()).isEqualTo(read.keySet());
        assertThat(results.errors.values())
                .allSatisfy(
                        errors ->
                                assertThat(errors.get(0).message())
                                        .contains(" is not among what rules may touch; "));
    }

    private String sly(String text) {
        if (random.nextInt(3) == 0) {
            int then = text.indexOf("\nthen\n");
            return text.substring(0, then)
                    + "\n    eval( "
                    + any(SLY)
                    + " != null )"
                    + text.substring(then);
        }
        int then = text.indexOf("then\n") + "then\n".length();
        String statement =
                random.nextInt(4) == 0 ? any(CAUGHT) : "Object mutant = " + any(SLY) + ";";
        return text.substring(0, then) + "    " + statement + "\n" + text.substring(then);
    }

    private String mutant(String text) {
        int kind = random.nextInt(10);
        if (kind == 0) {
            return put(text, "(?m)^(?=rule)", any(TOPS));
        }
        if (kind == 1) {
            return put(text, "(?=\\nwhen)", "\n" + any(HEADS));
        }
        if (kind < 4) {
            return put(
                    text, "(?<=[a-z])(?=\\)? *[,;=<>] )|(?<=\\$[a-z]{1,9})(?=[,.)])", any(FIELDS));
        }
        if (kind < 7) {
            return put(text, "(?<=[A-Z][a-z]{2,6}\\( )(?=[a-z$])", any(CALLS) + " != null, ");
        }
        return put(text, "(?<=then\\n)|(?<=;\\n)(?=    \\w)", "    " + any(CALLS) + ";\n");
    }

    /** Puts something where a pattern matches; where it matches nowhere, into the consequence. */
    private String put(String text, String where, String what) {
        int from = Math.max(text.indexOf("rule \""), 0);
        List<Integer> places = new ArrayList<>();
        Matcher matcher = Pattern.compile(where).matcher(text);
        while (matcher.find()) {
            boolean quoted =
                    text.substring(
                                                    text.lastIndexOf(
                                                                    '\n',
                                                                    Math.max(
                                                                            0, matcher.start() - 1))
                                                            + 1,
                                                    matcher.start())
                                            .chars()
                                            .filter(c -> c == '"')
                                            .count()
                                    % 2
                            == 1;
            boolean header = matcher.start() > from && text.indexOf("when", from) > matcher.start();
            if (!quoted && (!header || what.endsWith("\n"))) {
                places.add(matcher.start());
            }
        }
        if (places.isEmpty()) {
            return text.replaceFirst("then\n", "then\n    System.exit(0);\n");
        }
        int at = places.get(random.nextInt(places.size()));
        return text.substring(0, at) + what + text.substring(at);
    }

    private <T> T any(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }
}
