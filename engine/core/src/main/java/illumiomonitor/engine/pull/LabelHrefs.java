package illumiomonitor.engine.pull;

import illumiomonitor.spi.SourceException;
import java.util.List;

/** The labels of a PCE, by which an answer is split that nothing else makes small enough. */
@FunctionalInterface
public interface LabelHrefs {

    /** Hrefs of all labels; asked for only when needed. */
    List<String> hrefs() throws SourceException, InterruptedException;
}
