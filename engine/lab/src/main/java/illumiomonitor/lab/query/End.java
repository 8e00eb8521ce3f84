package illumiomonitor.lab.query;

import java.util.Set;

/**
 * What a filter sees of an end of a row.
 *
 * @param workload its href, empty when it is none
 * @param labels hrefs
 * @param ipLists ids of the address lists that contain it, the last part of their hrefs
 * @param fqdn empty when unknown
 */
public record End(
        String ip, String workload, Set<String> labels, Set<String> ipLists, String fqdn) {

    public End {
        labels = Set.copyOf(labels);
        ipLists = Set.copyOf(ipLists);
    }
}
