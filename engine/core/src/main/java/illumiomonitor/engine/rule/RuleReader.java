package illumiomonitor.engine.rule;

import illumiomonitor.engine.rule.guard.TextCheck;
import illumiomonitor.engine.rule.guard.TreeCheck;
import illumiomonitor.spi.History;
import illumiomonitor.spi.Threshold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.QueryDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsError;
import org.drools.drl.parser.DroolsParserException;
import org.drools.drl.parser.ParserError;
import org.jspecify.annotations.Nullable;
import org.kie.internal.builder.conf.LanguageLevelOption;

/** Reads the text of a rule file without compiling it: its headers, its facts, its faults. */
final class RuleReader {

    private static final Duration SHORTEST_COOLDOWN = Duration.ofHours(1);
    private static final Duration SHORTEST_QUIET = Duration.ofMinutes(30);
    private static final Pattern SYNTAX = Pattern.compile("(?s)\\[ERR \\d+] Line \\d+:\\d+ (.*)");
    private static final Pattern QUOTED = Pattern.compile("'([^'\\n]+)'");
    private static final Pattern RULE_NAMED = Pattern.compile("rule\\s*==\\s*\"([^\"]*)\"");
    private static final String SLIP = ": take it out, or look for a slip of the pen";
    private static final Pattern WITH_NUMBER =
            Pattern.compile(
                    "(?:\\$?\\w+\\s*:\\s*)?(\\w+)\\s*(?:==|!=|<=?|>=?)\\s*(-?\\d[\\d_.]*)[lL]?");
    private static final Set<String> MEASURED_TYPES = Set.of("Baseline", "Threshold");
    private static final Set<String> SETTLED_TYPES =
            Set.of("OpenAlert", "RecentAlert", "Baseline", "Silence");

    private final String file;
    private final String text;
    private final Place place;
    private final List<RuleError> errors = new ArrayList<>();
    private final Set<String> types = new HashSet<>();

    private RuleReader(String file, String text) {
        this.file = file;
        this.text = text;
        this.place = new Place(file, text);
    }

    static RuleText read(String file, String text) {
        try {
            return new RuleReader(file, text).read();
        } catch (RuntimeException | StackOverflowError e) {
            // One text that nobody thought of must not keep the others from judging.
            String sentence = "it cannot be read, and the monitor is at fault: " + e;
            return new RuleText(
                    file,
                    RuleText.versionOf(text),
                    text,
                    List.of(),
                    Set.of(),
                    List.of(new RuleError(file, 1, 1, "", sentence)));
        }
    }

    private RuleText read() {
        TextCheck.of(text).forEach(objection -> errors.add(guessed(place.of(objection))));
        List<Header> headers = errors.isEmpty() ? parsed() : List.of();
        if (!errors.isEmpty()) {
            Slips.behind(errors, text, place)
                    .ifPresent(
                            slip -> {
                                errors.clear();
                                errors.add(slip);
                            });
        } else {
            errors.addAll(Formats.of(text, place));
        }
        return new RuleText(
                file,
                RuleText.versionOf(text),
                text,
                List.copyOf(headers),
                Set.copyOf(types),
                List.copyOf(errors));
    }

    /** A name that is not taken may be one that is, misspelled. */
    private static RuleError guessed(RuleError error) {
        String guess = error.message().endsWith(SLIP) ? Lexicon.guess(error.word()) : "";
        return guess.isEmpty()
                ? error
                : new RuleError(
                        error.file(),
                        error.line(),
                        error.column(),
                        error.word(),
                        error.message().replace(SLIP, guess));
    }

    private List<Header> parsed() {
        try {
            PackageDescr tree = tree();
            return tree == null ? List.of() : headers(tree);
        } catch (StackOverflowError e) {
            errors.add(new RuleError(file, 1, 1, "", "the text is nested too deeply to be read"));
            return List.of();
        }
    }

    private @Nullable PackageDescr tree() {
        DrlParser parser = new DrlParser(LanguageLevelOption.DRL6);
        try {
            PackageDescr tree = parser.parse(false, text);
            for (DroolsError error : parser.getErrors()) {
                errors.add(syntax(error));
            }
            if (tree == null && errors.isEmpty()) {
                errors.add(new RuleError(file, 1, 1, "", "the text cannot be read as rules"));
            }
            return errors.isEmpty() ? tree : null;
        } catch (DroolsParserException | RuntimeException e) {
            errors.add(new RuleError(file, 1, 1, "", "the text cannot be read as rules: " + e));
            return null;
        }
    }

    private RuleError syntax(DroolsError error) {
        String message = error.getMessage().strip();
        Matcher syntax = SYNTAX.matcher(message);
        String said = syntax.matches() ? syntax.group(1).strip() : message;
        Matcher quoted = QUOTED.matcher(said);
        String word = quoted.find() ? quoted.group(1) : "";
        if (error instanceof ParserError parser && parser.getRow() > 0) {
            int column = Math.max(0, parser.getCol()) + 1;
            return new RuleError(file, parser.getRow(), column, word, SyntaxWords.of(word, said));
        }
        int[] lines = error.getLines();
        return new RuleError(
                file,
                lines.length > 0 ? Math.max(0, lines[0]) : 0,
                0,
                word,
                SyntaxWords.of(word, said));
    }

    private List<Header> headers(PackageDescr tree) {
        TreeCheck.of(tree, text, PackageStatement.name(text))
                .forEach(objection -> errors.add(place.of(objection)));
        boolean asksHistory =
                tree.getGlobals().stream()
                        .anyMatch(global -> global.getIdentifier().equals("history"));
        if (asksHistory) {
            types.add(History.class.getSimpleName());
        }
        Map<Header, Patterns> rules = new java.util.LinkedHashMap<>();
        for (RuleDescr rule : tree.getRules()) {
            Patterns patterns = new Patterns(rule.getLhs());
            types.addAll(patterns.types());
            if (!(rule instanceof QueryDescr)) {
                rules.put(header(rule, patterns), patterns);
            }
        }
        List<Header> headers = List.copyOf(rules.keySet());
        if (headers.isEmpty() && errors.isEmpty()) {
            errors.add(new RuleError(file, 1, 1, "", "there is no rule in this file"));
        }
        refuseTwins(headers);
        refuseOtherWindows(headers);
        Map<String, Header> byName = new HashMap<>();
        headers.forEach(header -> byName.put(header.name(), header));
        rules.values().forEach(patterns -> refuseThresholds(patterns, byName));
        rules.values().forEach(this::refuseNumbersForTexts);
        rules.values().forEach(patterns -> errors.addAll(Networks.of(patterns, place)));
        return headers;
    }

    private Header header(RuleDescr rule, Patterns patterns) {
        int from = place.line(rule.getLine());
        Annotations annotations = new Annotations(rule, place, from, errors);
        Duration window = annotations.window();
        Set<String> seen = patterns.types();
        return new Header(
                rule.getName(),
                rule.getLine(),
                annotations.required("title"),
                annotations.severity(),
                window,
                annotations.length("cooldown", longer(window, SHORTEST_COOLDOWN)),
                annotations.length("quiet", longer(window.multipliedBy(2), SHORTEST_QUIET)),
                annotations.length("minHistory", Duration.ZERO),
                annotations.refractory(MEASURED_TYPES.stream().anyMatch(seen::contains)),
                annotations.mode(),
                annotations.threshold(),
                annotations.text("unit"),
                annotations.attack(),
                Comments.before(text, from),
                patterns.absence() || SETTLED_TYPES.stream().anyMatch(seen::contains),
                patterns.groups());
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private void refuseTwins(List<Header> headers) {
        Set<String> names = new HashSet<>();
        for (Header header : headers) {
            if (!names.add(header.name())) {
                errors.add(
                        place.at(
                                place.line(header.line()),
                                header.name(),
                                "two rules of this file are called \"" + header.name() + "\""));
            }
        }
    }

    private void refuseOtherWindows(List<Header> headers) {
        for (Header header : headers) {
            if (!header.window().equals(headers.get(0).window())) {
                errors.add(
                        place.at(
                                place.line(header.line()),
                                "@window",
                                "the rules of one file share a window, but \""
                                        + header.name()
                                        + "\" has another than \""
                                        + headers.get(0).name()
                                        + "\""));
            }
        }
    }

    private void refuseThresholds(Patterns patterns, Map<String, Header> byName) {
        for (Patterns.Seen seen : patterns.seen()) {
            if (seen.type().equals(Threshold.class.getSimpleName())) {
                for (ExprConstraintDescr condition : seen.conditions()) {
                    Matcher named = RULE_NAMED.matcher(condition.getExpression());
                    if (named.find()) {
                        refuseThreshold(named.group(1), seen, byName);
                    }
                }
            }
        }
    }

    /** The compiler takes it, and it is never true. */
    private void refuseNumbersForTexts(Patterns patterns) {
        for (Patterns.Seen seen : patterns.seen()) {
            for (ExprConstraintDescr condition : seen.conditions()) {
                Matcher compared = WITH_NUMBER.matcher(condition.getExpression().strip());
                if (compared.matches() && Lexicon.isText(seen.type(), compared.group(1))) {
                    String field = compared.group(1);
                    int from = place.line(seen.pattern().getLine());
                    int at = place.expression(condition.getExpression(), from);
                    errors.add(
                            place.at(
                                    place.word(field, Math.max(from, at)),
                                    field,
                                    field
                                            + " is a text, and "
                                            + compared.group(2)
                                            + " a number: write \""
                                            + compared.group(2)
                                            + "\""));
                }
            }
        }
    }

    private void refuseThreshold(String name, Patterns.Seen seen, Map<String, Header> byName) {
        Header header = byName.get(name);
        if (header != null && header.threshold() != null) {
            return;
        }
        int from = place.line(seen.pattern().getLine());
        errors.add(
                place.at(
                        Math.max(from, place.word(name, from)),
                        name,
                        header == null
                                ? "Threshold names \"" + name + "\", which is no rule of this file"
                                : "rule \""
                                        + name
                                        + "\" reads its Threshold, but has no"
                                        + " @threshold(...)"));
    }
}
