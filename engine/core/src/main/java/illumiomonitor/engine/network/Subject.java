package illumiomonitor.engine.network;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A finding's subject taken apart.
 *
 * <p>Rules and forms write {@code a}, {@code a:443}, {@code [fd00::1]:443}, {@code a > b}, {@code a
 * -> b:443}, {@code a > b port 443} and {@code port 443, protocol 6}.
 *
 * @param sides what stands on each side of an arrow, without a port; all of it where there is none
 * @param parts words, in their order
 * @param port destination port, {@link #NONE} when it names none, or only after an IPv6 address of
 *     which it may be the end
 * @param proto IANA protocol number, {@link #NONE} when it names none
 */
public record Subject(String text, List<String> sides, List<Part> parts, int port, int proto) {

    public static final int NONE = -1;

    private static final Pattern ARROW = Pattern.compile("\\s*(?:->|>)\\s*");
    private static final Pattern WORD =
            Pattern.compile("\\[([^\\s\\[\\]]+)](?::(\\d{1,5}))?|[^\\s,;()\\[\\]|]+");
    private static final Pattern ENDING = Pattern.compile("([^\\s]+):(\\d{1,5})");
    private static final Pattern V4_HEAD = Pattern.compile("(\\d+(?:\\.\\d+){3})(?!\\w|\\.\\w)");
    private static final Pattern V6_HEAD = Pattern.compile("([0-9A-Fa-f:.]*[0-9A-Fa-f]|::)");
    private static final String NO_NAME_GOES_ON = "(?!\\w|[.-]\\w)";
    private static final String NO_V6_GOES_ON =
            NO_NAME_GOES_ON + "(?!:(?!\\d{1,5}(?![\\w:]))[\\w:])";
    private static final Pattern SERVICE =
            Pattern.compile("(?:^|\\s+)port (\\d{1,5})(?:, protocol (\\d{1,3}))?$");

    /**
     * A word of a subject.
     *
     * @param text as written
     * @param host what stands before the port; the text where there is no port
     * @param port {@link #NONE} where there is none
     */
    public record Part(String text, String host, int port) {

        public static Part of(String text) {
            Matcher ending = ENDING.matcher(text);
            return ending.matches()
                    ? new Part(text, ending.group(1), Integer.parseInt(ending.group(2)))
                    : new Part(text, text, NONE);
        }

        /** Whether it is this address or name, with a port or without. */
        public boolean names(String word) {
            return text.equals(word) || host.equals(word);
        }

        /**
         * The addresses that it may be: none for a name, two where IPv6 leaves open whether the end
         * is a port.
         */
        public List<String> addresses() {
            return Stream.of(text, host)
                    .distinct()
                    .filter(one -> Cidr.address(one) != null)
                    .toList();
        }

        /**
         * Whether it begins with an address and goes on in a way that nobody reads here, such as
         * {@code 10.0.0.9:443/tcp}.
         */
        public boolean isHalfRead() {
            return addresses().isEmpty() && (begins(V4_HEAD) || begins(V6_HEAD));
        }

        private boolean begins(Pattern head) {
            Matcher matcher = head.matcher(text);
            return matcher.lookingAt() && !of(matcher.group(1)).addresses().isEmpty();
        }

        private boolean endsInPort() {
            return port != NONE && Cidr.address(text) == null;
        }
    }

    public static Subject of(String text) {
        Matcher service = SERVICE.matcher(text);
        int port = NONE;
        int proto = NONE;
        String hosts = text;
        if (service.find()) {
            port = Integer.parseInt(service.group(1));
            proto = service.group(2) == null ? NONE : Integer.parseInt(service.group(2));
            hosts = text.substring(0, service.start());
        }
        List<String> sides = new ArrayList<>();
        List<Part> parts = new ArrayList<>();
        for (String side : ARROW.split(hosts, -1)) {
            List<Part> here = parts(side);
            boolean alone = here.size() == 1 && here.get(0).text().equals(side);
            sides.add(alone && here.get(0).endsInPort() ? here.get(0).host() : side);
            parts.addAll(here);
        }
        for (Part part : parts) {
            port = port == NONE && part.endsInPort() ? part.port() : port;
        }
        return new Subject(text, List.copyOf(sides), List.copyOf(parts), port, proto);
    }

    private static List<Part> parts(String side) {
        List<Part> parts = new ArrayList<>();
        Matcher word = WORD.matcher(side);
        while (word.find()) {
            String inside = word.group(1);
            if (inside == null) {
                parts.add(Part.of(word.group()));
            } else if (word.group(2) == null) {
                parts.add(new Part(inside, inside, NONE));
            } else {
                parts.add(new Part(word.group(), inside, Integer.parseInt(word.group(2))));
            }
        }
        return parts;
    }

    /** Whether one of its words is this address or name, with a port or without. */
    public boolean names(String word) {
        return parts.stream().anyMatch(part -> part.names(word));
    }

    /** Whether the address stands in it between other signs, whatever they mean. */
    public boolean mentions(String address) {
        if (address.isEmpty() || !text.contains(address)) {
            return false;
        }
        String ends = address.contains(":") ? NO_V6_GOES_ON : NO_NAME_GOES_ON;
        return Pattern.compile("(?<![\\w.:-])" + Pattern.quote(address) + ends)
                .matcher(text)
                .find();
    }

    /** Whether it is this text, or one of its sides is. */
    public boolean says(String value) {
        return !value.isEmpty() && (text.equals(value) || sides.contains(value));
    }

    /** Whether what has this port and protocol can be meant; {@link #NONE} for what has none. */
    public boolean allows(int ofPort, int ofProto) {
        return (port == NONE || ofPort == NONE || port == ofPort)
                && (proto == NONE || ofProto == NONE || proto == ofProto);
    }

    /** Whether it names a service, whoever offers it. */
    public boolean isService() {
        return parts.isEmpty() && port != NONE;
    }
}
