package illumiomonitor.engine.pce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import illumiomonitor.spi.SourceException.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of an answer for which this machine's disk has no room. */
class SpoolTest {

    private static final HttpHeaders NONE = HttpHeaders.of(Map.of(), (name, value) -> true);

    @TempDir Path folder;

    /** Takes nothing, as a full disk does. */
    private static final class FullDisk extends OutputStream {

        @Override
        public void write(int one) throws IOException {
            throw new IOException("No space left on device");
        }
    }

    private static InputStream rows(int many) {
        String json = "[" + "{\"a\":1},".repeat(many - 1) + "{\"a\":1}]";
        return new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 50_000})
    void an_answer_that_finds_no_room_is_the_disks_fault_however_short_it_is(int many)
            throws Exception {
        Spool spool = new Spool(folder, "hq", file -> new FullDisk());

        assertThatThrownBy(() -> spool.write(200, NONE, rows(many)))
                .isInstanceOf(SpoolException.class)
                .hasMessage("an answer cannot be kept on disk: No space left on device");

        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void a_full_disk_is_not_laid_at_the_pces_door_and_not_tried_again_at_once() {
        URI pce = URI.create("https://pce.test");
        Faults faults = new Faults("hq", pce, "api_1", null);
        IOException full =
                new SpoolException("an answer cannot be kept on disk: full", new IOException());

        PceFault fault = faults.of(HttpRequest.newBuilder(pce).build(), new IOException(full));

        assertThat(fault.problem()).isEqualTo(Problem.DISK);
        assertThat(fault).hasMessage("an answer cannot be kept on disk: full");
        assertThat(fault.isPassing()).isFalse();
    }
}
