package illumiomonitor.web.cli;

import illumiomonitor.engine.config.Config;
import illumiomonitor.web.service.ChannelAnswer;
import illumiomonitor.web.service.Service;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "test",
        description = "Sends a marked alert through a channel, or through all of them.")
final class ChannelsTestVerb implements Callable<Integer> {

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "of the channel (default: all)")
    private @Nullable String name;

    @Mixin private Listing listing = new Listing();

    private final Monitor monitor;

    ChannelsTestVerb(Monitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public Integer call() throws InterruptedException {
        Config config = monitor.config();
        try (Service service = monitor.service(config)) {
            List<ChannelAnswer> answers = service.testChannels(name);
            print(monitor.printer(config), answers);
            return answers.stream().allMatch(ChannelAnswer::taken) ? ExitCode.OK : ExitCode.AWAY;
        }
    }

    private void print(Printer printer, List<ChannelAnswer> answers) {
        if (listing.json) {
            printer.json(answers);
        } else if (answers.isEmpty()) {
            printer.line("No channel is configured: nobody is told anything.");
        } else {
            printer.table(table(answers));
        }
    }

    static Table table(List<ChannelAnswer> answers) {
        Table table = new Table("CHANNEL", "TYPE", "TAKEN", "MS", "ANSWER");
        answers.forEach(
                answer ->
                        table.add(
                                answer.channel(),
                                answer.type(),
                                answer.taken() ? "yes" : "NO",
                                answer.tookMillis(),
                                answer.answer()));
        return table;
    }
}
