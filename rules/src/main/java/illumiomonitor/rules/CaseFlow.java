package illumiomonitor.rules;

import illumiomonitor.spi.Basis;
import illumiomonitor.spi.Decision;
import illumiomonitor.spi.Direction;
import illumiomonitor.spi.Endpoint;
import illumiomonitor.spi.Flow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A flow as a case writes it; what it does not say is ordinary. */
record CaseFlow(
        @Nullable String pce,
        @Nullable String srcIp,
        @Nullable String srcName,
        @Nullable Boolean srcManaged,
        @Nullable Map<String, String> srcLabels,
        @Nullable List<String> srcIpLists,
        @Nullable String dstIp,
        @Nullable String dstName,
        @Nullable Boolean dstManaged,
        @Nullable Map<String, String> dstLabels,
        @Nullable List<String> dstIpLists,
        @Nullable String dstFqdn,
        @Nullable Integer port,
        @Nullable Integer proto,
        @Nullable String process,
        @Nullable String user,
        @Nullable String service,
        @Nullable Decision decision,
        @Nullable Direction direction,
        @Nullable String state,
        @Nullable String transmission,
        @Nullable Long connections,
        @Nullable Long bytesIn,
        @Nullable Long bytesOut,
        @Nullable Boolean bytesMeasured,
        @Nullable Basis basis,
        @Nullable String at,
        @Nullable String draft,
        @Nullable String boundary,
        @Nullable String firstDetected,
        @Nullable String firstSeen,
        @Nullable Double seconds) {

    Flow fact(long id, Instant tick) {
        Instant seen = CaseTimes.at(at, tick);
        String state = or(this.state, "closed");
        long reports = or(connections, 1L);
        boolean repeats = state.equals("active") || state.equals("snapshot");
        return new Flow(
                id,
                or(pce, "hq"),
                endpoint(srcIp, "10.0.0.1", srcName, srcManaged, srcLabels, srcIpLists, null),
                endpoint(dstIp, "10.0.0.2", dstName, dstManaged, dstLabels, dstIpLists, dstFqdn),
                or(port, 443),
                or(proto, 6),
                or(process, ""),
                or(user, ""),
                or(service, ""),
                or(decision, Decision.ALLOWED),
                or(direction, Direction.INBOUND),
                state,
                or(transmission, "unicast"),
                repeats ? 0 : reports,
                reports,
                or(bytesIn, 0L),
                or(bytesOut, 0L),
                or(bytesMeasured, bytesIn != null || bytesOut != null),
                firstDetected == null ? seen : CaseTimes.at(firstDetected, tick),
                seen,
                reports,
                or(bytesIn, 0L),
                or(bytesOut, 0L),
                or(basis, Basis.NEW),
                false,
                tick,
                or(draft, ""),
                or(boundary, ""),
                firstSeen == null ? seen : CaseTimes.at(firstSeen, tick),
                or(seconds, 600.0));
    }

    private static Endpoint endpoint(
            @Nullable String ip,
            String otherwise,
            @Nullable String name,
            @Nullable Boolean managed,
            @Nullable Map<String, String> labels,
            @Nullable List<String> lists,
            @Nullable String fqdn) {
        boolean workload = or(managed, true);
        return new Endpoint(
                or(ip, otherwise),
                workload ? "/orgs/1/workloads/" + or(ip, otherwise) : "",
                or(name, ""),
                workload,
                workload ? "full" : "",
                or(labels, Map.of()),
                or(lists, List.of()),
                or(fqdn, ""));
    }

    private static <T> T or(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }
}
