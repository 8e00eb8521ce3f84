package illumiomonitor.engine.rollup;

import illumiomonitor.db.Store;
import illumiomonitor.engine.rule.FlowWindows;
import illumiomonitor.spi.Change;
import illumiomonitor.spi.Endpoint;
import illumiomonitor.spi.Event;
import illumiomonitor.spi.History;
import illumiomonitor.spi.Tick;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * The past as of a tick. Answers about edges and peers come from memory, microseconds for one edge
 * and some milliseconds for all; sums of a stretch read its flows once for all edges; questions
 * about days and events read a few rows by index. Every answer is kept until the tick is judged,
 * for all windows that ask alike.
 */
final class StoredHistory implements History {

    private static final int DAYS = 30;

    private final Store store;
    private final FlowWindows windows;
    private final Edges edges;
    private final int pceId;
    private final Tick tick;
    private final int day;
    private final Answers answers;
    private final Peers peers;
    private final Amounts amounts;
    private final Knocks knocks;
    private final Actors actors;
    private final Shares shares;

    /**
     * @param answers of the tick, shared by its windows; what depends on a window's begin says so
     */
    StoredHistory(
            Store store,
            FlowWindows windows,
            Edges edges,
            Sent sent,
            DayShares dayShares,
            ZoneId zone,
            int pceId,
            String pce,
            Tick tick,
            Answers answers) {
        this.store = store;
        this.windows = windows;
        this.edges = edges;
        this.pceId = pceId;
        this.tick = tick;
        this.day = Hours.day(tick.from());
        this.answers = answers;
        Answers ofDay = answers.kept(Answers::new, "of the windows that begin on day", day);
        this.peers = new Peers(edges, sent, ofDay, pceId, day);
        this.amounts = new Amounts(store, windows, edges, answers, pceId, pce, tick);
        this.knocks = new Knocks(windows, answers, pceId, tick);
        this.actors = new Actors(store, windows, answers, zone, pceId, pce, tick);
        this.shares = new Shares(store, edges, dayShares, ofDay, pceId, day);
    }

    private boolean unseen(EdgeBook book, int at) {
        return book.first(at) > Hours.micros(tick.at());
    }

    @Override
    public Instant firstSeen(String srcIp, String dstIp, int port, int proto) {
        return edges.ask(
                pceId,
                book -> {
                    int at = book.find(srcIp, dstIp, port, proto);
                    return unseen(book, at) ? Instant.MAX : Hours.instant(book.first(at));
                });
    }

    @Override
    public Instant lastSeen(String srcIp, String dstIp, int port, int proto) {
        return edges.ask(
                pceId,
                book -> {
                    int at = book.find(srcIp, dstIp, port, proto);
                    return unseen(book, at)
                            ? Instant.EPOCH
                            : EdgeFacts.seenBefore(
                                    book, at, tick.from(), Hours.instant(book.first(at)));
                });
    }

    @Override
    public Instant firstSeen(String ip) {
        return edges.ask(
                pceId,
                book -> {
                    long first = book.first(ip);
                    return first > Hours.micros(tick.at()) ? Instant.MAX : Hours.instant(first);
                });
    }

    @Override
    public boolean stoppedBefore(String srcIp, String dstIp, int port, int proto) {
        return edges.ask(
                pceId,
                book -> {
                    int at = book.find(srcIp, dstIp, port, proto);
                    return at != EdgeBook.NONE && book.stoppedDays(at, day, DAYS) > 0;
                });
    }

    @Override
    public double prevalence(Endpoint src, String dstIp, int port, int proto) {
        return peers.prevalence(src, dstIp, port, proto);
    }

    @Override
    public double portPrevalence(Endpoint src, int port, int proto) {
        return peers.portPrevalence(src, port, proto);
    }

    @Override
    public int peers(Endpoint src) {
        return peers.peers(src);
    }

    @Override
    public double peerOverlap(Endpoint src) {
        return peers.peerOverlap(src);
    }

    @Override
    public long uploadPercentile(String role, double percentile) {
        return peers.uploadPercentile(role, percentile);
    }

    @Override
    public long usualBytes(String role, int port, int proto) {
        return amounts.usualBytes(role, port, proto);
    }

    @Override
    public boolean roleEgressed(String role) {
        return peers.roleEgressed(role);
    }

    @Override
    public long connections(String srcIp, String dstIp, int port, int proto, Duration back) {
        return amounts.connections(srcIp, dstIp, port, proto, back);
    }

    @Override
    public long bytesIn(String srcIp, String dstIp, Duration back) {
        return amounts.bytesIn(srcIp, dstIp, back);
    }

    @Override
    public List<Long> dailyBytesIn(String srcIp, String dstIp, int days) {
        return amounts.dailyBytesIn(srcIp, dstIp, days);
    }

    @Override
    public Instant allowedSince(String srcIp, String dstIp, int port, int proto) {
        return amounts.allowedSince(srcIp, dstIp, port, proto);
    }

    @Override
    public int unansweredHours(String srcIp, String dstIp, long atLeast, int hours) {
        return knocks.hours(srcIp, dstIp, atLeast, hours);
    }

    @Override
    public List<Event> events(String actor, Duration back) {
        return actors.events(actor, back);
    }

    @Override
    public List<Event> eventsOf(String type, Duration back) {
        return actors.eventsOf(type, back);
    }

    @Override
    public List<Event> policyEvents(Endpoint endpoint, Duration back) {
        return actors.policyEvents(endpoint, back);
    }

    @Override
    public List<Change> changes(List<String> types, Duration back) {
        return actors.changes(types, back);
    }

    @Override
    public double stoppedShare(String application, int days, double percentile) {
        return shares.stopped(application, days, percentile);
    }

    @Override
    public boolean actorSeenFrom(String actor, String srcIp) {
        return actors.seenFrom(actor, srcIp);
    }

    @Override
    public double actorHourShare(String actor, Instant moment) {
        return actors.hourShare(actor, moment);
    }

    @Override
    public int fleet() {
        return answers.kept(
                () -> store.jdbi().withHandle(handle -> windows.fleet(handle, pceId, tick.at())),
                "fleet");
    }
}
