package illumiomonitor.spi;

import static java.util.Objects.requireNonNull;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a flow source is asked for. Only traffic that fits every part is wanted.
 *
 * @param window time
 * @param decisions not empty
 * @param ports any of these destination ports, all when empty
 * @param srcLabel href of a label the source must carry, empty for all
 * @param notSrcLabels hrefs of labels the source must not carry
 * @param maxRows the most rows of one answer
 */
public record FlowQuery(
        TimeWindow window,
        Set<Decision> decisions,
        List<PortRange> ports,
        String srcLabel,
        List<String> notSrcLabels,
        int maxRows) {

    /**
     * Destination ports of one protocol.
     *
     * @param proto IANA protocol number, -1 for all; then the ports say nothing
     * @param from first port
     * @param to last port
     */
    public record PortRange(int proto, int from, int to) {}

    public FlowQuery {
        requireNonNull(window, "window");
        decisions = Set.copyOf(decisions);
        ports = List.copyOf(ports);
        notSrcLabels = List.copyOf(notSrcLabels);
    }

    /** Everything in a window. */
    public static FlowQuery of(TimeWindow window, int maxRows) {
        return new FlowQuery(
                window, EnumSet.allOf(Decision.class), List.of(), "", List.of(), maxRows);
    }
}
