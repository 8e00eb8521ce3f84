package illumiomonitor.engine.pce;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What stretches of JSON text mean, so that the same text is parsed once. Forgets everything when
 * it has grown too large. Not thread-safe.
 */
final class SliceCache<T> {

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final long mostBytes;
    private long[] hashes;
    private byte[][] texts;
    private @Nullable Object[] meanings;
    private int size;
    private long bytes;

    SliceCache(long mostBytes) {
        this.mostBytes = mostBytes;
        this.hashes = new long[256];
        this.texts = new byte[256][];
        this.meanings = new Object[256];
    }

    /** Null when unknown. */
    @SuppressWarnings("unchecked") // only put() writes meanings
    @Nullable T get(byte[] in, int from, int to) {
        int place = place(hashes, texts, hash(in, from, to), in, from, to);
        return (T) meanings[place];
    }

    T put(byte[] in, int from, int to, T meaning) {
        if (bytes > mostBytes) {
            clear();
        } else if (size * 2 >= hashes.length) {
            grow();
        }
        long hash = hash(in, from, to);
        int place = place(hashes, texts, hash, in, from, to);
        if (meanings[place] == null) {
            size++;
            bytes += to - from + 64;
        }
        hashes[place] = hash;
        texts[place] = Arrays.copyOfRange(in, from, to);
        meanings[place] = meaning;
        return meaning;
    }

    private static int place(
            long[] hashes, byte[][] texts, long hash, byte[] in, int from, int to) {
        int mask = hashes.length - 1;
        int place = (int) (hash ^ hash >>> 32) & mask;
        while (texts[place] != null
                && !(hashes[place] == hash
                        && Arrays.equals(texts[place], 0, texts[place].length, in, from, to))) {
            place = place + 1 & mask;
        }
        return place;
    }

    private void clear() {
        Arrays.fill(texts, null);
        Arrays.fill(meanings, null);
        size = 0;
        bytes = 0;
    }

    private void grow() {
        long[] oldHashes = hashes;
        byte[][] oldTexts = texts;
        @Nullable Object[] oldMeanings = meanings;
        hashes = new long[oldHashes.length * 2];
        texts = new byte[oldHashes.length * 2][];
        meanings = new Object[oldHashes.length * 2];
        for (int i = 0; i < oldHashes.length; i++) {
            if (oldTexts[i] != null) {
                int place = place(hashes, texts, oldHashes[i], oldTexts[i], 0, oldTexts[i].length);
                hashes[place] = oldHashes[i];
                texts[place] = oldTexts[i];
                meanings[place] = oldMeanings[i];
            }
        }
    }

    private static long hash(byte[] in, int from, int to) {
        long hash = to - from;
        int at = from;
        for (; at + 8 <= to; at += 8) {
            hash = mix(hash ^ (long) LONGS.get(in, at));
        }
        for (; at < to; at++) {
            hash = mix(hash ^ in[at]);
        }
        return hash;
    }

    private static long mix(long value) {
        long product = value * 0x9E3779B97F4A7C15L;
        return product ^ product >>> 29;
    }
}
