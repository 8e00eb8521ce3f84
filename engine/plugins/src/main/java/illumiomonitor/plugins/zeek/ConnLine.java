package illumiomonitor.plugins.zeek;

import illumiomonitor.spi.Address;
import illumiomonitor.spi.Decision;
import illumiomonitor.spi.Direction;
import illumiomonitor.spi.Endpoint;
import illumiomonitor.spi.FlowRow;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Makes a flow row of one connection. Each connection is a row of its own, of one connection. */
final class ConnLine {

    private static final Set<String> ANSWERED = Set.of("SF", "S1", "S2", "S3", "RSTO", "RSTR");
    private static final Set<String> UNANSWERED =
            Set.of("S0", "REJ", "RSTOS0", "RSTRH", "SH", "SHR");

    /** No handshake was seen: the midst of a connection, or a protocol that has none. */
    private static final String OTHERWISE = "OTH";

    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int OTHER = 255;
    private static final Map<String, Integer> PROTOCOLS =
            Map.ofEntries(
                    Map.entry("tcp", 6),
                    Map.entry("udp", UDP),
                    Map.entry("icmp", 1),
                    Map.entry("icmp6", 58),
                    Map.entry("ipv6-icmp", 58),
                    Map.entry("igmp", 2),
                    Map.entry("ipv6", 41),
                    Map.entry("gre", 47),
                    Map.entry("esp", 50),
                    Map.entry("ah", 51),
                    Map.entry("sctp", 132),
                    Map.entry("udplite", 136));

    /** Ports from here on are given to clients. */
    private static final int CLIENTS = 1_024;

    private ConnLine() {}

    /**
     * Reads the fields of a line.
     *
     * @throws IllegalArgumentException if a field that must be there makes no sense; names it
     */
    static FlowRow row(Fields field) {
        Instant begin = ConnTime.parse(field.first("ts"));
        Instant end = begin.plusNanos((long) (decimal(field, "duration") * 1e9));
        int proto = protocol(field);
        int origin = port(field, "orig_p");
        int port = port(field, "resp_p");
        Endpoint orig = endpoint(field, "orig_h");
        Endpoint resp = endpoint(field, "resp_h");
        long sent = (long) decimal(field, "orig_bytes");
        long received = (long) decimal(field, "resp_bytes");
        Decision decision = decision(field, proto);
        String transmission = transmission(resp.ip());
        if (isTail(proto, origin, port, decision) && transmission.equals("unicast")) {
            return row(
                    resp,
                    orig,
                    origin,
                    port,
                    proto,
                    Decision.ALLOWED,
                    transmission,
                    begin,
                    end,
                    received,
                    sent);
        }
        return row(
                orig,
                resp,
                port,
                origin,
                proto,
                decision,
                transmission,
                begin,
                end,
                sent,
                received);
    }

    private static FlowRow row(
            Endpoint src,
            Endpoint dst,
            int port,
            int origin,
            int proto,
            Decision decision,
            String transmission,
            Instant begin,
            Instant end,
            long in,
            long out) {
        boolean icmp = proto == 1 || proto == 58;
        return new FlowRow(
                src,
                dst,
                icmp ? 0 : port,
                proto,
                icmp ? origin : -1,
                icmp ? port : -1,
                "",
                "",
                "",
                Direction.INBOUND,
                "closed",
                decision,
                transmission,
                "",
                // Two connections of the same pair differ by this and by their begin.
                FlowRow.CONNECTION + " " + origin,
                begin,
                end,
                1,
                in,
                out);
    }

    /**
     * What a service answers after Zeek gave its question up is written as a connection of its own,
     * the wrong way round: a name server would seem to scan its clients.
     */
    private static boolean isTail(int proto, int origin, int port, Decision decision) {
        return proto == UDP
                && decision == Decision.BLOCKED
                && origin > 0
                && origin < CLIENTS
                && port >= CLIENTS;
    }

    /**
     * Whether it was answered. TCP of which no handshake was seen was if its receiver sent
     * anything; other protocols have no handshake, and what is not said of them is taken for an
     * answer.
     */
    private static Decision decision(Fields field, int proto) {
        String state = field.get("conn_state");
        boolean other = state.equals(OTHERWISE);
        if (ANSWERED.contains(state) || other && proto != TCP) {
            return Decision.ALLOWED;
        }
        if (UNANSWERED.contains(state)) {
            return Decision.BLOCKED;
        }
        String answer = field.first("resp_pkts", "resp_bytes");
        if (answer.isEmpty() && other) {
            return Decision.BLOCKED;
        }
        if (answer.isEmpty()) {
            throw new IllegalArgumentException(
                    "conn_state %s, and nothing else tells whether it was answered"
                            .formatted(state.isEmpty() ? "is missing" : "is not known: " + state));
        }
        return decimal(answer, "resp_pkts") > 0 ? Decision.ALLOWED : Decision.BLOCKED;
    }

    private static Endpoint endpoint(Fields field, String name) {
        String ip = field.first("id." + name, "id_" + name);
        int zone = ip.indexOf('%');
        String bare = zone < 0 ? ip : ip.substring(0, zone);
        try {
            Address.parse(bare);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("id.%s is no address: %s".formatted(name, ip), e);
        }
        return new Endpoint(bare, "", "", false, "", Map.of(), List.of(), "");
    }

    /** As a PCE would write it; the last address of a private network is its broadcast. */
    private static String transmission(String ip) {
        int dot = ip.indexOf('.');
        boolean v6 = ip.indexOf(':') >= 0;
        int first = v6 || dot < 0 ? -1 : Integer.parseInt(ip.substring(0, dot));
        if (v6 ? ip.toLowerCase(Locale.ROOT).startsWith("ff") : first >= 224 && first < 240) {
            return "multicast";
        }
        boolean last = !v6 && ip.endsWith(".255") && !Address.parse(ip).isPublic();
        return last ? "broadcast" : "unicast";
    }

    private static int protocol(Fields field) {
        String name = field.get("proto").toLowerCase(Locale.ROOT);
        if (name.isEmpty()) {
            throw new IllegalArgumentException("proto is missing");
        }
        if (Character.isDigit(name.charAt(0))) {
            return (int) atMost(decimal(name, "proto"), OTHER, "proto");
        }
        return PROTOCOLS.getOrDefault(name, OTHER);
    }

    private static int port(Fields field, String name) {
        String text = field.first("id." + name, "id_" + name);
        return (int) atMost(decimal(text, "id." + name), 65_535, "id." + name);
    }

    private static double atMost(double value, int most, String name) {
        if (value > most) {
            throw new IllegalArgumentException("%s is out of range: %s".formatted(name, value));
        }
        return value;
    }

    private static double decimal(Fields field, String name) {
        return decimal(field.get(name), name);
    }

    private static double decimal(String text, String name) {
        if (text.isEmpty()) {
            return 0;
        }
        try {
            double value = Double.parseDouble(text);
            if (value >= 0 && value < 1e18) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("%s is no number: %s".formatted(name, text), e);
        }
        throw new IllegalArgumentException("%s is out of range: %s".formatted(name, text));
    }
}
