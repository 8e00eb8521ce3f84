package illumiomonitor.lab;

import illumiomonitor.lab.estate.Estate;
import illumiomonitor.lab.estate.EstatePages;
import illumiomonitor.lab.estate.Jobs;
import illumiomonitor.lab.event.EventPages;
import illumiomonitor.lab.event.Events;
import illumiomonitor.lab.health.Health;
import illumiomonitor.lab.http.Faults;
import illumiomonitor.lab.http.Front;
import illumiomonitor.lab.http.Habits;
import illumiomonitor.lab.http.Keys;
import illumiomonitor.lab.http.Requests;
import illumiomonitor.lab.http.Router;
import illumiomonitor.lab.http.WebServer;
import illumiomonitor.lab.query.BulkRows;
import illumiomonitor.lab.query.FlowSource;
import illumiomonitor.lab.query.LiveRows;
import illumiomonitor.lab.query.Queries;
import illumiomonitor.lab.recorded.Recorded;
import illumiomonitor.lab.story.DemoEstate;
import illumiomonitor.lab.story.Storyboard;
import illumiomonitor.lab.time.PceClock;
import illumiomonitor.lab.traffic.Knowledge;
import illumiomonitor.lab.traffic.RowStyle;
import illumiomonitor.lab.traffic.Traffic;
import illumiomonitor.lab.traffic.Truth;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A pretend PCE over HTTP on the loopback address. Thread-safe.
 *
 * <pre>{@code
 * LabClock clock = LabClock.at("2026-07-01T08:00:00Z");
 * try (Lab lab = Lab.empty(clock).start()) {
 *     lab.traffic().add(Connection.of("10.0.0.5", "10.0.0.9", 445).at(...).count(3).blocked());
 *     lab.faults().on(Match.download()).times(2).answer(503);
 *     lab.queries().next(QueryTrouble.FAILED);
 *     // a client of lab.url(), lab.key(), lab.secret()
 *     lab.truth().edges(from, asOf);
 * }
 * }</pre>
 */
public final class Lab implements AutoCloseable {

    private static final String KEY = "lab-key";
    private static final String SECRET = "lab-secret";

    private final PceClock clock;
    private final Traffic traffic = new Traffic();
    private final RowStyle rowStyle = new RowStyle();
    private final Estate estate = new Estate();
    private final Events events = new Events();
    private final Habits habits = new Habits();
    private final Keys keys = new Keys();
    private final Faults faults = new Faults();
    private final Requests requests = new Requests();
    private final Health health;
    private final Jobs jobs;
    private final Queries queries;
    private final Front front;
    private final @Nullable BulkRows bulk;
    private @Nullable Storyboard storyboard;
    private @Nullable SSLContext tls;
    private @Nullable WebServer server;

    private Lab(Clock hostClock, @Nullable BulkRows bulk, @Nullable Recorded recorded) {
        this.clock = new PceClock(hostClock);
        this.bulk = bulk;
        this.health = new Health(habits, clock);
        this.jobs = new Jobs(habits, clock);
        this.queries = new Queries(rows(bulk, recorded), rowStyle, habits, clock);
        keys.add(KEY, SECRET);
        Router router = new Router();
        EstatePages estatePages = new EstatePages(estate, habits, jobs, clock);
        if (recorded != null) {
            recorded.mount(router, estatePages);
            recorded.fill(events);
        }
        queries.mount(router);
        new EventPages(events, rowStyle, habits, clock).mount(router);
        health.mount(router);
        estatePages.mount(router);
        this.front = new Front(requests, faults, keys, habits, router);
    }

    private FlowSource rows(@Nullable BulkRows many, @Nullable Recorded recorded) {
        if (recorded != null) {
            return recorded.rows();
        }
        return many == null ? new LiveRows(traffic, rowStyle, estate) : many;
    }

    /** Nobody lives here and nothing happens but what the test adds. */
    public static Lab empty(Clock clock) {
        return new Lab(clock, null, null);
    }

    /**
     * A large answer for benchmarks; see {@link #bulk()}.
     *
     * @param rows how many
     */
    public static Lab bulk(int rows, Clock clock) {
        Lab lab = new Lab(clock, new BulkRows(rows, clock.instant()), null);
        // A stopwatch runs: neither the budget nor the polls may be what it shows.
        lab.habits.requestsPerMinute(1_000_000).polls(1);
        return lab;
    }

    /**
     * A company with six hours of stories behind it, and a new one every four minutes from now on.
     *
     * @param seed the same one gives the same stories
     * @param clock shows the moment from which on it is live; the time before is shown as it was
     */
    public static Lab demo(long seed, Clock clock) {
        Lab lab = new Lab(clock, null, null);
        DemoEstate.fill(lab.estate);
        return lab.plays(new Storyboard(seed, lab.estate, clock.instant()), clock.instant());
    }

    /**
     * The same company at its ordinary work, and nothing else.
     *
     * @param seed the same one gives the same days
     * @param clock shows the moment from which on it is live; the two days before are shown as they
     *     were
     */
    public static Lab quiet(long seed, Clock clock) {
        Lab lab = new Lab(clock, null, null);
        DemoEstate.fill(lab.estate);
        return lab.plays(Storyboard.quiet(seed, lab.estate), clock.instant());
    }

    private Lab plays(Storyboard board, Instant live) {
        Instant begin = live.truncatedTo(ChronoUnit.DAYS).minus(2, ChronoUnit.DAYS);
        traffic.add(board.traffic(), begin);
        events.add(board.events(), begin);
        rowStyle.knowledge(Knowledge.liveFrom(live));
        // Six hours are caught up in seconds: the demo must not wait for its own budget.
        habits.requestsPerMinute(1_000_000).polls(1);
        storyboard = board;
        return this;
    }

    /**
     * A PCE whose answers were saved; see {@link illumiomonitor.lab.recorded.RecordedFolder}.
     *
     * @throws IOException if the folder cannot be read
     */
    public static Lab recorded(Path folder, Clock clock) throws IOException {
        return new Lab(clock, null, new Recorded(folder));
    }

    /** Serves HTTPS with this from the start on. */
    public Lab tls(SSLContext context) {
        tls = context;
        return this;
    }

    /** Listens on any free port. */
    public Lab start() {
        return start(0);
    }

    public synchronized Lab start(int port) {
        server = new WebServer(front, clock, tls);
        server.start(port);
        return this;
    }

    /** From now on connections are refused; {@link #up()} listens on the same port again. */
    public synchronized void refuse() {
        started().close();
    }

    /** From now on every request is answered 503 by what looks like a load balancer. */
    public void unavailable() {
        front.state(Front.State.UNAVAILABLE);
    }

    /** From now on no request is answered. */
    public void hang() {
        front.state(Front.State.HANGING);
    }

    /** Ends {@link #refuse}, {@link #unavailable} and {@link #hang}. */
    public synchronized void up() {
        front.state(Front.State.UP);
        WebServer web = started();
        if (!web.isListening()) {
            web.start(web.port());
        }
    }

    private WebServer started() {
        if (server == null) {
            throw new IllegalStateException("the lab has not been started");
        }
        return server;
    }

    @Override
    public synchronized void close() {
        if (server != null) {
            server.close();
        }
    }

    /** Address of the API without a path. */
    public synchronized URI url() {
        WebServer listening = started();
        String scheme = listening.isTls() ? "https" : "http";
        return URI.create(scheme + "://localhost:" + listening.port());
    }

    /** User name of the API key that is let in. */
    public String key() {
        return KEY;
    }

    /** Its secret; there is nothing to keep secret. */
    public String secret() {
        return SECRET;
    }

    public int org() {
        return 1;
    }

    /** The PCE's time, its skew included. */
    public Instant now() {
        return clock.instant();
    }

    /** Makes the PCE's clock run ahead of its host's, or behind when negative. */
    public void skew(Duration ahead) {
        clock.skew(ahead);
    }

    /** What happens on the network. */
    public Traffic traffic() {
        return traffic;
    }

    /** How rows are made of it. */
    public RowStyle rowStyle() {
        return rowStyle;
    }

    /** What a monitor without mistakes has counted. */
    public Truth truth() {
        return new Truth(traffic, rowStyle);
    }

    public Estate estate() {
        return estate;
    }

    public Events events() {
        return events;
    }

    public Habits habits() {
        return habits;
    }

    public Keys keys() {
        return keys;
    }

    public Faults faults() {
        return faults;
    }

    public Requests requests() {
        return requests;
    }

    public Health health() {
        return health;
    }

    public Queries queries() {
        return queries;
    }

    public Jobs jobs() {
        return jobs;
    }

    /** The stories of {@link #demo}. */
    public Storyboard stories() {
        if (storyboard == null) {
            throw new IllegalStateException("not a demo lab");
        }
        return storyboard;
    }

    /** The rows of {@link #bulk(int, Clock)}. */
    public BulkRows bulk() {
        if (bulk == null) {
            throw new IllegalStateException("not a bulk lab");
        }
        return bulk;
    }
}
