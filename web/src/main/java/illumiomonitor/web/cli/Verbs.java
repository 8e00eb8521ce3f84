package illumiomonitor.web.cli;

import java.util.List;
import picocli.CommandLine;

/** The verbs in the order of the help. Nothing stands here that does nothing. */
final class Verbs {

    private Verbs() {}

    static List<Object> of(Monitor monitor) {
        return List.of(
                new DemoVerb(monitor),
                new ServeVerb(monitor),
                new RunVerb(monitor),
                new CheckVerb(monitor),
                group(
                        "rules",
                        "Lists, writes, tests, replays, switches and installs rules.",
                        new RulesListVerb(monitor),
                        new RulesCheckVerb(monitor),
                        new RulesTestVerb(monitor),
                        new RulesCasesVerb(monitor),
                        new RulesReplayVerb(monitor),
                        new RulesExplainVerb(monitor),
                        new RulesVersionsVerb(monitor),
                        new RulesDiffVerb(monitor),
                        new RulesRollbackVerb(monitor),
                        new RulesModeVerb(monitor),
                        group(
                                "exceptions",
                                "Says who is spared.",
                                new ExceptionsListVerb(monitor),
                                new ExceptionsAddVerb(monitor),
                                new ExceptionsRemoveVerb(monitor)),
                        new RulesNewVerb(monitor),
                        new RulesInstallVerb(monitor),
                        new RulesAllowedVerb(monitor),
                        new RulesReferenceVerb(monitor)),
                group(
                        "alerts",
                        "Lists, shows, acknowledges and closes alerts.",
                        new AlertsListVerb(monitor),
                        new AlertsShowVerb(monitor),
                        new AlertsAckVerb(monitor),
                        new AlertsCloseVerb(monitor)),
                new SqlVerb(monitor),
                group(
                        "channels",
                        "Tests the ways to people, and what could not be told them.",
                        new ChannelsTestVerb(monitor),
                        new ChannelsDeadVerb(monitor),
                        new ChannelsResendVerb(monitor)),
                new GapsVerb(monitor),
                new ReconcileVerb(monitor),
                new BackfillVerb(monitor),
                new ImportLegacyVerb(monitor),
                new BackupVerb(monitor),
                new RestoreVerb(monitor),
                group(
                        "users",
                        "Says who may sign in.",
                        new UsersListVerb(monitor),
                        new UsersAddVerb(monitor),
                        new UsersRemoveVerb(monitor),
                        new UsersPasswordVerb(monitor)),
                group("pce", "Saves what a PCE answers.", new PceRecordVerb(monitor)),
                new BenchVerb(monitor));
    }

    private static CommandLine group(String name, String description, Object... verbs) {
        CommandLine group = new CommandLine(new Group());
        group.setCommandName(name);
        group.getCommandSpec().usageMessage().description(description);
        for (Object verb : verbs) {
            group.addSubcommand(verb);
        }
        return group;
    }
}
