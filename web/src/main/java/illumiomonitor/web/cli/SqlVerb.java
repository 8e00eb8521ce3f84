package illumiomonitor.web.cli;

import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.config.Durations;
import illumiomonitor.web.service.Service;
import illumiomonitor.web.service.ServiceException;
import illumiomonitor.web.service.ServiceException.Problem;
import illumiomonitor.web.service.SqlEnd;
import illumiomonitor.web.service.SqlRequest;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "sql",
        description =
                "Asks the history: one SELECT, WITH or VALUES statement on the views of the schema history.")
final class SqlVerb implements Callable<Integer> {

    @Parameters(paramLabel = "STATEMENT", description = "SQL; - reads it from the input")
    private String sql = "";

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "table, csv or json (default: ${DEFAULT-VALUE})")
    private SqlFormat format = SqlFormat.TABLE;

    @Option(names = "--json", description = "the same as --format json")
    private boolean json;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "e.g. 2m (default: ${DEFAULT-VALUE})")
    private String timeout = "30s";

    @Option(names = "--limit", paramLabel = "N", description = "rows (default: ${DEFAULT-VALUE})")
    private int limit = 10_000;

    private final Monitor monitor;

    SqlVerb(Monitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public Integer call() throws InterruptedException {
        SqlRequest request = request();
        Config config = monitor.config();
        try (Service service = monitor.service(config)) {
            SqlPrinter printer = (json ? SqlFormat.JSON : format).printer(monitor.terminal().out());
            SqlEnd end = service.sql(request, printer);
            printer.end();
            if (!end.cut().isEmpty()) {
                monitor.terminal().err().println("monitor: " + Texts.safe(end.cut()));
            }
            return ExitCode.OK;
        }
    }

    private SqlRequest request() {
        Duration length =
                Durations.parse(timeout)
                        .filter(time -> !time.isZero())
                        .orElseThrow(
                                () ->
                                        new ServiceException(
                                                Problem.USAGE,
                                                "--timeout must be a length of time such as 30s or 2m"));
        if (limit < 1) {
            throw new ServiceException(Problem.USAGE, "--limit must be at least 1");
        }
        String statement =
                sql.equals("-")
                        ? monitor.terminal().in().lines().collect(Collectors.joining("\n"))
                        : sql;
        return new SqlRequest(statement, length, limit);
    }
}
