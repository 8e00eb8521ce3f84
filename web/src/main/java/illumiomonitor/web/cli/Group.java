package illumiomonitor.web.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A word that needs another one after it. */
@Command(synopsisSubcommandLabel = "VERB")
final class Group implements Callable<Integer> {

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        CommandSpec own = Objects.requireNonNull(spec);
        throw new ParameterException(
                own.commandLine(),
                own.name() + " needs one of " + String.join(", ", own.subcommands().keySet()));
    }
}
