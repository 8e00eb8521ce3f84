package illumiomonitor.lab.story;

import illumiomonitor.lab.estate.Estate;
import illumiomonitor.lab.event.EventSupply;
import illumiomonitor.lab.event.LabEvent;
import illumiomonitor.lab.traffic.Connection;
import illumiomonitor.lab.traffic.Supply;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Which story plays when: one every 25 minutes of history, one every four minutes from the moment
 * on that the demo went live. Each kind plays before any plays again. The same for the same seed.
 */
public final class Storyboard {

    private static final Duration HISTORY = Duration.ofHours(6);
    private static final Duration HISTORY_PACE = Duration.ofMinutes(25);
    private static final Duration LIVE_PACE = Duration.ofMinutes(4);

    /** No story lasts longer. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private static final List<Story> STORIES =
            List.of(
                    new Sweep(),
                    new PortScan(),
                    new Exfiltration(),
                    new BruteForce(),
                    new Tampering(),
                    new PolicyBreak(),
                    new BlockedBurst(),
                    new AgentsOffline(),
                    new Beacon(),
                    new LateReport());

    private final long seed;
    private final Estate estate;
    private final Background background;
    private final Instant live;
    private final List<Story> stories;

    /**
     * A storyboard.
     *
     * @param live when the demo goes live
     */
    public Storyboard(long seed, Estate estate, Instant live) {
        this(seed, estate, live, STORIES);
    }

    private Storyboard(long seed, Estate estate, Instant live, List<Story> stories) {
        this.stories = stories;
        this.seed = seed;
        this.estate = estate;
        this.background = new Background(seed, estate);
        this.live = live.truncatedTo(ChronoUnit.MINUTES);
    }

    /** Days on which no story plays. */
    public static Storyboard quiet(long seed, Estate estate) {
        return new Storyboard(seed, estate, Instant.EPOCH, List.of());
    }

    /** Ordinary traffic and what the stories make of it. */
    public Supply traffic() {
        return this::connections;
    }

    /** Ordinary events and those of the stories. */
    public EventSupply events() {
        return this::events;
    }

    /** Stories that begin in a stretch of time, the first instant included. */
    public List<Play> plays(Instant from, Instant to) {
        List<Play> plays = new ArrayList<>();
        if (stories.isEmpty()) {
            return plays;
        }
        Instant first = live.minus(HISTORY);
        long n = 0;
        for (Instant at = first; at.isBefore(to); at = next(at)) {
            if (!at.isBefore(from)) {
                plays.add(play(n, at));
            }
            n++;
        }
        return plays;
    }

    private Instant next(Instant at) {
        Instant next = at.plus(at.isBefore(live) ? HISTORY_PACE : LIVE_PACE);
        return at.isBefore(live) && next.isAfter(live) ? live.plus(LIVE_PACE) : next;
    }

    private Play play(long n, Instant at) {
        long round = n / stories.size();
        int place = (int) (n % stories.size());
        List<Story> order = new ArrayList<>(stories);
        Dice dice = Dice.of(seed, "round", round);
        for (int i = order.size() - 1; i > 0; i--) {
            Collections.swap(order, i, dice.below(i + 1));
        }
        Scene scene = new Scene(at, estate, Dice.of(seed, "story", n));
        return order.get(place).play(scene);
    }

    private List<Connection> connections(Instant hour) {
        Instant end = hour.plus(1, ChronoUnit.HOURS);
        List<Play> plays = plays(hour.minus(LONGEST), end);
        List<Connection> all = new ArrayList<>(background.hour(hour));
        all.removeIf(
                c -> plays.stream().anyMatch(p -> p.broken().stream().anyMatch(b -> b.holds(c))));
        for (Play play : plays) {
            for (Connection connection : play.connections()) {
                if (!connection.at().isBefore(hour) && connection.at().isBefore(end)) {
                    all.add(connection);
                }
            }
        }
        return all;
    }

    private List<LabEvent> events(Instant hour) {
        Instant end = hour.plus(1, ChronoUnit.HOURS);
        List<LabEvent> all = new ArrayList<>(EverydayEvents.hour(seed, hour));
        for (Play play : plays(hour.minus(LONGEST), end)) {
            for (LabEvent event : play.events()) {
                if (!event.at().isBefore(hour) && event.at().isBefore(end)) {
                    all.add(event);
                }
            }
        }
        return all;
    }
}
