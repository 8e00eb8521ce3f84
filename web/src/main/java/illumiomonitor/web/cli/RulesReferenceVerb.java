package illumiomonitor.web.cli;

import illumiomonitor.rules.Reference;
import illumiomonitor.web.service.ServiceException;
import illumiomonitor.web.service.ServiceException.Problem;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "reference",
        description =
                "Prints every fact and field that a rule may use, with type, unit and source.")
final class RulesReferenceVerb implements Callable<Integer> {

    @Parameters(arity = "0..1", paramLabel = "FACT", description = "only this one, e.g. Flow")
    private String fact = "";

    @Mixin private Listing listing = new Listing();

    private final Monitor monitor;

    RulesReferenceVerb(Monitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public Integer call() {
        List<Reference.Fact> facts =
                Reference.facts().stream()
                        .filter(one -> fact.isEmpty() || one.name().equalsIgnoreCase(fact))
                        .toList();
        if (facts.isEmpty()) {
            throw new ServiceException(
                    Problem.BAD_INPUT,
                    "there is no fact " + fact + "; rules reference names them all");
        }
        if (listing.json) {
            new Printer(monitor.out(), ZoneOffset.UTC).json(facts);
        } else {
            Reference.markdown(facts).lines().forEach(monitor.out()::println);
        }
        monitor.out().flush();
        return ExitCode.OK;
    }
}
