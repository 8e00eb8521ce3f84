package illumiomonitor.engine.rule;

import java.util.Arrays;
import java.util.function.Consumer;

/** Increments in memory, as small as they get: one array of numbers, a row after the other. */
final class IncrementColumns {

    private static final int WIDTH = 13;

    private long[] numbers = new long[WIDTH * 256];
    private int size;

    int size() {
        return size;
    }

    void add(IncrementRow row) {
        int at = size * WIDTH;
        if (at == numbers.length) {
            numbers = Arrays.copyOf(numbers, numbers.length * 2);
        }
        numbers[at] = row.id;
        numbers[at + 1] = row.flow;
        numbers[at + 2] = (long) row.src << 32 | row.dst & 0xffffffffL;
        numbers[at + 3] = row.since;
        numbers[at + 4] = row.until;
        numbers[at + 5] = row.lastDetected;
        numbers[at + 6] = row.connections;
        numbers[at + 7] = row.bytesIn;
        numbers[at + 8] = row.bytesOut;
        numbers[at + 9] = row.totalConnections;
        numbers[at + 10] = row.totalIn;
        numbers[at + 11] = row.totalOut;
        numbers[at + 12] = (long) row.basis << 32 | row.lateMinutes;
        size++;
    }

    /** Nothing is added any more. */
    void close() {
        numbers = Arrays.copyOf(numbers, size * WIDTH);
    }

    /** Gives those that may lie in a stretch. */
    void in(Stretch stretch, Consumer<IncrementRow> consumer) {
        IncrementRow row = new IncrementRow();
        for (int at = 0; at < size * WIDTH; at += WIDTH) {
            long since = numbers[at + 3];
            long until = numbers[at + 4];
            if (until > stretch.from() && (until <= stretch.to() || since < stretch.to())) {
                fill(row, at);
                consumer.accept(row);
            }
        }
    }

    /** Those that end after an instant. */
    IncrementColumns after(long instant) {
        IncrementColumns after = new IncrementColumns();
        IncrementRow row = new IncrementRow();
        for (int at = 0; at < size * WIDTH; at += WIDTH) {
            if (numbers[at + 4] > instant) {
                fill(row, at);
                after.add(row);
            }
        }
        return after;
    }

    private void fill(IncrementRow row, int at) {
        row.id = numbers[at];
        row.flow = numbers[at + 1];
        row.src = (int) (numbers[at + 2] >> 32);
        row.dst = (int) numbers[at + 2];
        row.since = numbers[at + 3];
        row.until = numbers[at + 4];
        row.lastDetected = numbers[at + 5];
        row.connections = numbers[at + 6];
        row.bytesIn = numbers[at + 7];
        row.bytesOut = numbers[at + 8];
        row.totalConnections = numbers[at + 9];
        row.totalIn = numbers[at + 10];
        row.totalOut = numbers[at + 11];
        row.basis = (int) (numbers[at + 12] >> 32);
        row.lateMinutes = (int) numbers[at + 12];
    }
}
