package illumiomonitor.engine.pce;

/**
 * A label of the PCE.
 *
 * @param href its id
 * @param key dimension, e.g. {@code env}
 * @param value e.g. {@code Prod}
 */
public record LabelRef(String href, String key, String value) {}
