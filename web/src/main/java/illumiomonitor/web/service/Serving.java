package illumiomonitor.web.service;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The program while it runs on its schedule. */
public interface Serving extends AutoCloseable {

    /** Answers questions while it runs. */
    Service service();

    /** Where the admin UI answers on this machine, null without one. */
    @Nullable URI pages();

    /** Lets the first person in, null when somebody can sign in already or there is no admin UI. */
    @Nullable String setupToken();

    /** Whether its store has closed itself, so that only another start helps. */
    boolean isLost();

    /** Ends what runs: within 1 s in a wait, within 10 s in a transaction, nothing half-done. */
    @Override
    void close();
}
