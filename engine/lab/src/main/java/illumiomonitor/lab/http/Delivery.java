package illumiomonitor.lab.http;

import java.time.Duration;

/**
 * How a reply travels.
 *
 * @param kind what happens on the way
 * @param share of the body that arrives when it is {@link Kind#CUT}
 * @param pause before each piece of 1 KB when it is {@link Kind#SLOW}
 */
record Delivery(Kind kind, double share, Duration pause) {

    enum Kind {
        WHOLE,
        /** The connection is reset before the first byte. */
        RESET,
        /** The connection ends within the body. */
        CUT,
        SLOW,
        /** Nothing ever comes. */
        HANG
    }

    static final Delivery WHOLE = new Delivery(Kind.WHOLE, 1, Duration.ZERO);
    static final Delivery RESET = new Delivery(Kind.RESET, 0, Duration.ZERO);
    static final Delivery HANG = new Delivery(Kind.HANG, 0, Duration.ZERO);

    static Delivery cut(double share) {
        return new Delivery(Kind.CUT, share, Duration.ZERO);
    }

    static Delivery slow(Duration pause) {
        return new Delivery(Kind.SLOW, 1, pause);
    }
}
