package illumiomonitor.engine.pull;

/**
 * Tells rows and connections of one PCE apart, alike for a row of an answer and for a row of the
 * store. Not thread-safe.
 */
final class Identity {

    private final Endpoints endpoints;
    private final Fingerprint print = new Fingerprint();

    Identity(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    /**
     * Everything that never changes in a row's life: its identity without workloads and state,
     * which a PCE may rewrite, and without bucket and first_detected.
     */
    Fingerprint base(
            int src, int dst, int port, int icmpType, int icmpCode, PrintedTraits printed) {
        print.start();
        endpoints.address(print, src);
        endpoints.address(print, dst);
        return service(port, icmpType, icmpCode, printed.traits())
                .add(printed.hi())
                .add(printed.lo())
                .finish();
    }

    /** What both agents say alike of one connection; its UTC day is not in it. */
    long connection(int src, int dst, int port, int icmpType, int icmpCode, PrintedTraits printed) {
        print.start();
        endpoints.address(print, src);
        endpoints.address(print, dst);
        return service(port, icmpType, icmpCode, printed.traits()).finish().lo();
    }

    private Fingerprint service(int port, int icmpType, int icmpCode, Traits traits) {
        print.add(port | (long) traits.proto() << 32);
        if (traits.isIcmp()) {
            print.add((icmpType & 0xFFFFL) | (icmpCode & 0xFFFFL) << 16);
        }
        return print;
    }
}
