package illumiomonitor.plugins.zeek;

import illumiomonitor.spi.Decision;
import illumiomonitor.spi.Direction;
import illumiomonitor.spi.Endpoint;
import illumiomonitor.spi.FlowRow;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Makes a flow row of one connection. Each connection is a row of its own, of one connection. */
final class ConnLine {

    private static final Set<String> ANSWERED =
            Set.of("SF", "S1", "S2", "S3", "RSTO", "RSTR", "OTH");
    private static final Map<String, Integer> PROTOCOLS =
            Map.of("tcp", 6, "udp", 17, "icmp", 1, "icmp6", 58, "sctp", 132);

    private ConnLine() {}

    /**
     * Reads the fields of a line.
     *
     * @param field value of a field by its name, empty or {@code -} when it is not set
     * @throws IllegalArgumentException if a field that must be there makes no sense; names it
     */
    static FlowRow row(UnaryOperator<String> field) {
        Instant begin = time(field.apply("ts"));
        Instant end = begin.plusNanos((long) (decimal(field, "duration") * 1e9));
        int proto = protocol(field);
        boolean icmp = proto == 1 || proto == 58;
        int origin = number(field, "id.orig_p", 65_535);
        int port = number(field, "id.resp_p", 65_535);
        return new FlowRow(
                endpoint(field, "id.orig_h"),
                endpoint(field, "id.resp_h"),
                icmp ? 0 : port,
                proto,
                icmp ? origin : -1,
                icmp ? port : -1,
                "",
                "",
                "",
                Direction.INBOUND,
                "closed",
                decision(field),
                "unicast",
                "",
                // Two connections of the same pair differ by this and by their begin.
                FlowRow.CONNECTION + " " + origin,
                begin,
                end,
                1,
                (long) decimal(field, "orig_bytes"),
                (long) decimal(field, "resp_bytes"));
    }

    private static Decision decision(UnaryOperator<String> field) {
        String state = field.apply("conn_state");
        if (!set(state)) {
            throw new IllegalArgumentException("conn_state is missing");
        }
        return ANSWERED.contains(state) ? Decision.ALLOWED : Decision.BLOCKED;
    }

    private static Endpoint endpoint(UnaryOperator<String> field, String name) {
        String ip = field.apply(name);
        if (!set(ip) || !ip.matches("[0-9A-Fa-f.:]+")) {
            throw new IllegalArgumentException(name + " is no address: " + ip);
        }
        return new Endpoint(ip, "", "", false, "", Map.of(), List.of(), "");
    }

    private static int protocol(UnaryOperator<String> field) {
        String name = field.apply("proto");
        Integer known = PROTOCOLS.get(name);
        if (known == null && !"unknown_transport".equals(name)) {
            throw new IllegalArgumentException("proto is not known: " + name);
        }
        return known == null ? 255 : known;
    }

    private static Instant time(String text) {
        try {
            if (text.indexOf('T') > 0) {
                return Instant.parse(text);
            }
            double seconds = Double.parseDouble(text);
            if (!(seconds > 0 && seconds < 1e11)) {
                throw new IllegalArgumentException("ts is no time: " + text);
            }
            return Instant.ofEpochMilli((long) (seconds * 1_000));
        } catch (NumberFormatException | DateTimeParseException e) {
            throw new IllegalArgumentException("ts is no time: " + text, e);
        }
    }

    private static double decimal(UnaryOperator<String> field, String name) {
        String text = field.apply(name);
        if (!set(text)) {
            return 0;
        }
        try {
            double value = Double.parseDouble(text);
            if (value >= 0 && value < 1e18) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is no number: " + text, e);
        }
        throw new IllegalArgumentException(name + " is out of range: " + text);
    }

    private static int number(UnaryOperator<String> field, String name, int most) {
        double value = decimal(field, name);
        if (value > most) {
            throw new IllegalArgumentException(name + " is out of range: " + value);
        }
        return (int) value;
    }

    private static boolean set(String text) {
        return !text.isEmpty() && !text.equals("-") && !text.equals("(empty)");
    }
}
