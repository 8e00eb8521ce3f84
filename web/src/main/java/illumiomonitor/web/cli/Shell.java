package illumiomonitor.web.cli;

import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.config.StoreUrl;
import illumiomonitor.engine.words.Words;
import illumiomonitor.web.service.ChannelAnswer;
import illumiomonitor.web.service.InstallReport;
import illumiomonitor.web.service.RunOutcome;
import illumiomonitor.web.service.RunRequest;
import illumiomonitor.web.service.Service;
import illumiomonitor.web.service.ServiceEndpoint;
import illumiomonitor.web.service.ServiceException;
import illumiomonitor.web.service.Serving;
import illumiomonitor.web.service.Trouble;
import java.util.List;
import java.util.Optional;

/**
 * The menu of ten items. Each works on the running service, or opens the store for as long as it
 * needs it.
 */
final class Shell {

    private static final int ITEMS = 10;

    private final Monitor monitor;
    private final Terminal terminal;
    private final Words words;
    private final Prompt prompt;
    private final RuleDesk rules;

    Shell(Monitor monitor, Terminal terminal, Config config) {
        this.monitor = monitor;
        this.terminal = terminal;
        this.words = Words.load("illumiomonitor/web/cli/shell", config.display().language());
        this.prompt = new Prompt(terminal, words);
        this.rules = new RuleDesk(terminal, prompt, words);
    }

    /** Shows the menu until somebody leaves it. */
    int open() throws InterruptedException {
        while (true) {
            try {
                menu();
                String item = prompt.text("ask.item", "");
                if (item.equals("0")) {
                    return ExitCode.OK;
                }
                choose(item);
            } catch (Prompt.Back e) {
                return ExitCode.OK;
            } catch (Asking.Left e) {
                terminal.out().println();
                return ExitCode.INTERRUPTED;
            }
        }
    }

    private void menu() {
        terminal.out().println();
        prompt.say("menu.title", Version.text());
        for (int n = 1; n <= ITEMS; n++) {
            terminal.out().println("  %2d  %s".formatted(n, words.get("menu." + n)));
        }
        terminal.out().println("  %2d  %s".formatted(0, words.get("menu.0")));
    }

    private void choose(String item) throws InterruptedException {
        try {
            act(item);
        } catch (Prompt.Back e) {
            prompt.say("back");
        } catch (Asking.Left e) {
            throw e;
        } catch (RuntimeException e) {
            // One item that failed must not end the menu.
            ServiceException trouble = Trouble.of(e);
            terminal.err().println("monitor: " + Texts.safe(String.valueOf(trouble.getMessage())));
        }
    }

    private void act(String item) throws InterruptedException {
        switch (item) {
            case "1" -> with(service -> rules.add(service, RuleForm::event));
            case "2" -> with(service -> rules.add(service, RuleForm::traffic));
            case "3" -> with(service -> rules.add(service, RuleForm::amount));
            case "4" -> with(rules::manage);
            case "5" -> settings();
            case "6" -> with(this::install);
            case "7" -> with(this::testChannels);
            case "8" -> with(this::runOnce);
            case "9" -> with(this::tryOut);
            case "10" -> startPages();
            default -> prompt.say("menu.unknown");
        }
    }

    private interface Work {
        void on(Service service) throws InterruptedException;
    }

    /** Opening a store and taking in its rules are the seconds in which nothing else is seen. */
    private void with(Work work) throws InterruptedException {
        prompt.say("wait");
        try (Service service = monitor.service(monitor.config())) {
            work.on(service);
        }
    }

    private void settings() {
        Config config = monitor.config();
        new SettingsSheet(words).of(config).print(terminal.out());
        prompt.say("settings.edit", config.file());
    }

    private void install(Service service) {
        if (prompt.yes("ask.install")) {
            InstallReport report = service.installRules(false);
            prompt.say(
                    "installed",
                    String.valueOf(report.written().size()),
                    report.dir(),
                    String.valueOf(report.kept().size()));
        }
    }

    private void testChannels(Service service) throws InterruptedException {
        List<ChannelAnswer> answers = service.testChannels(null);
        if (answers.isEmpty()) {
            prompt.say("settings.channel.none");
        } else {
            ChannelsTestVerb.table(answers).print(terminal.out());
        }
    }

    private void runOnce(Service service) throws InterruptedException {
        RunOutcome outcome = service.run(RunRequest.now(), new ConsoleJournal(terminal));
        outcome.runs()
                .forEach(
                        run ->
                                prompt.say(
                                        "ran",
                                        String.valueOf(run.run()),
                                        run.pce(),
                                        words.get("result." + run.result()),
                                        run.reason()));
    }

    private void tryOut(Service service) throws InterruptedException {
        RunOutcome outcome = service.run(RunRequest.trial(), new ConsoleJournal(terminal));
        Decisions.table(outcome.rules(), monitor.printer(monitor.config())).print(terminal.out());
        prompt.say("tried");
    }

    @SuppressWarnings("try") // The endpoint only has to be there.
    private void startPages() throws InterruptedException {
        Config config = monitor.config();
        Optional<String> running = monitor.runningPages(config);
        if (running.isPresent()) {
            prompt.say(running.get().isEmpty() ? "pages.none" : "pages.running", running.get());
            return;
        }
        try (Serving serving = monitor.application().serve(config, true);
                ServiceEndpoint endpoint =
                        ServiceEndpoint.start(serving.service(), StoreUrl.dataFolder(config))) {
            Staying.announce(terminal, serving);
            prompt.text("ask.stop", "");
        }
        prompt.say("pages.stopped");
    }
}
