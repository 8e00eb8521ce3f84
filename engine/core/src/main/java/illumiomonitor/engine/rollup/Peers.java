package illumiomonitor.engine.rollup;

import illumiomonitor.spi.Endpoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/** What sources with the same labels did in the days before a window. Not thread-safe. */
final class Peers {

    private static final int DAYS = 30;

    private final Edges edges;
    private final Sent sent;
    private final Answers answers;
    private final int pceId;
    private final int day;

    /**
     * @param day of the window's begin; days before it count
     */
    Peers(Edges edges, Sent sent, Answers answers, int pceId, int day) {
        this.edges = edges;
        this.sent = sent;
        this.answers = answers;
        this.pceId = pceId;
        this.day = day;
    }

    /** Cost: a walk over all edges, some milliseconds. */
    double prevalence(Endpoint src, String dstIp, int port, int proto) {
        return share(
                src,
                book ->
                        at ->
                                book.port(at) == port
                                        && book.proto(at) == proto
                                        && book.dstIp(at).equals(dstIp),
                List.of(dstIp, port, proto));
    }

    /** Cost: a walk over all edges, some milliseconds. */
    double portPrevalence(Endpoint src, int port, int proto) {
        return share(
                src,
                book -> at -> book.port(at) == port && book.proto(at) == proto,
                List.of(port, proto));
    }

    private double share(Endpoint src, Function<EdgeBook, IntPredicate> used, List<?> question) {
        Set<String> peers = peerIps(src);
        if (peers.isEmpty()) {
            return 0;
        }
        Supplier<Set<String>> users =
                () ->
                        edges.ask(
                                pceId,
                                book -> {
                                    IntPredicate uses = used.apply(book);
                                    return sources(
                                            book,
                                            at ->
                                                    inDays(book, at)
                                                            && group(book, at, src)
                                                            && uses.test(at));
                                });
        Set<String> found = answers.kept(users, "used", EdgeBook.group(src), question);
        long count = found.stream().filter(ip -> !ip.equals(src.ip())).count();
        return (double) count / peers.size();
    }

    private boolean inDays(EdgeBook book, int at) {
        return book.seenDays(at, day, DAYS) > 0;
    }

    private static boolean group(EdgeBook book, int at, Endpoint src) {
        String group = EdgeBook.group(src);
        return !group.isEmpty() && book.srcGroup(at).equals(group);
    }

    private static Set<String> sources(EdgeBook book, IntPredicate wanted) {
        Set<String> ips = new HashSet<>();
        for (int at = 0; at < book.size(); at++) {
            if (wanted.test(at)) {
                ips.add(book.srcIp(at));
            }
        }
        return ips;
    }

    /** Cost: a walk over all edges, some milliseconds, once for a set of labels. */
    int peers(Endpoint src) {
        return peerIps(src).size();
    }

    private Set<String> peerIps(Endpoint src) {
        Supplier<Set<String>> all =
                () ->
                        edges.ask(
                                pceId,
                                book ->
                                        sources(
                                                book,
                                                at -> group(book, at, src) && inDays(book, at)));
        Set<String> peers = new HashSet<>(answers.kept(all, "peers", EdgeBook.group(src)));
        peers.remove(src.ip());
        return peers;
    }

    /** Cost: a walk over all edges, some milliseconds, once for a set of labels. */
    double peerOverlap(Endpoint src) {
        Supplier<Map<String, Set<String>>> all =
                () ->
                        edges.ask(
                                pceId,
                                book -> {
                                    Map<String, Set<String>> bySource = new HashMap<>();
                                    for (int at = 0; at < book.size(); at++) {
                                        if (group(book, at, src) && inDays(book, at)) {
                                            bySource.computeIfAbsent(
                                                            book.srcIp(at), ip -> new HashSet<>())
                                                    .add(destination(book, at));
                                        }
                                    }
                                    return bySource;
                                });
        Map<String, Set<String>> bySource = answers.kept(all, "destinations", EdgeBook.group(src));
        Set<String> own = bySource.getOrDefault(src.ip(), Set.of());
        Set<String> theirs = new HashSet<>();
        bySource.forEach(
                (ip, destinations) -> {
                    if (!ip.equals(src.ip())) {
                        theirs.addAll(destinations);
                    }
                });
        if (theirs.isEmpty()) {
            return 1;
        }
        long both = own.stream().filter(theirs::contains).count();
        return (double) both / (own.size() + theirs.size() - both);
    }

    /** Its application; the address where it has none. */
    private static String destination(EdgeBook book, int at) {
        String app = book.dstApp(at);
        return app.isEmpty() ? book.dstIp(at) : "app " + app;
    }

    /** Cost: once a day the reading of 30 days of edge sums, seconds for millions of rows. */
    long uploadPercentile(String role, double percentile) {
        List<Long> sorted = answers.kept(() -> uploads(role), "uploads", role);
        return sorted.isEmpty() ? 0 : NearestRank.of(sorted, percentile);
    }

    private List<Long> uploads(String role) {
        Map<Long, Long> byEdge = sent.before(pceId, day);
        List<Long> sums =
                edges.ask(
                        pceId,
                        book -> {
                            Map<List<String>, Long> byPair = new HashMap<>();
                            for (int at = 0; at < book.size(); at++) {
                                Long bytes = byEdge.get(book.id(at));
                                if (bytes != null && !book.dstManaged(at) && role(book, at, role)) {
                                    byPair.merge(
                                            List.of(book.srcIp(at), book.dstIp(at)),
                                            bytes,
                                            Long::sum);
                                }
                            }
                            return new ArrayList<>(byPair.values());
                        });
        Collections.sort(sums);
        return sums;
    }

    /** Whether the edge's source has the role. */
    static boolean role(EdgeBook book, int at, String role) {
        String group = book.srcGroup(at);
        int from = group.indexOf('\t') + 1;
        return from > 0 && group.substring(from, group.indexOf('\t', from)).equals(role);
    }

    /** Cost: a walk over all edges, some milliseconds, once a role. */
    boolean roleEgressed(String role) {
        return answers.kept(
                () ->
                        edges.ask(
                                pceId,
                                book -> {
                                    for (int at = 0; at < book.size(); at++) {
                                        if (book.dstPublic(at)
                                                && book.allowedDays(at, day, DAYS) > 0
                                                && role(book, at, role)) {
                                            return true;
                                        }
                                    }
                                    return false;
                                }),
                "egressed",
                role);
    }
}
