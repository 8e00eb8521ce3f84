package illumiomonitor.engine.alert;

/**
 * That a finding is spared.
 *
 * @param id of the exception, as {@link ExceptionLine#id}
 * @param reason the exception's
 */
public record Sparing(String id, String reason) {

    /** What begins the reason that findings and alerts keep; the exception's own follows. */
    public static final String SPARED = "exception: ";

    /** Why nobody is told, as findings and alerts keep it. */
    public String held() {
        return SPARED + reason;
    }
}
