package illumiomonitor.engine.rule;

/** An increment while it is read: the next one comes in the same object. Times in microseconds. */
final class IncrementRow {

    long id;
    long flow;
    int src;
    int dst;
    long since;
    long until;
    long lastDetected;
    long connections;
    long bytesIn;
    long bytesOut;
    long totalConnections;
    long totalIn;
    long totalOut;
    int basis;
    int lateMinutes;
}
