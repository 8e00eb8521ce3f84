package illumiomonitor.web.app;

import illumiomonitor.engine.Engine;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.pce.Hearing;
import illumiomonitor.engine.pce.LabelRef;
import illumiomonitor.engine.pce.Origin;
import illumiomonitor.engine.pce.PceClient;
import illumiomonitor.engine.pce.PceRecorder;
import illumiomonitor.engine.pce.PceRecorder.Plan;
import illumiomonitor.engine.pce.PceRecorder.Recording;
import illumiomonitor.engine.pce.Purpose;
import illumiomonitor.engine.pull.Reconciliation;
import illumiomonitor.engine.pull.Reconciliation.Line;
import illumiomonitor.engine.pull.Reconciliation.Sums;
import illumiomonitor.engine.run.Cycle;
import illumiomonitor.engine.run.Watched;
import illumiomonitor.spi.SourceException;
import illumiomonitor.spi.TimeWindow;
import illumiomonitor.web.service.ReconcileReport;
import illumiomonitor.web.service.ReconcileRow;
import illumiomonitor.web.service.RecordReport;
import illumiomonitor.web.service.RecordRequest;
import illumiomonitor.web.service.ServiceException;
import illumiomonitor.web.service.ServiceException.Problem;
import illumiomonitor.web.service.Trouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the command line asks of the PCEs themselves. */
final class PceVerbs {

    private static final Sums NOTHING = new Sums(0, 0, 0);

    private final Engine engine;

    PceVerbs(Engine engine) {
        this.engine = engine;
    }

    /** Our sums of a day beside the PCE's, per PCE and decision. */
    @SuppressWarnings("try") // The hearing only has to be there.
    ReconcileReport reconcile(LocalDate day, Journal journal) throws InterruptedException {
        List<ReconcileRow> rows = new ArrayList<>();
        for (Cycle cycle : engine.cycles()) {
            Watched pce = cycle.pce();
            try (Origin client = engine.clientBeside(cycle, Purpose.RECONCILE);
                    Hearing waits = client.hear(journal::info)) {
                Reconciliation reconciliation = reconciliation(pce, client);
                Optional<String> refusal = reconciliation.refusal(day, client.now());
                if (refusal.isPresent()) {
                    throw new ServiceException(
                            Problem.BAD_INPUT, "PCE %s: %s".formatted(pce.name(), refusal.get()));
                }
                Reconciliation.Report report = reconciliation.of(day, journal);
                report.lines().forEach(line -> rows.add(row(pce.name(), report, line)));
            } catch (SourceException e) {
                throw Trouble.of(e);
            }
        }
        return new ReconcileReport(day, rows);
    }

    private Reconciliation reconciliation(Watched pce, Origin client) {
        return new Reconciliation(
                engine.store(),
                pce.id(),
                client,
                engine.config().pull().maxResults(),
                engine.config().pull().deadline(),
                () -> client.labels().stream().map(LabelRef::href).toList(),
                engine.config().pull().settle(),
                engine.config().keep().flows());
    }

    private static ReconcileRow row(String pce, Reconciliation.Report report, Line line) {
        List<String> causes = new ArrayList<>();
        cause(causes, line.twins(), "reported by both agents, counted once");
        cause(causes, line.before(), "there before coverage began");
        cause(causes, line.pending(), "new at the PCE since the last pull");
        cause(
                causes,
                line.missed(),
                "at the PCE, dated before the last pull, and not stored: what was reported late comes"
                        + " with the first pull of an hour, or with those after 03:00 and 12:00 UTC"
                        + " for the day before; what stays after that was missed");
        if (!report.complete()) {
            causes.add("the PCE's answer for the day is not complete");
        }
        return new ReconcileRow(
                pce,
                line.decision().name(),
                line.counted().connections(),
                line.pce().connections(),
                line.counted().bytesIn(),
                line.pce().bytesIn(),
                line.counted().bytesOut(),
                line.pce().bytesOut(),
                report.complete() && line.unexplained().equals(NOTHING),
                causes);
    }

    private static void cause(List<String> causes, Sums sums, String words) {
        if (!sums.equals(NOTHING)) {
            causes.add(
                    "%,d connections, %,d bytes in, %,d bytes out: %s"
                            .formatted(sums.connections(), sums.bytesIn(), sums.bytesOut(), words));
        }
    }

    @SuppressWarnings("try") // The hearing only has to be there.
    RecordReport record(RecordRequest request, Journal journal) throws InterruptedException {
        Cycle cycle = cycle(request.pce());
        if (!(cycle.pce().client() instanceof PceClient)) {
            throw new ServiceException(
                    Problem.NOT_PERMITTED,
                    cycle.pce().name() + " is no PCE: keep its logs instead of a recording");
        }
        Path dir = Path.of(request.dir());
        refuseNoTime(request);
        try (PceClient client = (PceClient) engine.clientBeside(cycle, Purpose.RECORD);
                Hearing waits = client.hear(journal::info)) {
            if (Files.exists(dir) && !empty(dir)) {
                throw new ServiceException(
                        Problem.NOT_PERMITTED, dir + " is not empty: name a new folder");
            }
            Recording saved = PceRecorder.record(client, dir, plan(request, cycle), journal);
            try (Stream<Path> files = Files.list(dir)) {
                return new RecordReport(
                        dir.toString(),
                        (int) files.count(),
                        saved.flows(),
                        saved.events(),
                        saved.workloads(),
                        saved.labels(),
                        saved.notes());
            }
        } catch (SourceException e) {
            throw Trouble.of(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void refuseNoTime(RecordRequest request) {
        if (request.last().toMinutes() < 1 || request.step().toMinutes() < 1) {
            throw new ServiceException(
                    Problem.USAGE, "--last and --step must be a minute at least");
        }
    }

    /** Its steps end at whole steps of the day, as the ticks of a schedule do. */
    private Plan plan(RecordRequest request, Cycle cycle) {
        Instant now = cycle.pce().client().now();
        long step = request.step().toSeconds();
        long from = Math.floorDiv(now.minus(request.last()).getEpochSecond(), step) * step;
        return new Plan(
                new TimeWindow(Instant.ofEpochSecond(from), now),
                request.step(),
                request.anonymise(),
                counters(cycle),
                engine.config().pull().maxResults());
    }

    /** How the PCE counts, as far as it is proven; a bucket is by far the likelier. */
    private String counters(Cycle cycle) {
        String mode =
                engine.store()
                        .jdbi()
                        .withHandle(
                                handle ->
                                        handle.createQuery(
                                                        "select counters from pce where pce_id = :id")
                                                .bind("id", cycle.pce().id())
                                                .mapTo(String.class)
                                                .one());
        return mode.equals("CLIPPED") ? "clipped" : "bucket";
    }

    private static boolean empty(Path dir) throws IOException {
        try (Stream<Path> files = Files.list(dir)) {
            return files.findAny().isEmpty();
        }
    }

    private Cycle cycle(@Nullable String name) {
        List<Cycle> cycles = engine.cycles();
        if (name == null) {
            if (cycles.size() > 1) {
                throw new ServiceException(
                        Problem.USAGE, "monitor.yaml has several PCEs: name one of them");
            }
            return cycles.get(0);
        }
        return cycles.stream()
                .filter(cycle -> cycle.pce().name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new ServiceException(Problem.BAD_INPUT, "there is no PCE " + name));
    }
}
