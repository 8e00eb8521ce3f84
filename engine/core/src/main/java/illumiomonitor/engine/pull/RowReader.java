package illumiomonitor.engine.pull;

import illumiomonitor.spi.Endpoint;
import illumiomonitor.spi.FlowRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the narrow rows of one pull. Not thread-safe. */
final class RowReader {

    /** The bucket of a row is the UTC day in which it began. */
    static final long BY_DAY = Long.MIN_VALUE;

    private static final int MOST_PLACES = 50_000;

    private final Endpoints endpoints;
    private final Terms terms;
    private final Identity identity;
    private final Fingerprint print = new Fingerprint();
    private final PrintTable kindsByText = new PrintTable();
    private final List<PrintedTraits> kinds = new ArrayList<>();

    /** Sources give the same object for an endpoint that they have met before. */
    private final Map<Endpoint, Integer> places = new IdentityHashMap<>();

    private final Map<Note, Note> notes = new HashMap<>();

    RowReader(Dictionary dictionary) {
        this.endpoints = dictionary.endpoints();
        this.terms = dictionary.terms();
        this.identity = new Identity(endpoints);
    }

    /**
     * Reads a row.
     *
     * @param slice start of the slice that was asked alone, or {@link #BY_DAY}
     */
    Observed read(FlowRow row, long slice) {
        PrintedTraits kind = kind(row);
        boolean icmp = kind.traits().isIcmp();
        int icmpType = icmp ? row.icmpType() : -1;
        int icmpCode = icmp ? row.icmpCode() : -1;
        int src = place(row.src());
        int dst = place(row.dst());
        long connection = identity.connection(src, dst, row.port(), icmpType, icmpCode, kind);
        Fingerprint id = identity.base(src, dst, row.port(), icmpType, icmpCode, kind);
        long first = millis(row.firstDetected());
        Observed observed =
                new Observed(
                        id.hi(),
                        id.lo(),
                        connection,
                        slice == BY_DAY ? Times.startOfDay(first) : slice,
                        first,
                        kind,
                        endpoints.workloads(src, dst),
                        row.port(),
                        icmpType,
                        icmpCode);
        observed.src = src;
        observed.dst = dst;
        observed.last = Math.max(first, millis(row.lastDetected()));
        observed.connections = Math.max(0, row.connections());
        observed.in = Math.max(0, row.bytesIn());
        observed.out = Math.max(0, row.bytesOut());
        observed.note = note(row);
        return observed;
    }

    /** Rows of an answer share the few notes there are. */
    private @Nullable Note note(FlowRow row) {
        Note note = Note.of(row);
        return note == null ? null : notes.computeIfAbsent(note, one -> one);
    }

    private int place(Endpoint endpoint) {
        Integer known = places.get(endpoint);
        if (known != null) {
            return known;
        }
        if (places.size() >= MOST_PLACES) {
            places.clear();
        }
        int place = endpoints.of(endpoint);
        places.put(endpoint, place);
        return place;
    }

    private PrintedTraits kind(FlowRow row) {
        print.start()
                .add(row.proto())
                .add(row.direction().ordinal())
                .add(row.decision().ordinal())
                .add(row.process())
                .add(row.user())
                .add(row.service())
                .add(row.network())
                .add(row.clientType())
                .add(row.state())
                .add(row.transmission())
                .finish();
        long hi = print.hi();
        long lo = print.lo();
        int known = kindsByText.get(hi, lo);
        if (known != PrintTable.ABSENT) {
            return kinds.get(known);
        }
        PrintedTraits kind = PrintedTraits.of(Traits.of(row, terms), terms, print);
        kindsByText.put(hi, lo, kinds.size());
        kinds.add(kind);
        return kind;
    }

    private static long millis(Instant instant) {
        return instant.toEpochMilli();
    }
}
