package illumiomonitor.web.page;

import java.util.List;
import java.util.Optional;

/** What people may do on pages. The engine does it; the pages only ask. Thread-safe. */
public interface Acts {

    /**
     * Takes an alert: no messages until it is closed or gets worse.
     *
     * @return false when there is no such open alert
     */
    boolean acknowledge(long alertId, String who, String note);

    /**
     * Closes an alert; a later finding opens the next episode.
     *
     * @return false when there is no such alert or it is closed
     */
    boolean close(long alertId, String who, String note);

    /**
     * The version of the text that stands in a rule file now; after a rollback it is not the one
     * that was saved last.
     *
     * @param file relative to the rules folder
     */
    Optional<String> standing(String file);

    /**
     * Saves the text of a rule file and compiles it. A broken text is kept, and the version that
     * judged before goes on judging.
     *
     * @param file relative to the rules folder
     */
    RuleSave saveRule(String file, String text, String who, String reason);

    /**
     * Starts one cycle of every PCE now.
     *
     * @return false when one is already on its way
     */
    boolean runNow(String who);

    /**
     * What became of a saved text.
     *
     * @param live it judges from the next tick on
     * @param errors the compiler's, empty when live
     */
    record RuleSave(boolean live, List<RuleError> errors) {

        public RuleSave {
            errors = List.copyOf(errors);
        }
    }

    /** One complaint of the compiler; line and column count from 1, 0 when unknown. */
    record RuleError(int line, int column, String message) {}
}
