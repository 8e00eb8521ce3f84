package illumiomonitor.db;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SteadyFileTest {

    @TempDir Path folder;
    private Path path;
    private SteadyFile file;

    @BeforeEach
    void open() throws IOException {
        path = folder.resolve("file");
        file = new SteadyFile(path.toString(), "rw");
    }

    @AfterEach
    void close() throws IOException {
        Thread.interrupted();
        file.close();
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    private String read(ByteBuffer into, long position) throws IOException {
        assertThat(file.read(into, position)).isEqualTo(into.position());
        into.flip();
        return UTF_8.decode(into).toString();
    }

    @Test
    void an_interrupted_thread_reads_and_writes_on_and_stays_interrupted() throws IOException {
        Thread.currentThread().interrupt();

        assertThat(file.write(bytes("0123456789"), 0)).isEqualTo(10);
        assertThat(file.write(bytes("abc"), 4)).isEqualTo(3);
        file.force(true);
        file.truncate(8);

        assertThat(read(ByteBuffer.allocate(20), 2)).isEqualTo("23abc7");
        assertThat(file.size()).isEqualTo(8);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(file.isOpen()).isTrue();
        assertThat(Files.readString(path)).isEqualTo("0123abc7");
    }

    @Test
    void parts_of_buffers_and_buffers_outside_the_heap_are_taken_as_they_are() throws IOException {
        ByteBuffer part = bytes("..part..").position(2).limit(6).slice();
        ByteBuffer outside = ByteBuffer.allocateDirect(7).put(bytes("outside")).flip();

        file.write(part, 0);
        file.write(outside, 4);

        assertThat(part.hasRemaining()).isFalse();
        assertThat(outside.hasRemaining()).isFalse();
        assertThat(read(ByteBuffer.allocateDirect(4), 0)).isEqualTo("part");
        ByteBuffer inside = ByteBuffer.allocate(9).position(2).slice();
        assertThat(read(inside, 4)).isEqualTo("outside");
    }

    @Test
    void behind_its_end_there_is_nothing() throws IOException {
        file.write(bytes("ab"), 0);

        ByteBuffer into = ByteBuffer.allocate(3);

        assertThat(file.read(into, 2)).isEqualTo(-1);
        assertThat(into.position()).isZero();
    }

    @Test
    void who_locks_it_locks_it_for_others_until_it_is_let_go() throws IOException {
        try (SteadyFile other = new SteadyFile(path.toString(), "rw")) {
            var lock = file.tryLock(0, Long.MAX_VALUE, false);
            assertThat(lock.isValid()).isTrue();
            assertThatThrownBy(() -> other.tryLock(0, Long.MAX_VALUE, false))
                    .isInstanceOf(OverlappingFileLockException.class);

            lock.release();

            assertThat(other.tryLock(0, Long.MAX_VALUE, false).isValid()).isTrue();
        }
    }
}
