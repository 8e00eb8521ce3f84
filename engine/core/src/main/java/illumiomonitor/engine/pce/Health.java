package illumiomonitor.engine.pce;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a PCE how it is and which release it is. Thread-safe. */
final class Health {

    private static final Logger LOG = LoggerFactory.getLogger(Health.class);

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Transport transport;
    private volatile boolean nodeAnswered;

    Health(Transport transport) {
        this.transport = transport;
    }

    PceHealth read() throws PceFault, InterruptedException {
        PceHealth health;
        try {
            health = HealthReader.read(transport.get("/health", Deadline.in(LIMIT)).json());
        } catch (PceFault fault) {
            if (fault.isGone() || fault.status() == 403) {
                return new PceHealth(
                        PceHealth.NOT_AVAILABLE, "this PCE does not show its health to this key");
            }
            throw fault;
        }
        return isNodeLost() && !health.state().equals(PceHealth.CRITICAL)
                ? new PceHealth(PceHealth.CRITICAL, "the PCE's node is no longer available")
                : health;
    }

    /**
     * Whether a node that once said it is available has stopped saying so; not all releases say it.
     */
    private boolean isNodeLost() throws InterruptedException {
        try {
            transport.attempt(Call.get("/node_available"), Deadline.in(LIMIT));
            nodeAnswered = true;
            return false;
        } catch (PceFault fault) {
            return nodeAnswered && fault.isGone();
        }
    }

    /**
     * Asks what needs no key and costs nothing, for the sake of the answer's head; once, as what
     * comes next has its own patience.
     */
    void hear(Duration limit) throws InterruptedException {
        try {
            transport.attempt(Call.get("/node_available"), Deadline.in(limit));
        } catch (PceFault fault) {
            LOG.debug("the PCE's time is unknown, or came with an error", fault);
        }
    }

    String version() throws PceFault, InterruptedException {
        JsonNode body = transport.get("/product_version", Deadline.in(LIMIT)).json();
        for (String key : new String[] {"version", "short_display", "long_display"}) {
            String version = Json.text(body, key);
            if (!version.isBlank()) {
                return version;
            }
        }
        throw PceFault.broken("the PCE's product_version names no version", null);
    }
}
