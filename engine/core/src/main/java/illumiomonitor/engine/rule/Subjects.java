package illumiomonitor.engine.rule;

import illumiomonitor.spi.Endpoint;
import illumiomonitor.spi.Event;
import illumiomonitor.spi.Flow;
import java.util.Set;

/** Whether a row of the window names the subject of a finding. */
final class Subjects {

    private Subjects() {}

    static boolean named(Flow flow, String subject) {
        Set<String> words = words(subject);
        return named(flow.src(), subject, words)
                || named(flow.dst(), subject, words)
                || subject.equals(flow.user())
                || subject.equals(flow.process());
    }

    static boolean named(Event event, String subject) {
        return subject.equals(event.who())
                || subject.equals(event.actor())
                || subject.equals(event.srcIp())
                || subject.equals(event.workload())
                || subject.equals(event.type());
    }

    private static boolean named(Endpoint endpoint, String subject, Set<String> words) {
        return words.contains(endpoint.ip())
                || subject.equals(endpoint.name())
                || endpoint.labels().containsValue(subject);
    }

    private static Set<String> words(String subject) {
        return Set.copyOf(java.util.List.of(subject.split("[\\s,>|/()\\[\\]]+")));
    }
}
