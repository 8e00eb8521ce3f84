package illumiomonitor.engine.reference;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * All IP lists of a PCE, cut into stretches of addresses that are in the same lists: one binary
 * search says which lists hold an address, however many lists there are. Immutable.
 */
final class IpLists {

    private final BigInteger[] starts;
    private final List<List<String>> names;
    private final Map<String, TreeSet<String>> fqdns;

    private IpLists(
            BigInteger[] starts, List<List<String>> names, Map<String, TreeSet<String>> fqdns) {
        this.starts = starts;
        this.names = names;
        this.fqdns = fqdns;
    }

    /** An address at which a range of a list begins or ends. */
    private record Bound(BigInteger at, int list, boolean excluded, int step) {}

    /** Of their bodies; an entry that names no address is left out. */
    static IpLists of(Collection<Item> lists) {
        List<String> called = new ArrayList<>();
        List<Bound> bounds = new ArrayList<>();
        Map<String, TreeSet<String>> fqdns = new HashMap<>();
        for (Item list : lists) {
            for (JsonNode entry : list.body().path("ranges")) {
                bound(bounds, entry, called.size());
            }
            for (JsonNode fqdn : list.body().path("fqdns")) {
                fqdns.computeIfAbsent(folded(fqdn.asText()), key -> new TreeSet<>())
                        .add(list.name());
            }
            called.add(list.name());
        }
        bounds.sort(Comparator.comparing(Bound::at));
        return swept(bounds, called, fqdns);
    }

    private static void bound(List<Bound> bounds, JsonNode entry, int list) {
        Range range;
        try {
            range = Range.of(entry);
        } catch (IllegalArgumentException e) {
            return; // one entry that nobody can read must not hide the list's others
        }
        bounds.add(new Bound(range.first(), list, range.excluded(), 1));
        bounds.add(new Bound(range.last().add(BigInteger.ONE), list, range.excluded(), -1));
    }

    private static IpLists swept(
            List<Bound> bounds, List<String> called, Map<String, TreeSet<String>> fqdns) {
        int[] in = new int[called.size()];
        int[] out = new int[called.size()];
        TreeSet<String> holding = new TreeSet<>();
        List<BigInteger> starts = new ArrayList<>();
        List<List<String>> names = new ArrayList<>();
        for (int i = 0; i < bounds.size(); i++) {
            Bound bound = bounds.get(i);
            (bound.excluded() ? out : in)[bound.list()] += bound.step();
            if (in[bound.list()] > 0 && out[bound.list()] == 0) {
                holding.add(called.get(bound.list()));
            } else {
                holding.remove(called.get(bound.list()));
            }
            boolean last = i + 1 == bounds.size() || !bounds.get(i + 1).at().equals(bound.at());
            if (last) {
                starts.add(bound.at());
                names.add(List.copyOf(holding));
            }
        }
        return new IpLists(starts.toArray(BigInteger[]::new), names, fqdns);
    }

    /** Names of the lists that hold the address, sorted. */
    List<String> holding(String ip) {
        BigInteger number;
        try {
            number = Range.number(ip);
        } catch (IllegalArgumentException e) {
            return List.of(); // what the PCE wrote there is no address
        }
        int place = Arrays.binarySearch(starts, number);
        int stretch = place >= 0 ? place : -place - 2;
        return stretch < 0 ? List.of() : names.get(stretch);
    }

    /** Names of the lists that name the DNS name, itself or by {@code *.} and one of its ends. */
    Collection<String> naming(String fqdn) {
        if (fqdn.isEmpty() || fqdns.isEmpty()) {
            return List.of();
        }
        String name = folded(fqdn);
        TreeSet<String> found = new TreeSet<>(fqdns.getOrDefault(name, new TreeSet<>()));
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
            found.addAll(fqdns.getOrDefault("*" + name.substring(dot), new TreeSet<>()));
        }
        return found;
    }

    private static String folded(String name) {
        String lower = name.strip().toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
