package illumiomonitor.web.cli;

import illumiomonitor.engine.form.Form;
import illumiomonitor.engine.form.FormException;
import illumiomonitor.engine.form.FormText;
import illumiomonitor.engine.words.RuleWords;
import illumiomonitor.engine.words.Words;
import illumiomonitor.web.service.RuleProblem;
import illumiomonitor.web.service.RuleRow;
import illumiomonitor.web.service.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The menu's work on rules: add one, list them, switch them, remove them. */
final class RuleDesk {

    private static final List<String> MODES = List.of("live", "shadow", "off");

    private final Terminal terminal;
    private final Prompt prompt;
    private final Words words;
    private final RuleWords ruleWords = RuleWords.onClassPath();
    private final String who = System.getProperty("user.name", "shell");

    RuleDesk(Terminal terminal, Prompt prompt, Words words) {
        this.terminal = terminal;
        this.prompt = prompt;
        this.words = words;
    }

    /** Asks for a rule, compiles it, and saves it only when it is sound. */
    void add(Service service, Function<RuleForm, Form> questions) {
        RuleForm asked = new RuleForm(prompt, taken(service.rules()));
        Form rule;
        try {
            rule = questions.apply(asked);
            for (FormException unknown : service.names().unknown(rule)) {
                throw unknown;
            }
        } catch (FormException e) {
            prompt.say("add.refused");
            terminal.out().println(Texts.safe(e.in(words.locale())));
            return;
        }
        String text = FormText.of(rule, words.locale());
        List<RuleProblem> problems = service.checkRule(rule.file(), text);
        if (!problems.isEmpty()) {
            prompt.say("add.refused");
            problems.forEach(
                    problem -> terminal.out().println(Texts.safe(RulesCheckVerb.text(problem))));
            return;
        }
        service.saveRule(rule.file(), text, who);
        terminal.out().println(text);
        prompt.say("add.saved", rule.file());
    }

    /** Names of rules, and names that would lead to a file that has rules of another name. */
    private static Set<String> taken(List<RuleRow> rules) {
        return rules.stream()
                .flatMap(rule -> Stream.of(rule.rule(), rule.file().replaceFirst("\\.drl$", "")))
                .collect(Collectors.toSet());
    }

    /** {@code d 1,3} deletes, {@code m 2 off} switches, until {@code q}. */
    void manage(Service service) {
        try {
            work(service);
        } catch (Prompt.Back e) {
            // What was done until then is done.
            return;
        }
    }

    private void work(Service service) {
        List<RuleRow> rules = service.rules();
        while (!rules.isEmpty()) {
            list(rules);
            askUntilDone(service, rules);
            rules = service.rules();
        }
        prompt.say("manage.none");
    }

    /** A word that is not understood does not push the list out of sight. */
    private void askUntilDone(Service service, List<RuleRow> rules) {
        while (true) {
            try {
                act(service, rules, prompt.needed("ask.manage").split("\\s+", 3));
                return;
            } catch (IllegalArgumentException e) {
                prompt.say("manage.how");
            }
        }
    }

    private void act(Service service, List<RuleRow> rules, String[] typed) {
        if (typed.length == 2 && typed[0].equalsIgnoreCase("d")) {
            List<RuleRow> chosen = chosen(rules, typed[1]);
            if (prompt.yes("ask.delete")) {
                chosen.forEach(rule -> service.deleteRule(rule.rule(), who));
            }
        } else if (typed.length == 3 && typed[0].equalsIgnoreCase("m")) {
            String mode = typed[2].toLowerCase(Locale.ROOT);
            if (!MODES.contains(mode)) {
                throw new IllegalArgumentException(mode);
            }
            chosen(rules, typed[1])
                    .forEach(
                            rule ->
                                    service.setRuleMode(
                                            rule.rule(), mode.toUpperCase(Locale.ROOT), who));
        } else {
            throw new IllegalArgumentException(typed[0]);
        }
    }

    private static List<RuleRow> chosen(List<RuleRow> rules, String numbers) {
        List<RuleRow> chosen = new ArrayList<>();
        for (String number : numbers.split(",", -1)) {
            int n = Integer.parseInt(number.strip());
            if (n < 1 || n > rules.size()) {
                throw new IllegalArgumentException(number);
            }
            chosen.add(rules.get(n - 1));
        }
        return chosen;
    }

    private void list(List<RuleRow> rules) {
        Table table =
                new Table(
                        "",
                        words.get("head.rule"),
                        words.get("head.mode"),
                        words.get("head.state"),
                        words.get("head.title"));
        for (int n = 0; n < rules.size(); n++) {
            RuleRow rule = rules.get(n);
            table.add(n + 1, rule.rule(), rule.mode(), rule.state(), title(rule));
        }
        table.print(terminal.out());
    }

    private String title(RuleRow rule) {
        return ruleWords.said(words.locale(), rule.rule(), "title", rule.title());
    }
}
