package illumiomonitor.spi;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Objects;

/**
 * How widely one source reached out in the rule's window, counted over its flows.
 *
 * <p>There is one per source and protocol and port ({@code port >= 0}: how many destinations on
 * it), and one per source and destination ({@code port == -1}, {@code dstIp} set: how many ports of
 * it). Only unanswered flows, that is blocked and potentially blocked ones to a single address,
 * make the {@code unanswered} numbers, and what did answer within the window is not among them.
 * Where ports are counted, UDP ports from 10,000 on are left out of those numbers unless the source
 * is on the internet: calls, traces and answers to questions that were asked of all go there.
 *
 * <p>Source: counted over the window's {@code Flow} facts.
 *
 * @param pce name of the PCE
 * @param src the source
 * @param dstIp the destination when ports are counted, empty when destinations are
 * @param port [port number] the port when destinations are counted, -1 when ports are
 * @param proto [protocol number] IANA protocol number; -1 when ports are counted over all protocols
 * @param destinations [addresses] distinct destination addresses
 * @param ports [ports] distinct destination ports
 * @param unansweredDestinations [addresses] distinct destination addresses of unanswered flows
 * @param unansweredPorts [ports] distinct destination ports of unanswered flows
 * @param connections [connections] in the window
 * @param newUnansweredDestinations [addresses] of the unanswered destinations, those whose edge was
 *     first seen in the window, or not at all on the 14 days before the UTC day on which it begins
 * @param newUnansweredPorts [ports] of the unanswered ports, those whose edge was first seen in the
 *     window, or not at all on the 14 days before the UTC day on which it begins
 * @param flows the flows it was counted over, for {@code Flow( ... ) from $f.flows}: a rule that
 *     looks at the flows of few sources meets these only. No part of what makes two facts equal
 */
public record FanOut(
        String pce,
        Endpoint src,
        String dstIp,
        int port,
        int proto,
        int destinations,
        int ports,
        int unansweredDestinations,
        int unansweredPorts,
        long connections,
        int newUnansweredDestinations,
        int newUnansweredPorts,
        List<Flow> flows) {

    public FanOut {
        requireNonNull(pce, "pce");
        requireNonNull(src, "src");
        requireNonNull(dstIp, "dstIp");
        requireNonNull(flows, "flows");
    }

    /** The source's address. */
    public String srcIp() {
        return src.ip();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FanOut that
                && pce.equals(that.pce)
                && src.equals(that.src)
                && dstIp.equals(that.dstIp)
                && port == that.port
                && proto == that.proto
                && destinations == that.destinations
                && ports == that.ports
                && unansweredDestinations == that.unansweredDestinations
                && unansweredPorts == that.unansweredPorts
                && connections == that.connections
                && newUnansweredDestinations == that.newUnansweredDestinations
                && newUnansweredPorts == that.newUnansweredPorts;
    }

    @Override
    public int hashCode() {
        return Objects.hash(pce, src.ip(), dstIp, port, proto, connections);
    }

    @Override
    public String toString() {
        return "FanOut[pce=%s, src=%s, dstIp=%s, port=%d, proto=%d, flows=%d]"
                .formatted(pce, src.ip(), dstIp, port, proto, flows.size());
    }
}
