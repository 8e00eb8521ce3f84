package illumiomonitor.spi;

import static java.util.Objects.requireNonNull;

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
 * @param pce name of the PCE
 * @param src the source
 * @param dstIp the destination when ports are counted, empty when destinations are
 * @param port the port when destinations are counted, -1 when ports are
 * @param proto IANA protocol number; -1 when ports are counted over all protocols
 * @param destinations distinct destination addresses
 * @param ports distinct destination ports
 * @param unansweredDestinations distinct destination addresses of unanswered flows
 * @param unansweredPorts distinct destination ports of unanswered flows
 * @param connections connections in the window
 * @param newUnansweredDestinations of the unanswered destinations, those whose edge was never seen
 *     before the window
 * @param newUnansweredPorts of the unanswered ports, those whose edge was never seen before the
 *     window
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
        int newUnansweredPorts) {

    public FanOut {
        requireNonNull(pce, "pce");
        requireNonNull(src, "src");
        requireNonNull(dstIp, "dstIp");
    }

    /** The source's address. */
    public String srcIp() {
        return src.ip();
    }
}
