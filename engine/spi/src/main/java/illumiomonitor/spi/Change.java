package illumiomonitor.spi;

import static java.util.Objects.requireNonNull;

/**
 * One field that an audit event says was changed. An event about many resources yields many; a
 * resource made or removed without fields yields one with an empty field.
 *
 * @param pce name of the PCE
 * @param event that told it
 * @param kind {@code create}, {@code update} or {@code delete}; {@code change_type}
 * @param type kind of resource: {@code workload}, {@code label}, {@code sec_rule}, {@code ip_list},
 *     ...; the key of {@code resource}
 * @param object its name, else its host name, else its href
 * @param href of the resource, or empty
 * @param field name of the field, or empty
 * @param before value as text; JSON where it is no plain value; empty when there was none
 * @param after value as text; JSON where it is no plain value; empty when there is none
 */
public record Change(
        String pce,
        Event event,
        String kind,
        String type,
        String object,
        String href,
        String field,
        String before,
        String after) {

    public Change {
        requireNonNull(pce, "pce");
        requireNonNull(event, "event");
        requireNonNull(kind, "kind");
        requireNonNull(type, "type");
        requireNonNull(object, "object");
        requireNonNull(href, "href");
        requireNonNull(field, "field");
        requireNonNull(before, "before");
        requireNonNull(after, "after");
    }

    /** Who did it: the event's actor. */
    public String actor() {
        return event.actor();
    }
}
