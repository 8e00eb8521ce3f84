package illumiomonitor.web.cli;

import illumiomonitor.web.service.Application.Demo;
import illumiomonitor.web.service.Application.History;
import illumiomonitor.web.service.Serving;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        description =
                "Shows everything on a pretend estate: a lab PCE, six hours of history, then live every minute.")
final class DemoVerb implements Callable<Integer>, Daemon {

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "of the admin UI (default: ${DEFAULT-VALUE}, any free one)")
    private int port = 0;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "where the demo keeps its data (default: ${DEFAULT-VALUE})")
    private Path dir = Path.of("data", "demo");

    private final Monitor monitor;

    DemoVerb(Monitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public Integer call() {
        Terminal terminal = monitor.terminal();
        Demo demo = monitor.application().demo(monitor.absolute(dir), port);
        try (Serving serving = demo.serving()) {
            return Staying.until(
                    terminal, demo.config(), serving, () -> catchUp(terminal, demo.history()));
        }
    }

    private static void catchUp(Terminal terminal, History history) throws InterruptedException {
        String done = history.catchUp(new ConsoleJournal(terminal));
        terminal.out().println(done);
        terminal.out().flush();
    }
}
