package illumiomonitor.engine.form;

/** Which bytes a volume is made of. */
public enum Amount {
    BOTH("( bytesIn + bytesOut )"),
    /** Into the destination. */
    UPLOAD("bytesIn"),
    /** Out of the destination. */
    DOWNLOAD("bytesOut");

    final String drl;

    Amount(String drl) {
        this.drl = drl;
    }
}
