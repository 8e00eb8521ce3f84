package illumiomonitor.engine.rule;

import illumiomonitor.engine.network.Subject;
import illumiomonitor.spi.Endpoint;
import illumiomonitor.spi.Event;
import illumiomonitor.spi.Flow;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/** Whether a fact of the window names the subject of a finding. */
record Naming(Subject subject) {

    static Naming of(String subject) {
        return new Naming(Subject.of(subject));
    }

    boolean by(Flow flow) {
        return subject.allows(flow.port(), flow.proto())
                && (subject.isService()
                        || by(flow.src(), flow.port())
                        || by(flow.dst(), flow.port())
                        || subject.says(flow.user())
                        || subject.says(flow.process()));
    }

    boolean by(Event event) {
        return subject.says(event.who())
                || subject.says(event.actor())
                || subject.says(event.srcIp())
                || subject.says(event.workload())
                || subject.says(event.type());
    }

    boolean by(Object fact) {
        if (fact instanceof Flow flow) {
            return by(flow);
        }
        if (fact instanceof Event event) {
            return by(event);
        }
        RecordComponent[] components = fact.getClass().getRecordComponents();
        if (components == null) {
            return true;
        }
        int port = number("port", components, fact);
        int proto = number("proto", components, fact);
        if (!subject.allows(port, proto)) {
            return false;
        }
        if (subject.isService()) {
            return port != Subject.NONE;
        }
        for (RecordComponent component : components) {
            if (by(value(component, fact), component, port)) {
                return true;
            }
        }
        return false;
    }

    private boolean by(@Nullable Object value, RecordComponent component, int port) {
        if (value instanceof Endpoint end) {
            return by(end, port);
        }
        return value instanceof String text
                && !text.isEmpty()
                && !component.getName().equals("pce")
                && (subject.says(text) || subject.names(text));
    }

    private boolean by(Endpoint endpoint, int port) {
        return subject.parts().stream().anyMatch(part -> by(endpoint, part, port))
                || subject.says(endpoint.name())
                || endpoint.labels().values().stream().anyMatch(subject::says);
    }

    // The end of an IPv6 address is a port only of a fact that has it.
    private static boolean by(Endpoint endpoint, Subject.Part part, int port) {
        boolean same = part.port() == Subject.NONE || port == Subject.NONE || part.port() == port;
        return part.text().equals(endpoint.ip()) || same && part.host().equals(endpoint.ip());
    }

    private static int number(String name, RecordComponent[] components, Object fact) {
        for (RecordComponent component : components) {
            if (component.getName().equals(name)
                    && value(component, fact) instanceof Integer number) {
                return number;
            }
        }
        return Subject.NONE;
    }

    private static @Nullable Object value(RecordComponent component, Object fact) {
        try {
            return component.getAccessor().invoke(fact);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "a fact's " + component.getName() + " cannot be read", e);
        }
    }
}
