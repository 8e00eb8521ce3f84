package illumiomonitor.engine.legacy;

/**
 * Something that a person should know about the import.
 *
 * @param key where in the file, e.g. {@code rules[3].src_label_group}
 * @param line of the key, 0 when it is about the whole file
 */
public record Remark(String key, int line, String text) {}
