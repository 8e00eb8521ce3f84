package illumiomonitor.engine.form;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Destination ports: {@code 443}, {@code 1000-2000}, {@code 443/tcp}, {@code 1000-2000/udp}. */
record Ports() implements Values {

    private static final Pattern TYPED =
            Pattern.compile("(\\d{1,5})(?:\\s*-\\s*(\\d{1,5}))?(?:/(\\w{1,6}))?");
    private static final Pattern ATOM =
            Pattern.compile(
                    "port (?:== (\\d+)|>= (\\d+) && port <= (\\d+))(?: && proto == (\\d+))?");

    @Override
    public @Nullable String canonical(String typed) {
        Matcher port = TYPED.matcher(typed.toLowerCase(Locale.ROOT));
        if (!port.matches()) {
            return null;
        }
        int from = Integer.parseInt(port.group(1));
        int to = port.group(2) == null ? from : Integer.parseInt(port.group(2));
        String proto = port.group(3) == null ? "" : new Protocols().canonical(port.group(3));
        return proto == null || from > to || to > 65_535 ? null : written(from, to, proto);
    }

    private static String written(int from, int to, String proto) {
        String range = from == to ? String.valueOf(from) : from + "-" + to;
        return proto.isEmpty() ? range : range + "/" + proto;
    }

    @Override
    public String shown(String value) {
        int slash = value.indexOf('/') + 1;
        return value.substring(0, slash)
                + (slash == 0 ? value : new Protocols().shown(value.substring(slash)));
    }

    @Override
    public String fault() {
        return "port";
    }

    @Override
    public List<Atom> atoms(String value) {
        int slash = value.indexOf('/');
        String range = slash < 0 ? value : value.substring(0, slash);
        String proto = slash < 0 ? "" : " && proto == " + value.substring(slash + 1);
        int dash = range.indexOf('-');
        if (dash < 0) {
            return List.of(
                    proto.isEmpty()
                            ? Atom.equal("port", range)
                            : Atom.compound("port == " + range + proto));
        }
        return List.of(
                Atom.compound(
                        "port >= "
                                + range.substring(0, dash)
                                + " && port <= "
                                + range.substring(dash + 1)
                                + proto));
    }

    @Override
    public @Nullable String read(String atom) {
        Matcher port = ATOM.matcher(atom);
        if (!port.matches()) {
            return null;
        }
        String range = port.group(1) == null ? port.group(2) + "-" + port.group(3) : port.group(1);
        return canonical(port.group(4) == null ? range : range + "/" + port.group(4));
    }
}
