package illumiomonitor.web.app;

import illumiomonitor.engine.Engine;
import illumiomonitor.web.service.ServiceException;
import illumiomonitor.web.service.ServiceException.Problem;

/** Refuses to write a text over one that is live when it fails a case. */
final class LiveTexts {

    private LiveTexts() {}

    /**
     * @throws ServiceException that names the case
     */
    static void mayTakeOver(Engine engine, String file, String text) {
        engine.rulebook()
                .held(file, text)
                .ifPresent(
                        error -> {
                            throw new ServiceException(
                                    Problem.BAD_INPUT,
                                    error
                                            + "; put the text or the case right, or switch rule "
                                            + error.word()
                                            + " to shadow first");
                        });
    }
}
