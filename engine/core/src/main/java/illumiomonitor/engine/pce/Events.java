package illumiomonitor.engine.pce;

import com.fasterxml.jackson.databind.JsonNode;
import illumiomonitor.spi.EventAnswer;
import illumiomonitor.spi.EventRow;
import illumiomonitor.spi.SourceException.Problem;
import illumiomonitor.spi.TimeWindow;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads the audit events of a window. An answer at the PCE's cap holds the newest and lacks older
 * ones, so the rest of the window is asked for again, up to and including the oldest time that
 * came.
 */
final class Events {

    /** The most that the PCE gives in one answer. */
    private static final int CAP = 10_000;

    private static final int REMEMBERED = 100_000;

    private final Listings listings;
    private final Address address;
    private final OwnNoise noise;
    private final Warnings warnings;
    private final boolean keepNoise;
    private final Duration limit;
    private final String pce;
    private volatile boolean asksForCap = true;

    Events(
            Listings listings,
            Address address,
            OwnNoise noise,
            Warnings warnings,
            boolean keepNoise,
            Duration limit,
            String pce) {
        this.listings = listings;
        this.address = address;
        this.noise = noise;
        this.warnings = warnings;
        this.keepNoise = keepNoise;
        this.limit = limit;
        this.pce = pce;
    }

    EventAnswer read(TimeWindow window, Consumer<EventRow> events)
            throws PceFault, InterruptedException {
        warnings.clear();
        Reading reading = new Reading(events);
        Deadline deadline = Deadline.in(limit);
        Deque<TimeWindow> left = new ArrayDeque<>();
        left.push(new TimeWindow(Times.down(window.from()), Times.up(window.to())));
        while (!left.isEmpty()) {
            TimeWindow next = left.pop();
            Page page = page(next, reading, deadline);
            if (page.capped) {
                split(next, page, left, reading, deadline);
            }
        }
        if (reading.handed == 0 && reading.refused > 0) {
            throw PceFault.broken(
                    "no event in the answer of PCE %s can be read".formatted(pce), null);
        }
        return new EventAnswer(
                reading.handed,
                reading.refused == 0
                        ? ""
                        : "%d unreadable events, first: %s"
                                .formatted(reading.refused, reading.firstRefusal));
    }

    private void split(
            TimeWindow window,
            Page page,
            Deque<TimeWindow> left,
            Reading reading,
            Deadline deadline)
            throws PceFault, InterruptedException {
        boolean moves = page.sorted && page.oldest.isBefore(window.to());
        if (moves && page.oldest.isAfter(window.from())) {
            left.push(new TimeWindow(window.from(), page.oldest));
        } else if (page.sorted && page.oldest.isBefore(window.from())) {
            return; // it gave more than was asked for, so nothing is missing
        } else if (window.from().equals(window.to())) {
            whole(window, page, reading, deadline);
        } else {
            halve(window, left);
        }
    }

    private static void halve(TimeWindow window, Deque<TimeWindow> left) {
        Duration half = Duration.between(window.from(), window.to()).dividedBy(2);
        Instant middle = Times.down(window.from().plus(half));
        left.push(new TimeWindow(window.from(), middle));
        left.push(new TimeWindow(middle.plusMillis(1), window.to()));
    }

    /** More events in one millisecond than an answer holds: only a job gives them all. */
    private void whole(TimeWindow window, Page page, Reading reading, Deadline deadline)
            throws PceFault, InterruptedException {
        String path = address.events(window.from(), window.to(), 0);
        try (Spooled spooled = listings.job(path, page.rows, deadline)) {
            hand(spooled, reading);
        } catch (IOException e) {
            throw unreadable(e);
        } catch (PceFault fault) {
            throw PceFault.of(
                    fault.problem(),
                    "PCE %s has %d events or more at %s and does not give all of them: %s"
                            .formatted(pce, page.rows, window.to(), fault.getMessage()),
                    fault);
        }
    }

    private Page page(TimeWindow window, Reading reading, Deadline deadline)
            throws PceFault, InterruptedException {
        try (Spooled spooled = answer(window, deadline)) {
            Page page = hand(spooled, reading);
            page.rows = spooled.rows();
            page.capped = Listings.isCapped(spooled, CAP);
            return page;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** A PCE that thinks the cap too large gives as many as it likes. */
    private Spooled answer(TimeWindow window, Deadline deadline)
            throws PceFault, InterruptedException {
        try {
            String path = address.events(window.from(), window.to(), asksForCap ? CAP : 0);
            return listings.page(path, deadline);
        } catch (PceFault fault) {
            boolean tooMany = String.valueOf(fault.getMessage()).contains("max_results");
            if (!asksForCap || fault.problem() != Problem.REFUSED || !tooMany) {
                throw fault;
            }
            asksForCap = false;
            return answer(window, deadline);
        }
    }

    private Page hand(Spooled spooled, Reading reading)
            throws IOException, PceFault, InterruptedException {
        Page page = new Page();
        try (JsonRows rows = spooled.open()) {
            while (rows.next()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted while reading events");
                }
                hand(rows, page, reading);
            }
        }
        return page;
    }

    private void hand(JsonRows rows, Page page, Reading reading) {
        try {
            JsonNode event = Scalars.tree(rows.buffer(), rows.from(), rows.to());
            EventRow row = reading.reader.read(event, rows.text());
            page.met(row.at());
            if (reading.isNew(row) && (keepNoise || !noise.is(event))) {
                reading.handed++;
                reading.to.accept(row);
            }
        } catch (Unreadable e) {
            reading.refuse(e);
            warnings.count("an event of PCE %s was left out: it %s".formatted(pce, e.getMessage()));
        }
    }

    private PceFault unreadable(IOException cause) {
        return PceFault.broken(
                "the events of PCE %s cannot be read: the answer %s"
                        .formatted(pce, cause.getMessage()),
                cause);
    }

    /** What one answer covered. */
    private static final class Page {
        private Instant oldest = Instant.MAX;
        private boolean sorted = true;
        private boolean capped;
        private long rows;

        void met(Instant at) {
            sorted &= !at.isAfter(oldest);
            oldest = at.isBefore(oldest) ? at : oldest;
        }
    }

    /** All answers of one window. */
    private static final class Reading {
        private final EventReader reader = new EventReader();
        private final Consumer<EventRow> to;
        private final Set<String> seen = new HashSet<>();
        private long handed;
        private long refused;
        private String firstRefusal = "";

        Reading(Consumer<EventRow> to) {
            this.to = to;
        }

        void refuse(Unreadable why) {
            if (refused == 0) {
                firstRefusal = "it " + why.getMessage();
            }
            refused++;
        }

        /**
         * Answers share the events at their cuts; a store knows the few that are not noticed here.
         */
        boolean isNew(EventRow row) {
            if (seen.size() >= REMEMBERED) {
                seen.clear();
            }
            return seen.add(row.href());
        }
    }
}
