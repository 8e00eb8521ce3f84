package illumiomonitor.engine.legacy;

import illumiomonitor.engine.form.Field;
import illumiomonitor.engine.network.Cidr;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Addresses and IP lists of both ends that fit the filters of each and of either. */
final class ExamplePlaces {

    private static final List<String> ORDINARY =
            List.of("198.51.100.77", "192.0.2.77", "10.77.0.77", "2001:db8::77");

    private final Asked asked;

    /** Where an end may be. */
    private record End(String ip, List<String> lists) {

        boolean isIn(String place) {
            return Field.SRC_PLACE.isList(place)
                    ? lists.contains(place)
                    : Cidr.read(place).contains(ip);
        }
    }

    private ExamplePlaces(Asked asked) {
        this.asked = asked;
    }

    /** Writes them into the row; false where none fit. */
    static boolean put(Asked asked, Map<String, Object> row) {
        return !asked.about(Field.SRC_PLACE, Field.DST_PLACE, Field.ANY_PLACE)
                || new ExamplePlaces(asked).put(row);
    }

    private boolean put(Map<String, Object> row) {
        List<End> sources = ends(Field.SRC_PLACE);
        List<End> destinations = ends(Field.DST_PLACE);
        if (sources.isEmpty() || destinations.isEmpty()) {
            return false;
        }
        End src = sources.get(0);
        End dst = destinations.get(0);
        if (!fitsEither(src) && !fitsEither(dst)) {
            Optional<End> source = sources.stream().filter(this::fitsEither).findFirst();
            Optional<End> destination = destinations.stream().filter(this::fitsEither).findFirst();
            if (source.isEmpty() && destination.isEmpty()) {
                return false;
            }
            src = source.orElse(src);
            dst = source.isPresent() ? dst : destination.orElse(dst);
        }
        write("src", src, row);
        write("dst", dst, row);
        return true;
    }

    private boolean fitsEither(End end) {
        List<String> wanted = asked.wanted(Field.ANY_PLACE);
        return wanted.isEmpty() || wanted.stream().anyMatch(end::isIn);
    }

    private static void write(String side, End end, Map<String, Object> row) {
        row.put(side + "Ip", end.ip());
        if (!end.lists().isEmpty()) {
            row.put(side + "IpLists", end.lists());
        }
    }

    /** Where the end may be as far as its own filters and the exclusions of either tell. */
    private List<End> ends(Field side) {
        return candidates(side).stream()
                .filter(end -> asked.fits(side, end::isIn))
                .filter(end -> asked.unwanted(Field.ANY_PLACE).stream().noneMatch(end::isIn))
                .toList();
    }

    /** Where something fits, the first address of a block or the one behind a block does. */
    private List<End> candidates(Field side) {
        List<String> wanted = new ArrayList<>(asked.wanted(side));
        wanted.addAll(asked.wanted(Field.ANY_PLACE));
        List<String> unwanted = new ArrayList<>(asked.unwanted(side));
        unwanted.addAll(asked.unwanted(Field.ANY_PLACE));
        List<String> addresses = new ArrayList<>();
        List<String> lists = new ArrayList<>();
        for (String place : wanted) {
            if (Field.SRC_PLACE.isList(place)) {
                lists.add(place);
            } else {
                addresses.add(address(Cidr.read(place), false));
            }
        }
        addresses.addAll(ORDINARY);
        for (String place : unwanted) {
            if (!Field.SRC_PLACE.isList(place)) {
                addresses.add(address(Cidr.read(place), true));
            }
        }
        List<End> ends = new ArrayList<>();
        for (String ip : addresses) {
            ends.add(new End(ip, List.of()));
            lists.forEach(list -> ends.add(new End(ip, List.of(list))));
        }
        return ends;
    }

    /** The first address of a block, or the first one behind it. */
    private static String address(Cidr block, boolean behind) {
        int length = block.network().length;
        int free = length * 8 - block.bits();
        BigInteger first = new BigInteger(1, block.network()).shiftRight(free).shiftLeft(free);
        BigInteger one = behind ? first.add(BigInteger.ONE.shiftLeft(free)) : first;
        byte[] bytes = new byte[length];
        for (int n = 0; n < length; n++) {
            bytes[length - 1 - n] = one.shiftRight(8 * n).byteValue();
        }
        try {
            return InetAddress.getByAddress(bytes).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has four or sixteen bytes", e);
        }
    }
}
