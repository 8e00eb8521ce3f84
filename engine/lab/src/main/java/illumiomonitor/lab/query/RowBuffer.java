package illumiomonitor.lab.query;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes of one row, put together without making a text of them. */
final class RowBuffer {

    private byte[] bytes = new byte[2_048];
    private int length;

    RowBuffer clear() {
        length = 0;
        return this;
    }

    RowBuffer add(byte[] more) {
        if (length + more.length > bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * (length + more.length));
        }
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
        return this;
    }

    RowBuffer add(String text) {
        return add(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    RowBuffer add(long number) {
        return add(Long.toString(number));
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }
}
