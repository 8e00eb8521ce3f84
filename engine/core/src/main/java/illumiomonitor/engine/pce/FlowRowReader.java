package illumiomonitor.engine.pce;

import illumiomonitor.spi.Decision;
import illumiomonitor.spi.Direction;
import illumiomonitor.spi.Endpoint;
import illumiomonitor.spi.FlowRow;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows of a traffic answer. Of a row only the outer members are walked; endpoints, services
 * and texts that were seen before are known by their bytes. Not thread-safe.
 */
final class FlowRowReader {

    private final Scalars scalars;
    private final Members members = new Members();
    private final Members range = new Members();
    private final SliceCache<Service> services = new SliceCache<>(4 << 20);
    private final EndpointReader endpoints;
    private final Warnings warnings;

    private @Nullable Endpoint src;
    private @Nullable Endpoint dst;
    private Service service = Service.NONE;
    private int icmpType;
    private int icmpCode;
    private Direction direction = Direction.UNKNOWN;
    private Decision decision = Decision.UNKNOWN;
    private String state = "";
    private String transmission = "";
    private String network = "";
    private String clientType = "";
    private @Nullable Instant first;
    private @Nullable Instant last;
    private long connections;
    private long bytesIn;
    private long bytesOut;
    private String draft = "";
    private String boundary = "";

    FlowRowReader(LabelCache labels, Warnings warnings) {
        this.scalars = new Scalars();
        this.endpoints = new EndpointReader(scalars, labels, warnings);
        this.warnings = warnings;
    }

    FlowRow read(byte[] row, int from, int to) throws Unreadable, PceFault, InterruptedException {
        clear();
        if (!members.open(row, from, to)) {
            throw new Unreadable("is no object");
        }
        while (members.next()) {
            if (!members.isNull()) {
                member(scalars.key(members), row, members.from(), members.to());
            }
        }
        return row();
    }

    private void clear() {
        src = null;
        dst = null;
        service = Service.NONE;
        icmpType = -1;
        icmpCode = -1;
        direction = Direction.UNKNOWN;
        decision = Decision.UNKNOWN;
        state = "";
        transmission = "unicast";
        network = "";
        clientType = "";
        first = null;
        last = null;
        connections = -1;
        bytesIn = 0;
        bytesOut = 0;
        draft = "";
        boundary = "";
    }

    private void member(String key, byte[] in, int from, int to)
            throws Unreadable, PceFault, InterruptedException {
        switch (key) {
            case "src" -> src = endpoints.read(in, from, to);
            case "dst" -> dst = endpoints.read(in, from, to);
            case "service" -> service = service(in, from, to);
            case "num_connections" -> connections = scalars.number(in, from, to);
            case "dst_bi" -> bytesIn = scalars.number(in, from, to);
            case "dst_bo" -> bytesOut = scalars.number(in, from, to);
            case "icmp_type" -> icmpType = (int) scalars.number(in, from, to);
            case "icmp_code" -> icmpCode = (int) scalars.number(in, from, to);
            case "state" -> state = scalars.text(in, from, to);
            case "flow_direction" -> direction = direction(scalars.text(in, from, to));
            case "policy_decision" -> decision = decision(scalars.text(in, from, to));
            case "transmission" -> transmission = unicastWhenEmpty(scalars.text(in, from, to));
            case "network" -> network = scalars.text(in, from, to);
            case "draft_policy_decision" -> draft = scalars.text(in, from, to);
            case "boundary_decision" -> boundary = scalars.text(in, from, to);
            case "client_type" -> clientType = scalars.text(in, from, to);
            case "timestamp_range" -> range(in, from, to);
            default -> {
                // newer releases add keys; the ones that count are above
            }
        }
    }

    private FlowRow row() throws Unreadable {
        if (src == null || dst == null) {
            throw new Unreadable(src == null ? "has no src" : "has no dst");
        }
        if (first == null) {
            throw new Unreadable("has no timestamp_range.first_detected");
        }
        if (connections < 0 || bytesIn < 0 || bytesOut < 0) {
            throw new Unreadable("has no num_connections, or a negative counter");
        }
        boolean icmp = service.proto() == 1 || service.proto() == 58;
        return new FlowRow(
                src,
                dst,
                service.port(),
                service.proto(),
                icmp ? or(icmpType, service.icmpType()) : -1,
                icmp ? or(icmpCode, service.icmpCode()) : -1,
                service.process(),
                service.user(),
                service.service(),
                direction,
                state,
                decision,
                transmission,
                network,
                clientType,
                first,
                last == null ? first : last,
                connections,
                bytesIn,
                bytesOut,
                draft,
                boundary);
    }

    private Service service(byte[] in, int from, int to) throws Unreadable {
        Service known = services.get(in, from, to);
        return known != null
                ? known
                : services.put(in, from, to, Service.of(Scalars.tree(in, from, to)));
    }

    private void range(byte[] in, int from, int to) throws Unreadable {
        if (!range.open(in, from, to)) {
            throw new Unreadable("has a timestamp_range that is no object");
        }
        while (range.next()) {
            if (range.isNull()) {
                continue;
            }
            String key = scalars.key(range);
            if (key.equals("first_detected")) {
                first = scalars.time(in, range.from(), range.to());
            } else if (key.equals("last_detected")) {
                last = scalars.time(in, range.from(), range.to());
            }
        }
    }

    private static Direction direction(String word) {
        return switch (word) {
            case "inbound" -> Direction.INBOUND;
            case "outbound" -> Direction.OUTBOUND;
            default -> Direction.UNKNOWN;
        };
    }

    private Decision decision(String word) {
        return switch (word) {
            case "allowed" -> Decision.ALLOWED;
            case "potentially_blocked" -> Decision.POTENTIALLY_BLOCKED;
            case "blocked" -> Decision.BLOCKED;
            case "unknown", "" -> Decision.UNKNOWN;
            default -> {
                warnings.count(
                        "the policy decision \"%s\" is not known here and counts as unknown"
                                .formatted(ErrorText.brief(word)));
                yield Decision.UNKNOWN;
            }
        };
    }

    private static String unicastWhenEmpty(String transmission) {
        return transmission.isEmpty() ? "unicast" : transmission;
    }

    private static int or(int one, int other) {
        return one >= 0 ? one : other;
    }
}
