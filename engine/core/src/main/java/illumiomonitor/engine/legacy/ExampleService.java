package illumiomonitor.engine.legacy;

import illumiomonitor.engine.form.Field;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** A port and a protocol that fit the filters of both. */
final class ExampleService {

    private static final int NONE = -1;
    private static final int LAST = 65_535;

    private final Asked asked;
    private final List<Range> wanted;
    private final List<Range> unwanted;

    /**
     * @param proto {@link #NONE} for any
     */
    private record Range(int from, int to, int proto) {

        /** As the forms write them: {@code 443}, {@code 1000-2000/17}. */
        static Range of(String text) {
            String[] parts = text.split("/");
            String[] ends = parts[0].split("-");
            return new Range(
                    Integer.parseInt(ends[0]),
                    Integer.parseInt(ends[ends.length - 1]),
                    parts.length > 1 ? Integer.parseInt(parts[1]) : NONE);
        }

        boolean holds(int port, int ofProto) {
            return from <= port && port <= to && (proto == NONE || proto == ofProto);
        }
    }

    private ExampleService(Asked asked) {
        this.asked = asked;
        this.wanted = asked.wanted(Field.PORT).stream().map(Range::of).toList();
        this.unwanted = asked.unwanted(Field.PORT).stream().map(Range::of).toList();
    }

    /** Writes them into the row; false where none fit. */
    static boolean put(Asked asked, Map<String, Object> row) {
        return !asked.about(Field.PORT, Field.PROTOCOL) || new ExampleService(asked).put(row);
    }

    private boolean put(Map<String, Object> row) {
        List<Integer> protos = protos();
        for (int port : ports()) {
            for (int proto : protos) {
                if (fits(port, proto)) {
                    row.put("port", port);
                    row.put("proto", proto);
                    return true;
                }
            }
        }
        return false;
    }

    private boolean fits(int port, int proto) {
        return (wanted.isEmpty() || wanted.stream().anyMatch(range -> range.holds(port, proto)))
                && unwanted.stream().noneMatch(range -> range.holds(port, proto));
    }

    /** Where something fits, something at the end of a range does. */
    private Set<Integer> ports() {
        List<Integer> ports = new ArrayList<>();
        for (Range range : wanted) {
            ports.add(range.from());
        }
        ports.addAll(List.of(8443, 443));
        for (Range range : unwanted) {
            ports.add(range.to() + 1);
        }
        ports.addAll(List.of(LAST, 0));
        ports.removeIf(port -> port > LAST);
        return new LinkedHashSet<>(ports);
    }

    private List<Integer> protos() {
        Set<Integer> protos = new LinkedHashSet<>(List.of(6, 17, 47, 1));
        IntStream.rangeClosed(0, 255).forEach(protos::add);
        return protos.stream()
                .filter(
                        proto ->
                                asked.fits(
                                        Field.PROTOCOL, one -> one.equals(String.valueOf(proto))))
                .toList();
    }
}
