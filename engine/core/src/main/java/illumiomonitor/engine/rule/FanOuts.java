package illumiomonitor.engine.rule;

import illumiomonitor.spi.Endpoint;
import illumiomonitor.spi.FanOut;
import illumiomonitor.spi.Flow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Counts how widely each source reached out, in one pass over the flows of a window. */
final class FanOuts {

    /** An edge that was not seen for so long counts as new. */
    static final int DAYS = 14;

    private static final int PORTS_COUNTED = -1;
    private static final int UDP = 17;

    /** Phones and programs take ports from here on for a call or a question. */
    private static final int PASSING = 10_000;

    private final String pce;
    private final Predicate<Flow> isNew;
    private final Map<String, Integer> addresses = new HashMap<>();
    private final List<String> byNumber = new ArrayList<>();
    private final LongTable<Reach> bySourceAndPort = new LongTable<>();
    private final LongTable<Reach> bySourceAndDestination = new LongTable<>();
    private final Parts byPort;
    private final Parts byDestination;

    private FanOuts(String pce, List<Flow> flows, Predicate<Flow> isNew) {
        this.pce = pce;
        this.isNew = isNew;
        this.byPort = new Parts(flows);
        this.byDestination = new Parts(flows);
    }

    /**
     * @param isNew whether the edge of a flow is new; asked for those without an answer only
     */
    static List<FanOut> of(String pce, List<Flow> flows, Predicate<Flow> isNew) {
        FanOuts counting = new FanOuts(pce, flows, isNew);
        for (Flow flow : flows) {
            counting.add(flow);
        }
        return counting.facts();
    }

    private void add(Flow flow) {
        int src = number(flow.srcIp());
        int dst = number(flow.dstIp());
        long service = (long) flow.port() << 8 | flow.proto() & 0xff;
        boolean tried = flow.unanswered() && !isToMany(flow);
        boolean fresh = tried && isNew.test(flow);
        Reach onPort = reach(bySourceAndPort, (long) src << 24 | service, flow, service);
        onPort.add(dst, flow, tried, fresh);
        byPort.next(onPort.number);
        Reach there = reach(bySourceAndDestination, (long) src << 32 | dst, flow, dst);
        there.add(flow.port(), flow, tried && !isPassing(flow), fresh);
        byDestination.next(there.number);
    }

    /** Nobody answers a broadcast: who announces five services so has scanned none. */
    private static boolean isToMany(Flow flow) {
        return flow.transmission().equals("multicast") || flow.transmission().equals("broadcast");
    }

    /**
     * Calls feel for each other's ports, traces count theirs up, and devices answer a question to
     * all at the port it came from: nobody inside is scanned so. From the internet none of it
     * comes.
     */
    private static boolean isPassing(Flow flow) {
        return flow.proto() == UDP && flow.port() >= PASSING && !flow.src().isPublic();
    }

    private static Reach reach(LongTable<Reach> table, long key, Flow flow, long what) {
        Reach reach = table.get(key);
        if (reach == null) {
            reach = new Reach(table.size(), flow, what);
            table.put(key, reach);
        }
        return reach;
    }

    private int number(String address) {
        Integer known = addresses.get(address);
        if (known == null) {
            known = byNumber.size();
            addresses.put(address, known);
            byNumber.add(address);
        }
        return known;
    }

    private List<FanOut> facts() {
        List<FanOut> facts = new ArrayList<>();
        for (Reach reach : bySourceAndPort.values()) {
            facts.add(
                    new FanOut(
                            pce,
                            reach.src,
                            "",
                            (int) (reach.what >> 8),
                            (int) (reach.what & 0xff),
                            reach.all.size(),
                            1,
                            reach.unanswered(),
                            Math.min(1, reach.unanswered()),
                            reach.connections,
                            reach.newUnanswered(),
                            Math.min(1, reach.newUnanswered()),
                            byPort.of(reach.number)));
        }
        for (Reach reach : bySourceAndDestination.values()) {
            facts.add(
                    new FanOut(
                            pce,
                            reach.src,
                            byNumber.get((int) reach.what),
                            PORTS_COUNTED,
                            PORTS_COUNTED,
                            1,
                            reach.all.size(),
                            Math.min(1, reach.unanswered()),
                            reach.unanswered(),
                            reach.connections,
                            Math.min(1, reach.newUnanswered()),
                            reach.newUnanswered(),
                            byDestination.of(reach.number)));
        }
        return facts;
    }

    /** What one source reached: the newest version of the source, and distinct numbers. */
    private static final class Reach {

        private final int number;
        private final long what;
        private final IntSet all = new IntSet();
        private final IntSet unanswered = new IntSet();
        private final IntSet newUnanswered = new IntSet();
        private final IntSet answered = new IntSet();
        private Endpoint src;
        private Flow newest;
        private long connections;

        Reach(int number, Flow flow, long what) {
            this.number = number;
            this.what = what;
            this.newest = flow;
            this.src = flow.src();
        }

        void add(int number, Flow flow, boolean tried, boolean fresh) {
            all.add(number);
            if (!flow.unanswered()) {
                answered.add(number);
            } else if (tried) {
                unanswered.add(number);
                if (fresh) {
                    newUnanswered.add(number);
                }
            }
            if (flow.lastDetected().isAfter(newest.lastDetected())) {
                newest = flow;
                src = flow.src();
            }
            connections += flow.connections();
        }

        /** A door that also opened was not tried: the server was busy, or restarted. */
        int unanswered() {
            return unanswered.without(answered);
        }

        int newUnanswered() {
            return newUnanswered.without(answered);
        }
    }
}
