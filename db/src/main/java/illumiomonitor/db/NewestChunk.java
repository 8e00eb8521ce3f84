package illumiomonitor.db;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.h2.mvstore.DataUtils;
import org.jspecify.annotations.Nullable;

/**
 * Makes the header of an H2 file name the chunk that was just written.
 *
 * <p>H2 writes each commit as a chunk, and writes the header after it when the chunk stands where
 * its predecessor does not say it would. But the header that it writes names the predecessor still:
 * whoever opens the file after a crash follows that one to an empty place, and all that was
 * committed since is gone. Not thread-safe.
 */
final class NewestChunk {

    /** Bytes; everything in the file begins at a multiple of it. */
    private static final int BLOCK = 4096;

    private static final int LONGEST_LINE = 1024;
    private static final Pattern CHUNK =
            Pattern.compile("chunk:([0-9a-f]+),(?:.*,)?version:([0-9a-f]+)(?:[, ].*)?");
    private static final Pattern HEADER =
            Pattern.compile(
                    "(?<start>H:2,block:)[0-9a-f]+(?<size>,.*,chunk:)[0-9a-f]+(?<made>,.*,version:)"
                            + "(?<version>[0-9a-f]+)(?<rest>(?:,.*)?),fletcher:[0-9a-f]+");

    private @Nullable Chunk last;

    private record Chunk(String id, long version, long block) {}

    /**
     * What is to be written instead of what H2 writes; mostly the same.
     *
     * @param position in the file
     */
    ByteBuffer seen(ByteBuffer from, long position) {
        Chunk before = last;
        last = position >= 2L * BLOCK ? chunk(from, position) : null;
        return position == 0 && from.remaining() == 2 * BLOCK && before != null
                ? header(from, before)
                : from;
    }

    private static @Nullable Chunk chunk(ByteBuffer from, long position) {
        if (position % BLOCK != 0) {
            return null;
        }
        Matcher chunk = CHUNK.matcher(line(from));
        return chunk.matches()
                ? new Chunk(chunk.group(1), Long.parseLong(chunk.group(2), 16), position / BLOCK)
                : null;
    }

    private static ByteBuffer header(ByteBuffer from, Chunk written) {
        Matcher header = HEADER.matcher(line(from));
        if (!header.matches() || Long.parseLong(header.group("version"), 16) >= written.version) {
            return from;
        }
        String text =
                header.group("start")
                        + Long.toHexString(written.block)
                        + header.group("size")
                        + written.id
                        + header.group("made")
                        + Long.toHexString(written.version)
                        + header.group("rest");
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        StringBuilder line = new StringBuilder(text);
        DataUtils.appendMap(line, "fletcher", DataUtils.getFletcher32(bytes, 0, bytes.length));
        byte[] whole = line.append('\n').toString().getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer twice = ByteBuffer.allocate(2 * BLOCK);
        twice.put(0, whole).put(BLOCK, whole);
        from.position(from.limit());
        return twice;
    }

    /** Both begin with a line of text; what follows may look like another. */
    private static String line(ByteBuffer from) {
        byte[] start = new byte[Math.min(LONGEST_LINE, from.remaining())];
        from.get(from.position(), start);
        String text = new String(start, StandardCharsets.ISO_8859_1);
        return text.substring(0, Math.max(0, text.indexOf('\n')));
    }
}
