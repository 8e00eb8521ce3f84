package illumiomonitor.lab.query;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where the rows of a traffic query come from. */
public interface FlowSource {

    /** The answer to a question, as of an instant; fixed from then on. */
    Answer answer(Question question, Instant asOf);

    /** An answer that may be large. */
    interface Answer {

        /** Rows that fit the question. */
        long matches();

        /** A file with all of the rows as one array, compressed; null when there is none. */
        default @Nullable Path packed() {
            return null;
        }

        /** Hands over a stretch of the rows, in the same order each time. */
        void rows(long offset, long limit, RowTaker taker) throws IOException;
    }

    /** Takes rows one by one. */
    interface RowTaker {

        /** The row's JSON is in the first bytes; the array is used again for the next. */
        void take(byte[] row, int length) throws IOException;
    }
}
