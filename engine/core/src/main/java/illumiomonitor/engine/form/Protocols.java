package illumiomonitor.engine.form;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** IANA protocol numbers, or the names of the usual ones. */
record Protocols() implements Values {

    static final Map<String, String> NAMES =
            Map.of("tcp", "6", "udp", "17", "icmp", "1", "icmpv6", "58");

    @Override
    public @Nullable String canonical(String typed) {
        String number = NAMES.getOrDefault(typed.toLowerCase(Locale.ROOT), typed);
        return number.matches("\\d{1,3}") && Integer.parseInt(number) <= 255
                ? String.valueOf(Integer.parseInt(number))
                : null;
    }

    @Override
    public String shown(String value) {
        return NAMES.entrySet().stream()
                .filter(name -> name.getValue().equals(value))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(value);
    }

    @Override
    public String fault() {
        return "protocol";
    }

    @Override
    public List<Atom> atoms(String value) {
        return List.of(Atom.equal("proto", value));
    }

    @Override
    public @Nullable String read(String atom) {
        return atom.startsWith("proto == ") ? canonical(atom.substring(9)) : null;
    }
}
