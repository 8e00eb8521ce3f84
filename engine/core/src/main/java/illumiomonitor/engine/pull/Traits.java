package illumiomonitor.engine.pull;

import illumiomonitor.spi.Decision;
import illumiomonitor.spi.Direction;
import illumiomonitor.spi.FlowRow;

/**
 * What many rows have in common besides endpoints and port, kept once.
 *
 * @param proto IANA protocol number
 * @param process term
 * @param user term
 * @param service term
 * @param network term
 * @param clientType term
 * @param state term
 * @param transmission term
 */
record Traits(
        int proto,
        int process,
        int user,
        int service,
        int network,
        int clientType,
        int state,
        int transmission,
        Direction direction,
        Decision decision) {

    static Traits of(FlowRow row, Terms terms) {
        return new Traits(
                row.proto(),
                terms.of(row.process()),
                terms.of(row.user()),
                terms.of(row.service()),
                terms.of(row.network()),
                terms.of(row.clientType()),
                terms.of(row.state()),
                terms.of(row.transmission()),
                row.direction(),
                row.decision());
    }

    boolean isIcmp() {
        return isIcmp(proto);
    }

    static boolean isIcmp(int proto) {
        return proto == 1 || proto == 58;
    }

    /** Adds what tells these apart but the state, from the texts and not from their numbers. */
    void print(Fingerprint sum, Terms terms) {
        sum.add(proto | (long) direction.ordinal() << 16 | (long) decision.ordinal() << 32);
        terms.print(sum, process);
        terms.print(sum, user);
        terms.print(sum, service);
        terms.print(sum, network);
        terms.print(sum, clientType);
        terms.print(sum, transmission);
    }
}
