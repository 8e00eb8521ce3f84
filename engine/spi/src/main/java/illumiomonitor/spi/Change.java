package illumiomonitor.spi;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/**
 * One field that an audit event says was changed. An event about many resources yields many; a
 * resource made or removed without fields yields one with an empty field.
 *
 * <p>Source: an entry of the PCE's events, {@code resource_changes[]}.
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

    private static final Set<String> POLICY =
            Set.of("labels", "label", "enforcement_mode", "mode", "visibility_level", "managed");

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

    /**
     * Whether it is of the workload of this endpoint: by href where both know one, else by name. A
     * change of an agent or VEN is one of its workload.
     */
    public boolean isAbout(Endpoint endpoint) {
        if (!type.equals("workload")) {
            return isOfAgent() && event.isAbout(endpoint);
        }
        return href.isEmpty() || endpoint.href().isEmpty()
                ? isCalled(endpoint.name())
                : href.equals(endpoint.href());
    }

    /** The same of a workload of the PCE's list. */
    public boolean isAbout(Workload workload) {
        if (!type.equals("workload")) {
            return isOfAgent() && event.isAbout(workload);
        }
        return href.isEmpty()
                ? isCalled(workload.name()) || isCalled(workload.hostname())
                : href.equals(workload.href());
    }

    private boolean isOfAgent() {
        return type.equals("agent") || type.equals("ven");
    }

    private boolean isCalled(String name) {
        return !name.isEmpty() && name.equalsIgnoreCase(object);
    }

    /**
     * Whether it decides which rules hold for a workload, and how: its labels, its enforcement, its
     * pairing.
     */
    public boolean isPolicy() {
        return (type.equals("workload") || isOfAgent()) && (POLICY.contains(field) || !isUpdate());
    }

    private boolean isUpdate() {
        return kind.equals("update");
    }
}
