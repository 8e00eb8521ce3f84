package illumiomonitor.lab.query;

import java.io.IOException;
import java.util.List;

/** An answer whose rows are few enough to be kept. */
public record Listed(List<FlowView> views) implements FlowSource.Answer {

    public Listed {
        views = List.copyOf(views);
    }

    @Override
    public long matches() {
        return views.size();
    }

    @Override
    public void rows(long offset, long limit, FlowSource.RowTaker taker) throws IOException {
        long end = Math.min(views.size(), offset + limit);
        for (long i = offset; i < end; i++) {
            byte[] row = views.get((int) i).json();
            taker.take(row, row.length);
        }
    }
}
