package illumiomonitor.web.service;

import org.jspecify.annotations.Nullable;

/**
 * Which answers of a PCE to save.
 *
 * @param pce name, null for the only one
 * @param dir absolute path of an empty or new folder
 */
public record RecordRequest(@Nullable String pce, String dir, boolean anonymise) {}
