package illumiomonitor.engine.form;

import illumiomonitor.spi.Baseline;
import illumiomonitor.spi.Basis;
import illumiomonitor.spi.Direction;
import illumiomonitor.spi.Edge;
import illumiomonitor.spi.Endpoint;
import illumiomonitor.spi.Event;
import illumiomonitor.spi.Flow;
import illumiomonitor.spi.Silence;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a form means, in plain Java: subject to value, of those that reach the threshold. */
final class PlainTruth {

    private final Form form;

    PlainTruth(Form form) {
        this.form = form;
    }

    Map<String, Double> of(List<?> facts) {
        Map<String, Double> values = new TreeMap<>();
        for (Object fact : facts) {
            Seen seen = seen(fact);
            if (seen.counts && !seen.by.isEmpty() && fits(filter -> fits(filter, seen))) {
                boolean fastest = form.kind() == Kind.BANDWIDTH;
                values.merge(seen.by, seen.value, fastest ? Math::max : Double::sum);
            }
        }
        values.values().removeIf(value -> value < form.threshold());
        return values;
    }

    private Seen seen(Object fact) {
        if (fact instanceof Event event) {
            return new Seen(event, null, null, by(event), 1, true);
        } else if (fact instanceof Flow flow) {
            return new Seen(flow, flow.src(), flow.dst(), by(flow), amount(flow), true);
        } else if (fact instanceof Edge edge) {
            boolean isNew = edge.seenBefore().equals(Instant.EPOCH);
            return new Seen(edge, edge.src(), edge.dst(), by(flow(edge)), 1, isNew);
        } else if (fact instanceof Baseline baseline) {
            boolean counts =
                    baseline.metric() == form.measure().metric()
                            && baseline.value() >= form.measure().least();
            return new Seen(
                    baseline, baseline.endpoint(), null, baseline.entity(), baseline.z(), counts);
        } else if (fact instanceof Silence silence) {
            boolean counts = silence.expected() >= form.measure().least();
            double minutes = silence.lasted().toSeconds() / 60;
            return new Seen(silence, silence.endpoint(), null, silence.ip(), minutes, counts);
        }
        throw new IllegalStateException(fact.toString());
    }

    private record Seen(
            Object fact,
            @Nullable Endpoint src,
            @Nullable Endpoint dst,
            String by,
            double value,
            boolean counts) {}

    /** An edge has all of a flow that its filters ask for. */
    private static Flow flow(Edge edge) {
        return new Flow(
                1,
                edge.pce(),
                edge.src(),
                edge.dst(),
                edge.port(),
                edge.proto(),
                "",
                "",
                "",
                edge.decision(),
                Direction.UNKNOWN,
                "",
                "",
                0,
                0,
                0,
                0,
                false,
                Instant.EPOCH,
                Instant.EPOCH,
                0,
                0,
                0,
                Basis.NEW,
                false,
                Instant.EPOCH,
                "",
                "",
                Instant.EPOCH,
                1);
    }

    private boolean fits(Predicate<Filter> filter) {
        return form.filters().stream().allMatch(filter);
    }

    private double amount(Flow flow) {
        return switch (form.kind()) {
            case TRAFFIC -> flow.connections();
            case VOLUME ->
                    switch (form.measure().amount()) {
                                case BOTH -> flow.bytesIn() + flow.bytesOut();
                                case UPLOAD -> flow.bytesIn();
                                case DOWNLOAD -> flow.bytesOut();
                            }
                            / (1024.0 * 1024.0);
            case BANDWIDTH -> (flow.bytesIn() + flow.bytesOut()) * 8.0 / flow.seconds() / 1e6;
            default -> throw new IllegalStateException(form.kind().name());
        };
    }

    private String by(Flow flow) {
        return switch (form.group()) {
            case SOURCE -> flow.srcIp();
            case DESTINATION -> flow.dstIp();
            case PAIR -> flow.srcIp() + " -> " + flow.dstIp();
            case CONVERSATION -> flow.srcIp() + " -> " + flow.dstIp() + ":" + flow.port();
            case SERVICE -> "port " + flow.port() + ", protocol " + flow.proto();
            case USER -> flow.user();
            case PROCESS -> flow.process();
            case SOURCE_APP -> flow.src().label("app");
            case DESTINATION_APP -> flow.dst().label("app");
            default -> flow.pce();
        };
    }

    private String by(Event event) {
        return switch (form.group()) {
            case WHO -> event.who();
            case CALLER -> event.caller();
            case ACTOR -> event.actor();
            case TYPE -> event.type();
            default -> event.pce();
        };
    }

    private static boolean fits(Filter filter, Seen flow) {
        if (!filter.field().isLabel()) {
            return filter.values().stream().anyMatch(value -> has(filter.field(), value, flow))
                    != filter.excluded();
        }
        if (filter.excluded()) {
            return filter.values().stream().noneMatch(value -> has(filter.field(), value, flow));
        }
        return filter.values().stream()
                .map(value -> value.substring(0, value.indexOf('=') + 1))
                .distinct()
                .allMatch(
                        key ->
                                filter.values().stream()
                                        .filter(value -> value.startsWith(key))
                                        .anyMatch(value -> has(filter.field(), value, flow)));
    }

    private static boolean has(Field field, String value, Seen seen) {
        if (seen.fact instanceof Event event) {
            return has(field, value, event);
        }
        if (seen.fact instanceof Flow flow) {
            return has(field, value, flow);
        }
        if (seen.fact instanceof Edge edge) {
            return has(field, value, flow(edge));
        }
        return switch (field) {
            case LABEL -> labelled(seen.src, value);
            case PLACE -> lies(seen.src, value);
            case MANAGED -> seen.src.managed() == value.equals("yes");
            case ENTITY -> text(seen.by, value);
            default -> throw new IllegalStateException(field.name());
        };
    }

    private static boolean has(Field field, String value, Flow flow) {
        return switch (field) {
            case DECISION -> flow.decision().name().equals(value);
            case PORT -> port(value, flow);
            case PROTOCOL -> flow.proto() == Integer.parseInt(value);
            case SRC_LABEL -> labelled(flow.src(), value);
            case DST_LABEL -> labelled(flow.dst(), value);
            case ANY_LABEL -> labelled(flow.src(), value) || labelled(flow.dst(), value);
            case SRC_PLACE -> lies(flow.src(), value);
            case DST_PLACE -> lies(flow.dst(), value);
            case ANY_PLACE -> lies(flow.src(), value) || lies(flow.dst(), value);
            case SRC_MANAGED -> flow.src().managed() == value.equals("yes");
            case DST_MANAGED -> flow.dst().managed() == value.equals("yes");
            case PROCESS -> text(flow.process(), value);
            case USER -> text(flow.user(), value);
            case WINDOWS_SERVICE -> text(flow.service(), value);
            case DIRECTION -> flow.direction().name().equals(value);
            case TRANSMISSION -> flow.transmission().equals(value);
            default -> throw new IllegalStateException(field.name());
        };
    }

    private static boolean port(String value, Flow flow) {
        String[] parts = value.split("/");
        String[] range = parts[0].split("-");
        int from = Integer.parseInt(range[0]);
        int to = Integer.parseInt(range[range.length - 1]);
        boolean proto = parts.length == 1 || flow.proto() == Integer.parseInt(parts[1]);
        return proto && from <= flow.port() && flow.port() <= to;
    }

    private static boolean labelled(Endpoint end, String label) {
        int equals = label.indexOf('=');
        String value = end.labels().get(label.substring(0, equals));
        return value != null && value.equals(label.substring(equals + 1));
    }

    private static boolean lies(Endpoint end, String place) {
        if (!place.matches("[0-9a-f.:]+(/\\d+)?")) {
            return end.ipLists().contains(place);
        }
        String[] parts = place.split("/");
        byte[] address = bytes(end.ip());
        byte[] network = bytes(parts[0]);
        int bits = parts.length == 1 ? network.length * 8 : Integer.parseInt(parts[1]);
        if (address.length != network.length) {
            return false;
        }
        for (int n = 0; n < bits; n++) {
            if (((address[n / 8] ^ network[n / 8]) >> (7 - n % 8) & 1) != 0) {
                return false;
            }
        }
        return true;
    }

    private static byte[] bytes(String ip) {
        try {
            return InetAddress.getByName(ip).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(ip, e);
        }
    }

    private static boolean has(Field field, String value, Event event) {
        return switch (field) {
            case EVENT_TYPE -> text(event.type(), value);
            case STATUS -> text(event.status(), value);
            case EVENT_SEVERITY -> text(event.severity(), value);
            case NOTIFICATION -> event.notificationTypes().contains(value);
            case ACTOR -> text(event.actor(), value);
            case ACTOR_TYPE -> text(event.actorType(), value);
            case CALLER_IP -> text(event.srcIp(), value);
            case WORKLOAD -> text(event.workload(), value);
            case SUPPLIED_USER -> text(event.suppliedUser(), value);
            case RESOURCE -> text(event.resource(), value);
            default -> throw new IllegalStateException(field.name());
        };
    }

    private static boolean text(String text, String value) {
        boolean pattern = value.length() > 2 && value.startsWith("/") && value.endsWith("/");
        return pattern ? text.matches(value.substring(1, value.length() - 1)) : text.equals(value);
    }
}
