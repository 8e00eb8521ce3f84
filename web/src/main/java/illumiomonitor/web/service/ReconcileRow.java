package illumiomonitor.web.service;

import java.util.List;

/**
 * Our sums of a day beside the PCE's.
 *
 * @param explained whether the causes account for the whole difference; true when there is none
 * @param causes a sentence each
 */
public record ReconcileRow(
        String pce,
        String decision,
        long ourConnections,
        long pceConnections,
        long ourBytesIn,
        long pceBytesIn,
        long ourBytesOut,
        long pceBytesOut,
        boolean explained,
        List<String> causes) {}
