package illumiomonitor.db;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a process and the one that answers a question for it write to each other. */
final class SqlWire {

    private SqlWire() {}

    /** What follows in the answer. */
    enum Kind {
        /** A piece of the store's file is asked for: position and length. */
        PIECE,
        COLUMNS,
        ROW,
        /** The end, with the sentence why the answer is cut. */
        END,
        /** No answer, with the sentence why. */
        REFUSED,
        /** A fault of ours, with what is known of it. */
        FAULT
    }

    /**
     * The question.
     *
     * @param left of the timeout, when it is sent
     * @param size bytes of the store's file
     */
    record Question(
            String password, String sql, Duration timeout, Duration left, int limit, long size) {

        void write(DataOutputStream out) throws IOException {
            text(out, password);
            text(out, sql);
            out.writeLong(timeout.toMillis());
            out.writeLong(left.toMillis());
            out.writeInt(limit);
            out.writeLong(size);
            out.flush();
        }

        static Question read(DataInputStream in) throws IOException {
            return new Question(
                    text(in),
                    text(in),
                    Duration.ofMillis(in.readLong()),
                    Duration.ofMillis(in.readLong()),
                    in.readInt(),
                    in.readLong());
        }
    }

    static void kind(DataOutputStream out, Kind kind) throws IOException {
        out.writeByte(kind.ordinal());
    }

    /** Fails on what no process of ours writes, such as the last words of a virtual machine. */
    static Kind kind(DataInputStream in) throws IOException {
        int kind = in.readUnsignedByte();
        if (kind >= Kind.values().length) {
            throw new IOException("an answer begins with " + kind);
        }
        return Kind.values()[kind];
    }

    static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static String text(DataInputStream in) throws IOException {
        return new String(bytes(in, in.readInt()), StandardCharsets.UTF_8);
    }

    static byte[] bytes(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new IOException("an answer breaks off");
        }
        return bytes;
    }

    static void texts(DataOutputStream out, List<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            text(out, text);
        }
    }

    static List<String> texts(DataInputStream in) throws IOException {
        List<String> texts = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            texts.add(text(in));
        }
        return texts;
    }

    static void values(DataOutputStream out, List<@Nullable Object> values) throws IOException {
        out.writeInt(values.size());
        for (Object value : values) {
            value(out, value);
        }
    }

    static List<@Nullable Object> values(DataInputStream in) throws IOException {
        List<@Nullable Object> values = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            values.add(value(in));
        }
        return values;
    }

    private static void value(DataOutputStream out, @Nullable Object value) throws IOException {
        if (value == null) {
            out.writeByte('-');
        } else if (value instanceof String text) {
            out.writeByte('s');
            text(out, text);
        } else if (value instanceof Boolean bool) {
            out.writeByte(bool ? 't' : 'f');
        } else if (value instanceof Integer || value instanceof Long) {
            out.writeByte(value instanceof Long ? 'l' : 'i');
            out.writeLong(((Number) value).longValue());
        } else if (value instanceof OffsetDateTime time) {
            out.writeByte('@');
            text(out, time.toString());
        } else {
            out.writeByte('n');
            text(out, value.toString());
        }
    }

    private static @Nullable Object value(DataInputStream in) throws IOException {
        int type = in.readUnsignedByte();
        return switch (type) {
            case '-' -> null;
            case 's' -> text(in);
            case 't' -> true;
            case 'f' -> false;
            case 'i' -> (int) in.readLong();
            case 'l' -> in.readLong();
            case '@' -> OffsetDateTime.parse(text(in));
            case 'n' -> new BigDecimal(text(in));
            default -> throw new IOException("a value begins with " + type);
        };
    }
}
