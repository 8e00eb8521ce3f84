package illumiomonitor.web.service;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which answers of a PCE to save.
 *
 * @param pce name, null for the only one
 * @param dir absolute path of an empty or new folder
 * @param last how much of the past
 * @param step traffic is asked for in steps of this length
 */
public record RecordRequest(
        @Nullable String pce, String dir, boolean anonymise, Duration last, Duration step) {}
