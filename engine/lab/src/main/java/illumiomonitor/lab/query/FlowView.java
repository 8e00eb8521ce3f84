package illumiomonitor.lab.query;

import java.time.Instant;

/** What a filter sees of a row. */
public interface FlowView {

    End src();

    End dst();

    int port();

    int proto();

    /** Empty when the row does not tell. */
    String process();

    /** Windows service, empty when the row does not tell. */
    String service();

    /** {@code unicast} when the row does not tell. */
    String transmission();

    String decision();

    String clientType();

    Instant lastDetected();

    /** The row as JSON. */
    byte[] json();
}
