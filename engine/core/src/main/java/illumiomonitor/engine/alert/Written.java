package illumiomonitor.engine.alert;

/**
 * An exception and where it stands in its file.
 *
 * @param line as people wrote it
 * @param from first line of the text, from 0
 * @param to last line
 */
record Written(Exemption exemption, ExceptionLine line, int from, int to) {}
