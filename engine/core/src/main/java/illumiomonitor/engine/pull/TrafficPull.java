package illumiomonitor.engine.pull;

import illumiomonitor.db.Store;
import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.journal.Outcome;
import illumiomonitor.engine.time.Grid;
import illumiomonitor.spi.FlowSource;
import illumiomonitor.spi.SourceException;
import illumiomonitor.spi.TimeWindow;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Pulls traffic of one PCE: asks, compares with what is known, writes, commits. Not thread-safe.
 */
final class TrafficPull {

    private static final String CONFIGURED = "set in the configuration";

    private final Store store;
    private final int pceId;
    private final FlowSource source;
    private final Config.Pull settings;
    private final Grid grid;
    private final LabelHrefs labels;
    private final Runnable betweenChunks;
    private final PullBook book;
    private final PceState pce;
    private final Slices slices;
    private final Ledger ledger;
    private boolean statesSplit;
    private boolean writing;

    TrafficPull(
            Store store,
            int pceId,
            FlowSource source,
            Config.Pull settings,
            Grid grid,
            LabelHrefs labels,
            Runnable betweenChunks) {
        this.store = store;
        this.pceId = pceId;
        this.source = source;
        this.settings = settings;
        this.grid = grid;
        this.labels = labels;
        this.betweenChunks = betweenChunks;
        this.book = new PullBook(store, pceId);
        this.pce = new PceState(store.jdbi(), pceId);
        this.slices = new Slices(store.jdbi(), pceId);
        this.ledger = new Ledger(store, pceId);
    }

    /**
     * After a pull that did not end well. Unless it had begun to write, nothing changed.
     *
     * @return whether rows may have to be taken back
     */
    boolean brokeOff() {
        if (writing) {
            ledger.forget();
        }
        return writing;
    }

    /**
     * What counters count from now on, by the configuration or by what was proven. Rows that were
     * known before are counted on.
     *
     * @param now PCE time
     */
    Mode mode(Instant floor, Instant now) {
        Mode known = pce.mode();
        String configured = settings.counters().toUpperCase(Locale.ROOT);
        boolean auto = configured.equals("AUTO");
        Mode wanted = auto ? known : Mode.valueOf(configured);
        if (auto && pce.proof().equals(CONFIGURED)) {
            wanted = Mode.UNPROVEN;
        }
        if (wanted != known) {
            change(wanted, auto ? "" : CONFIGURED, floor, now);
        }
        return wanted;
    }

    private void change(Mode mode, String proof, Instant floor, Instant now) {
        Optional<Instant> last = book.lastEnd(PullBook.TRAFFIC, now);
        store.jdbi()
                .useTransaction(
                        handle -> {
                            pce.decide(handle, mode, proof);
                            if (mode == Mode.CLIPPED && last.isPresent()) {
                                Instant from = last.get().minus(Slices.SETTLES);
                                slices.follow(handle, Times.later(from, floor), last.get());
                            }
                        });
    }

    /** Pulls into an open pull and commits it. */
    PullEnd pull(long pullId, Frame frame, Instant now, Journal journal)
            throws SourceException, SQLException, InterruptedException {
        writing = false;
        ledger.counting(frame.mode());
        RowReader reader = new RowReader(ledger.dictionary());
        Inquiry inquiry = inquiry(frame, reader, journal);
        List<TimeWindow> windows = askAll(frame, inquiry);
        IncrementTable table = new IncrementTable(frame, settings.settle());
        Matching matching = match(frame, inquiry, table);
        boolean whole = inquiry.shortfalls().isEmpty();
        Changes changes = new Changes(ledger, table);
        changes.judge(inquiry.answer(), matching, whole);
        Optional<Probe.Verdict> verdict = probe(frame, reader, inquiry.answer(), journal);
        writing = true;
        ledger.dictionary().save();
        changes.number(store.jdbi(), Ids.of(store));
        TrafficWriter writer =
                new TrafficWriter(
                        store,
                        pceId,
                        pullId,
                        ledger.dictionary().endpoints(),
                        changes,
                        betweenChunks);
        writer.write();
        List<TouchedTicks.Touched> ticks = touched(changes, frame);
        long byAll = ticks.stream().filter(TouchedTicks.Touched::byAll).count();
        String reason = reason(inquiry, byAll, journal);
        PullEnd end = end(frame, windows, inquiry, changes, writer, reason, now);
        store.jdbi()
                .useTransaction(
                        handle -> {
                            commit(handle, pullId, frame, end, inquiry, now);
                            TouchedTicks.write(handle, pceId, newest(ticks, byAll));
                            if (verdict.isPresent()) {
                                decide(handle, verdict.get(), frame, now);
                            }
                        });
        apply(changes, frame);
        statesSplit |= matching.sawStatesSplit();
        verdict.ifPresent(
                found -> journal.info("Counters are " + found.mode() + ": " + found.proof()));
        return end;
    }

    /** The pull is committed: whatever happens now, only what is at hand may be wrong. */
    private void apply(Changes changes, Frame frame) {
        try {
            changes.apply();
            ledger.evict(frame.tick().toEpochMilli(), changes.days());
        } catch (RuntimeException | InterruptedException e) {
            ledger.forget();
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
        }
        writing = false;
    }

    private Inquiry inquiry(Frame frame, RowReader reader, Journal journal) {
        return new Inquiry(
                source,
                reader,
                new Cuts(labels),
                new Asked(frame.tick().toEpochMilli()),
                frame.oldest().toEpochMilli(),
                settings.deadline(),
                journal);
    }

    private List<TimeWindow> askAll(Frame frame, Inquiry inquiry)
            throws SourceException, InterruptedException {
        List<Question> questions = new ArrayList<>();
        if (frame.mode() == Mode.CLIPPED) {
            for (Slice slice : slices.due(frame)) {
                questions.add(
                        Question.of(slice.window(frame.tick()), settings.maxResults(), slice));
            }
        } else {
            for (TimeWindow window : Windows.of(frame, settings.overlap())) {
                questions.add(Question.of(window, settings.maxResults(), frame.mode()));
            }
        }
        for (Question question : questions) {
            inquiry.ask(question);
        }
        return questions.stream().map(Question::window).toList();
    }

    /** Matches, and where that leaves doubts asks for the whole day of the rows in question. */
    private Matching match(Frame frame, Inquiry inquiry, IncrementTable table)
            throws SourceException, InterruptedException {
        boolean alone = frame.mode() == Mode.CLIPPED;
        Matching matching = new Matching(ledger, inquiry.asked(), table, alone, statesSplit);
        matching.match(inquiry.answer());
        if (matching.doubts().isEmpty()) {
            return matching;
        }
        for (Question question :
                Doubts.questions(matching.doubts(), frame, settings.maxResults())) {
            inquiry.ask(question);
        }
        Matching again =
                new Matching(
                        ledger,
                        inquiry.asked(),
                        table,
                        alone,
                        statesSplit || matching.sawStatesSplit());
        again.match(inquiry.answer());
        return again;
    }

    private Optional<Probe.Verdict> probe(
            Frame frame, RowReader reader, Answer answer, Journal journal)
            throws InterruptedException {
        if (frame.mode() != Mode.UNPROVEN) {
            return Optional.empty();
        }
        try {
            return new Probe(source, reader, settings.maxResults()).compare(answer, frame.tick());
        } catch (SourceException e) {
            journal.warn("What the PCE's counters count is not known yet: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** The judged ticks that would be judged otherwise now; the settled tick of this run is not. */
    private List<TouchedTicks.Touched> touched(Changes changes, Frame frame)
            throws InterruptedException {
        Optional<Instant> last = store.jdbi().withHandle(book::lastTick);
        if (last.isEmpty()) {
            return List.of();
        }
        Instant judged = grid.floor(last.get().minus(settings.settle()));
        TouchedTicks touched =
                new TouchedTicks(judged.toEpochMilli(), settings.spreadAfter().toMillis());
        changes.touch(touched);
        if (touched.isEmpty()) {
            return List.of();
        }
        Instant settled = grid.floor(frame.tick().minus(settings.settle()));
        Instant before = Times.later(settled, judged.plusMillis(1));
        return store.jdbi()
                .withHandle(book::firstTick)
                .map(first -> touched.ticks(grid, first, before))
                .orElse(List.of());
    }

    /** Which of those that only long windows reach are judged is for those who know the rules. */
    private static List<TouchedTicks.Touched> newest(List<TouchedTicks.Touched> ticks, long byAll) {
        long tooMany = Math.max(0, byAll - TouchedTicks.MOST);
        List<TouchedTicks.Touched> newest = new ArrayList<>();
        for (TouchedTicks.Touched one : ticks) {
            if (!one.byAll() || tooMany-- <= 0) {
                newest.add(one);
            }
        }
        return newest;
    }

    private static String reason(Inquiry inquiry, long ticks, Journal journal) {
        String reason =
                inquiry.shortfalls().stream()
                        .map(
                                shortfall ->
                                        "%s to %s: %s"
                                                .formatted(
                                                        shortfall.window().from(),
                                                        shortfall.window().to(),
                                                        shortfall.reason()))
                        .distinct()
                        .collect(Collectors.joining("; "));
        if (ticks > TouchedTicks.MOST) {
            String left =
                    "%d older ticks that late rows touched are not judged again"
                            .formatted(ticks - TouchedTicks.MOST);
            journal.warn(left);
            reason = reason.isEmpty() ? left : reason + "; " + left;
        }
        return reason;
    }

    private PullEnd end(
            Frame frame,
            List<TimeWindow> windows,
            Inquiry inquiry,
            Changes changes,
            TrafficWriter writer,
            String reason,
            Instant now) {
        boolean whole = inquiry.shortfalls().isEmpty();
        Instant asked = inquiry.askedAt();
        Instant answered = inquiry.answeredAt();
        return new PullEnd(
                whole ? Outcome.OK : Outcome.PARTIAL,
                reason,
                whole ? "" : PullEnd.INCOMPLETE,
                earliest(windows, frame.tick()),
                frame.tick(),
                asked == null ? now : asked,
                answered == null ? now : answered,
                source.clockOffset().toMillis(),
                inquiry.rows(),
                changes.added().size(),
                inquiry.answer().merged(),
                changes.stale(),
                inquiry.expired(),
                inquiry.bytes(),
                writer.firstFlowId(),
                frame.mode().name(),
                writer.spansFrom(),
                writer.spansTo());
    }

    private static Instant earliest(List<TimeWindow> windows, Instant otherwise) {
        return windows.stream().map(TimeWindow::from).min(Instant::compareTo).orElse(otherwise);
    }

    private void commit(
            Handle handle, long pullId, Frame frame, PullEnd end, Inquiry inquiry, Instant now) {
        book.end(handle, pullId, end);
        pce.clockOffset(handle, end.clockOffsetMs());
        slices.asked(handle, inquiry.slices(), frame.tick(), end.outcome() == Outcome.OK);
        if (end.outcome() == Outcome.OK) {
            Instant from = earlier(end.windowFrom(), frame.covered());
            Gaps.close(
                    handle,
                    pceId,
                    PullBook.TRAFFIC,
                    Times.later(from, frame.floor()),
                    frame.tick(),
                    pullId,
                    now);
        } else {
            for (Shortfall shortfall : inquiry.shortfalls()) {
                Gaps.open(
                        handle,
                        pceId,
                        PullBook.TRAFFIC,
                        shortfall.window().from(),
                        shortfall.window().to(),
                        shortfall.reason(),
                        now);
            }
        }
    }

    private void decide(Handle handle, Probe.Verdict verdict, Frame frame, Instant now) {
        if (!pce.decideUnder(handle, frame.version(), verdict.mode(), verdict.proof())) {
            return;
        }
        if (verdict.mode() == Mode.CLIPPED) {
            Instant latest = Times.later(now, frame.tick());
            Instant last = book.lastEnd(PullBook.TRAFFIC, latest).orElse(frame.tick());
            slices.follow(handle, frame.floor(), Times.later(last, frame.tick()));
        }
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
