package illumiomonitor.web.app;

import illumiomonitor.engine.Engine;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.pce.PceRecorder;
import illumiomonitor.engine.run.Cycle;
import illumiomonitor.spi.SourceException;
import illumiomonitor.spi.TimeWindow;
import illumiomonitor.web.service.ReconcileReport;
import illumiomonitor.web.service.RecordReport;
import illumiomonitor.web.service.RecordRequest;
import illumiomonitor.web.service.ServiceException;
import illumiomonitor.web.service.ServiceException.Problem;
import illumiomonitor.web.service.Trouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the command line asks of the PCEs themselves. */
final class PceVerbs {

    /** How much of the past a recording holds. */
    private static final Duration RECORDED = Duration.ofHours(24);

    private final Engine engine;

    PceVerbs(Engine engine) {
        this.engine = engine;
    }

    ReconcileReport reconcile(LocalDate day, Journal journal) throws InterruptedException {
        throw new ServiceException(Problem.BUG, "pending", null);
    }

    RecordReport record(RecordRequest request, Journal journal) throws InterruptedException {
        Cycle cycle = cycle(request.pce());
        Path dir = Path.of(request.dir());
        try {
            if (Files.exists(dir) && !empty(dir)) {
                throw new ServiceException(
                        Problem.NOT_PERMITTED, dir + " is not empty: name a new folder");
            }
            Instant now = cycle.pce().client().now();
            PceRecorder.record(
                    cycle.pce().client(),
                    dir,
                    new TimeWindow(now.minus(RECORDED), now),
                    request.anonymise(),
                    counters(cycle),
                    engine.config().pull().maxResults(),
                    journal);
            try (Stream<Path> files = Files.list(dir)) {
                return new RecordReport(dir.toString(), (int) files.count(), 0, List.of());
            }
        } catch (SourceException e) {
            throw Trouble.of(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
