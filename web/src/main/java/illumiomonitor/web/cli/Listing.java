package illumiomonitor.web.cli;

import picocli.CommandLine.Option;

/** What every verb that lists can do. */
final class Listing {

    @Option(names = "--json", description = "print JSON")
    boolean json;
}
