package illumiomonitor.engine.pce;

import com.fasterxml.jackson.databind.JsonNode;
import illumiomonitor.engine.config.Config;
import illumiomonitor.spi.EventAnswer;
import illumiomonitor.spi.EventRow;
import illumiomonitor.spi.FlowAnswer;
import illumiomonitor.spi.FlowQuery;
import illumiomonitor.spi.FlowRow;
import illumiomonitor.spi.SourceException;
import illumiomonitor.spi.TimeWindow;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One PCE over its REST API. All requests share one budget. Every method may be interrupted and
 * then ends at once. Traffic and events are asked for from one thread at a time each; everything
 * else is thread-safe.
 */
public final class PceClient implements Origin {

    private static final Duration CLOCK_LIMIT = Duration.ofSeconds(10);

    private final Config.Pce pce;
    private final PceClock clock;
    private final Transport transport;
    private final Spool spool;
    private final Queries queries;
    private final TrafficQuery traffic;
    private final Duration limit;
    private final Flows flows;
    private final Events events;
    private final Listings listings;
    private final Health health;
    private final Address address;
    private final Oddities oddities;

    /**
     * @param hostClock this machine's time
     * @param spoolFolder keeps an answer until it is whole; made when needed
     */
    public PceClient(Config.Pce pce, Config.Pull pull, Clock hostClock, Path spoolFolder) {
        this(pce, pull, hostClock, spoolFolder, Pace.standard());
    }

    /**
     * @param pace how long it waits for what
     */
    public PceClient(
            Config.Pce pce, Config.Pull pull, Clock hostClock, Path spoolFolder, Pace pace) {
        this(pce, pull, hostClock, spoolFolder, pace, null, pull.draft() || pce.draft());
    }

    private PceClient(
            Config.Pce pce,
            Config.Pull pull,
            Clock hostClock,
            Path spoolFolder,
            Pace pace,
            @Nullable Purpose purpose,
            boolean draft) {
        this.pce = pce;
        this.oddities = new Oddities(pce);
        this.clock = new PceClock(hostClock);
        this.address = new Address(pce.url(), pce.org());
        this.transport = new Transport(pce, pull.requestsPerMinute(), clock, pace);
        this.spool = new Spool(spoolFolder, pce.name());
        OwnNoise noise = new OwnNoise(pce.key());
        QueryNames names = new QueryNames(pce.name(), purpose, clock);
        this.queries = new Queries(transport, address.queries(), pce.name(), names, pace);
        this.listings = new Listings(transport, spool, pace, clock, pce.name(), noise::job);
        Download download = new Download(transport, queries, spool, pce.name(), pace);
        this.limit = pull.deadline();
        this.health = new Health(transport);
        DraftDecisions drafts =
                new DraftDecisions(
                        transport,
                        queries,
                        health,
                        pace,
                        oddities.traffic(),
                        pull.deadline().dividedBy(3),
                        draft);
        this.traffic = new TrafficQuery(queries, download, drafts, pce.name(), pace, noise::owner);
        LabelCache labels = new LabelCache(this::listLabels);
        this.flows = new Flows(traffic, labels, clock, oddities.traffic(), pce.name());
        this.events =
                new Events(
                        listings,
                        address,
                        noise,
                        oddities.events(),
                        pull.ownNoise(),
                        pull.deadline(),
                        pce.name());
    }

    /**
     * A client beside the one that pulls: at most a quarter of the requests, its own queries and
     * files.
     *
     * @param purpose its queries on the PCE and its folder are called so
     * @param spoolFolder of the client that pulls
     */
    public static PceClient beside(
            Purpose purpose,
            Config.Pce pce,
            Config.Pull pull,
            Clock hostClock,
            Path spoolFolder,
            Pace pace) {
        boolean draft = pull.draft() || pce.draft();
        return beside(purpose, pce, pull, hostClock, spoolFolder, pace, draft);
    }

    private static PceClient beside(
            Purpose purpose,
            Config.Pce pce,
            Config.Pull pull,
            Clock hostClock,
            Path spoolFolder,
            Pace pace,
            boolean draft) {
        return new PceClient(
                pce,
                pull.beside(),
                hostClock,
                spoolFolder.resolve(purpose.word()),
                pace,
                purpose,
                draft);
    }

    /** The same for a past that is asked for day by day, and without draft decisions. */
    public static PceClient forPast(
            Config.Pce pce, Config.Pull pull, Clock hostClock, Path spoolFolder, Pace pace) {
        return beside(Purpose.BACKFILL, pce, pull, hostClock, spoolFolder, pace, false);
    }

    @Override
    public FlowAnswer flows(FlowQuery query, Consumer<FlowRow> rows)
            throws SourceException, InterruptedException {
        return flows(query, limit, rows);
    }

    @Override
    public FlowAnswer flows(FlowQuery query, Duration atMost, Consumer<FlowRow> rows)
            throws SourceException, InterruptedException {
        return asked(() -> flows.read(query, atMost, rows));
    }

    /**
     * {@inheritDoc}
     *
     * <p>Successful session events of the monitor's own user are left out unless {@code
     * pull.own-noise} is set. An event that cannot be read is missing, and counted in {@link
     * #oddities()}.
     */
    @Override
    public EventAnswer events(TimeWindow window, Consumer<EventRow> events)
            throws SourceException, InterruptedException {
        return asked(() -> this.events.read(window, events));
    }

    /**
     * What the PCE says about itself; {@code NOT_AVAILABLE} where it says nothing, as SaaS does.
     */
    @Override
    public PceHealth health() throws SourceException, InterruptedException {
        return asked(health::read);
    }

    /** The release, e.g. {@code 25.2.10}. */
    @Override
    public String version() throws SourceException, InterruptedException {
        return asked(health::version);
    }

    /** All workloads that the key may see. */
    @Override
    public List<Workload> workloads() throws SourceException, InterruptedException {
        return asked(
                () -> {
                    List<Workload> found = new ArrayList<>();
                    listings.each(address.workloads(), each -> found.add(Workload.of(each)));
                    return found;
                });
    }

    /** Every object of a list that the key may see, however long the list is. */
    @Override
    public void each(PceList list, Consumer<JsonNode> objects)
            throws SourceException, InterruptedException {
        asked(
                () -> {
                    listings.each(address.list(list), objects);
                    return true;
                });
    }

    /** All labels that the key may see. */
    @Override
    public List<LabelRef> labels() throws SourceException, InterruptedException {
        return asked(this::listLabels);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Its files here go too, and the queries of clients that were beside it.
     */
    @Override
    public int deleteLeftovers() throws SourceException, InterruptedException {
        return asked(
                () -> {
                    spool.clear();
                    Deadline deadline = Deadline.in(Duration.ofMinutes(2));
                    List<QueryState> left = queries.own(deadline);
                    for (QueryState each : left) {
                        queries.removeLeftover(each, deadline);
                    }
                    return left.size();
                });
    }

    /** The PCE's time minus this machine's; stays within the second that answers leave open. */
    @Override
    public Duration clockOffset() {
        return clock.offset();
    }

    /** What an earlier process knew of the PCE's clock; holds until an answer shows the time. */
    public void clockWas(Duration before) {
        clock.was(before);
    }

    @Override
    public void hearClock() throws InterruptedException {
        if (!clock.isKnown()) {
            health.hear(CLOCK_LIMIT);
        }
    }

    /** The PCE's time. */
    @Override
    public Instant now() {
        return clock.now();
    }

    /** Requests sent so far. */
    public int requests() {
        return transport.requests();
    }

    /**
     * What somebody should know although nothing failed: about the connection and the newest
     * answers.
     */
    @Override
    public List<Oddity> oddities() {
        return oddities.list();
    }

    @Override
    public void close() {
        transport.close();
    }

    /**
     * Tells of every wait before something is asked again: why, and how long.
     *
     * @return to be closed when nobody listens any more
     */
    @Override
    public Hearing hear(Consumer<String> sentences) {
        return transport.hear(sentences);
    }

    /** The body of a small answer, for recording. */
    JsonNode raw(String path) throws PceFault, InterruptedException {
        return transport.get(path, Deadline.in(Duration.ofMinutes(2))).json();
    }

    void eachLabel(Consumer<JsonNode> labels) throws PceFault, InterruptedException {
        listings.each(address.labels(), labels);
    }

    void eachWorkload(Consumer<JsonNode> workloads) throws PceFault, InterruptedException {
        listings.each(address.workloads(), workloads);
    }

    /** A whole traffic answer as the PCE sent it, for recording. */
    TrafficQuery.Answer answer(FlowQuery query) throws PceFault, InterruptedException {
        return traffic.ask(query, Deadline.in(limit));
    }

    private List<LabelRef> listLabels() throws PceFault, InterruptedException {
        List<LabelRef> found = new ArrayList<>();
        listings.each(address.labels(), each -> found.add(LabelRef.of(each)));
        return found;
    }

    private interface Question<T> {
        T ask() throws PceFault, IOException, InterruptedException;
    }

    private <T> T asked(Question<T> question) throws SourceException, InterruptedException {
        try {
            return question.ask();
        } catch (PceFault fault) {
            throw fault.toSource();
        } catch (IOException e) {
            throw new SourceException(
                    SourceException.Problem.UNREADABLE_ANSWER,
                    "the files of PCE %s cannot be tidied up: %s"
                            .formatted(pce.name(), e.getMessage()),
                    e);
        }
    }
}
