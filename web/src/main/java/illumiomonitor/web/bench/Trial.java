package illumiomonitor.web.bench;

import illumiomonitor.engine.Engine;
import illumiomonitor.engine.config.Config;
import illumiomonitor.engine.journal.Journal;
import illumiomonitor.engine.pull.PullReport;
import illumiomonitor.engine.pull.Puller;
import illumiomonitor.engine.rule.Found;
import illumiomonitor.engine.rule.Judgement;
import illumiomonitor.engine.rule.Learning;
import illumiomonitor.engine.rule.RuleResult;
import illumiomonitor.spi.EventAnswer;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The shipped rules over one capture, as the live schedule would judge them. */
final class Trial {

    private static final long STEP = 300;
    private static final long HOUR = 3_600;

    private final Map<String, TreeSet<String>> subjects = new TreeMap<>();
    private final Map<String, TreeSet<String>> learning = new TreeMap<>();
    private final Map<String, String> ranks = new TreeMap<>();
    private final Map<String, String> stopped = new TreeMap<>();
    private final Courtroom room;
    private final int capture;
    private final Recording data;
    private final Labelled truth;

    /**
     * @param capture its number in the room
     * @param data of the capture
     */
    Trial(Courtroom room, int capture, Recording data) {
        this.room = room;
        this.capture = capture;
        this.data = data;
        this.truth = data.truth();
    }

    /** Alerted subjects by rule. */
    Map<String, TreeSet<String>> subjects() {
        return subjects;
    }

    /** What rules would have said that had not learned for long enough, by rule. */
    Map<String, TreeSet<String>> learning() {
        return learning;
    }

    /** The last order of beacons. */
    Map<String, String> ranks() {
        return ranks;
    }

    /** Rules that could not be judged at a tick, and why. */
    Map<String, String> stopped() {
        return stopped;
    }

    void run() throws InterruptedException {
        Engine engine = room.engine();
        Config config = engine.config();
        int pce = room.pce(capture);
        Puller puller =
                new Puller(
                        engine.store(),
                        pce,
                        "bench",
                        data,
                        (window, events) -> EventAnswer.whole(0),
                        config.pull(),
                        config.keep(),
                        engine.grid(),
                        room.clock());
        long start = Math.floorDiv(truth.first(), STEP) * STEP;
        for (long tick = start + STEP; tick <= truth.last() + HOUR; tick += STEP) {
            room.clock().set(Instant.ofEpochSecond(tick));
            boolean judged =
                    truth.any(tick - STEP, tick)
                            || tick % HOUR == 0 && truth.any(tick - HOUR, tick);
            if (judged) {
                judge(engine, puller, pce, Instant.ofEpochSecond(tick));
            }
        }
    }

    private void judge(Engine engine, Puller puller, int pce, Instant tick)
            throws InterruptedException {
        PullReport report = puller.traffic(tick, 0, Journal.none());
        if (!report.outcome().name().equals("OK")) {
            throw new IllegalStateException("a pull at " + tick + " ended with " + report.reason());
        }
        Judgement judgement = engine.judge().judge(pce, "bench", tick, true, Journal.none());
        judgement.results().forEach(result -> take(result, tick));
        record(engine, judgement);
        // As after a live run: what is known of edges at the next tick.
        engine.memory().rollups().takeIn(pce, "bench");
    }

    /** Rules on alerts see at the next tick what was found at this one, as they do live. */
    private static void record(Engine engine, Judgement judgement) throws InterruptedException {
        engine.store()
                .jdbi()
                .inTransaction(
                        handle ->
                                engine.alerts()
                                        .record(handle, judgement, judgement.tick(), 0, false));
    }

    private void take(RuleResult result, Instant tick) {
        if (result.error() != null) {
            stopped.put(result.rule().name(), "at %s: %s".formatted(tick, result.error()));
            return;
        }
        boolean order = result.rule().name().equals("bench/rank");
        if (order && !result.findings().isEmpty()) {
            ranks.clear();
        }
        result.findings()
                .forEach(
                        found -> {
                            if (order) {
                                ranks.put(found.summary(), tick.toString());
                            } else if (found.held().isEmpty()) {
                                add(subjects, found);
                            } else if (found.held().equals(Learning.HELD)) {
                                add(learning, found);
                            }
                        });
    }

    private static void add(Map<String, TreeSet<String>> subjects, Found found) {
        subjects.computeIfAbsent(found.rule(), rule -> new TreeSet<>()).add(found.subject());
    }
}
