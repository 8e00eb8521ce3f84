package illumiomonitor.web.service;

import illumiomonitor.engine.form.Names;
import illumiomonitor.engine.journal.Journal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Everything a verb can ask. Answers are plain records that can be sent as JSON. Thread-safe.
 *
 * <p>Every method throws {@link ServiceException} when it has no answer. Paths are absolute: who
 * asks may stand in another folder. Methods that take a {@link Journal} may last; they end soon
 * after an interrupt.
 */
public interface Service extends RuleService, AutoCloseable {

    About about();

    /** What {@link #run} would do; asks no PCE. */
    RunPlan plan(RunRequest request);

    /** Works through the ticks of a request and returns when the last one ended. */
    RunOutcome run(RunRequest request, Journal journal) throws InterruptedException;

    /** Looks at the configuration, the store, the rules and every PCE. */
    CheckReport check(Journal journal) throws InterruptedException;

    List<RuleRow> rules();

    @Override
    default Map<String, List<String>> ruleWarnings() {
        return rules().stream()
                .filter(row -> !row.warnings().isEmpty())
                .collect(Collectors.toMap(RuleRow::rule, RuleRow::warnings));
    }

    /**
     * Compiles rules without running them.
     *
     * @param path a file or a folder, null for the rules folder
     */
    List<RuleProblem> checkRules(@Nullable Path path);

    /** The labels and IP lists that the PCEs have shown so far. */
    Names names();

    /** Compiles a text that is not saved yet, as if it stood in this file of the rules folder. */
    List<RuleProblem> checkRule(String file, String text);

    /**
     * Copies the shipped rules into the rules folder; what somebody changed stays.
     *
     * @param restores whether files that somebody took away come back
     */
    InstallReport installRules(boolean restores);

    /**
     * Saves a rule file.
     *
     * @param file relative to the rules folder
     * @throws ServiceException if the text has problems; nothing is saved then
     */
    void saveRule(String file, String text, String who);

    /** Removes a rule's file. Its history stays. */
    void deleteRule(String rule, String who);

    /**
     * Switches a rule from the next tick on.
     *
     * @param mode {@code LIVE}, {@code SHADOW} or {@code OFF}
     */
    void setRuleMode(String rule, String mode, String who);

    List<AlertRow> alerts(AlertFilter filter);

    AlertDetail alert(long id);

    AlertRow acknowledge(AlertDecision decision);

    AlertRow closeAlert(AlertDecision decision);

    /** Asks the history with the role that can only read it. */
    SqlEnd sql(SqlRequest request, RowSink sink) throws InterruptedException;

    /**
     * Sends a marked alert through the outbox.
     *
     * @param channel name, null for all
     */
    List<ChannelAnswer> testChannels(@Nullable String channel) throws InterruptedException;

    /**
     * Messages that were given up, newest first.
     *
     * @param limit at most so many
     */
    List<DeadRow> deadLetters(int limit);

    /**
     * Tries messages that were given up once more; they keep their idempotency keys.
     *
     * @param deliveries ids of messages, empty for all that were given up
     * @throws ServiceException if one of them is not given up; none is sent again then
     */
    ResendReport resend(List<Long> deliveries) throws InterruptedException;

    /**
     * Stretches of time without data, newest first.
     *
     * @param closed whether those are given too that a later pull has covered
     */
    List<GapRow> gaps(boolean closed);

    /** Compares our sums of a UTC day with the PCE's. */
    ReconcileReport reconcile(LocalDate day, Journal journal) throws InterruptedException;

    /**
     * What {@link #backfill} would ask; asks no PCE.
     *
     * @param days UTC days before coverage
     */
    BackfillPlan backfillPlan(int days);

    /** Learns edges and daily sums of the days before coverage. */
    BackfillReport backfill(int days, Journal journal) throws InterruptedException;

    /** Writes a backup of the store; never over a file that exists. */
    BackupReport backup(Path file);

    List<UserRow> users();

    void addUser(NewUser user);

    void removeUser(String username);

    void setPassword(String username, String password);

    /** Saves real answers of a PCE. */
    RecordReport record(RecordRequest request, Journal journal) throws InterruptedException;

    /** Gives up what was opened for the questions. Does not stop a running service. */
    @Override
    void close();
}
