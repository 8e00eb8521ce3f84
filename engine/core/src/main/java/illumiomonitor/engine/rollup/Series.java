package illumiomonitor.engine.rollup;

import illumiomonitor.spi.Metric;

/**
 * What is summed for whom.
 *
 * @param entity an address, a {@code destination:port}, or {@code app|env}
 */
record Series(Metric metric, String entity) {}
