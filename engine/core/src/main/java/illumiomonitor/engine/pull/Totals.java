package illumiomonitor.engine.pull;

/**
 * What is known of a row's counters.
 *
 * @param last newest activity, milliseconds since 1970
 */
record Totals(long connections, long in, long out, long last) {

    static Totals of(Known known, DayLedger ledger) {
        return new Totals(known.connections, known.in, known.out, ledger.millis(known.last));
    }
}
