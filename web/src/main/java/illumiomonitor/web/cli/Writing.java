package illumiomonitor.web.cli;

import picocli.CommandLine.Option;

/** Who changes something, and why. */
final class Writing {

    @Option(
            names = "--as",
            paramLabel = "NAME",
            description = "who it is (default: ${DEFAULT-VALUE})")
    String who = System.getProperty("user.name", "cli");

    @Option(names = "--reason", paramLabel = "TEXT", description = "why")
    String reason = "";
}
