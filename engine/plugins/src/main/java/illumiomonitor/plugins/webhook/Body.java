package illumiomonitor.plugins.webhook;

import illumiomonitor.spi.Message;
import java.util.Map;

/** The shape of what a webhook gets. */
interface Body {

    /** To be written as JSON. */
    Map<String, Object> of(Message message);
}
