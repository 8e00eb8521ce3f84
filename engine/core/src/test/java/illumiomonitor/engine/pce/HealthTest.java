package illumiomonitor.engine.pce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import illumiomonitor.engine.pce.ScriptedPce.Manner;
import illumiomonitor.engine.pce.ScriptedPce.Said;
import illumiomonitor.spi.SourceException;
import illumiomonitor.spi.SourceException.Problem;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HealthTest {

    @TempDir Path folder;
    private final ScriptedPce server = new ScriptedPce();
    private final AtomicReference<Said> health = new AtomicReference<>();
    private final AtomicReference<Said> node = new AtomicReference<>(Said.empty(404));
    private PceClient client;

    @BeforeEach
    void open() {
        server.script(asked -> asked.path().equals("/health") ? health.get() : node.get());
        client = Given.client(server, folder);
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    private PceHealth when(String body) throws Exception {
        health.set(Said.json(body));
        return client.health();
    }

    @Test
    void normal_needs_no_reason() throws Exception {
        assertThat(when("[{\"status\":\"normal\",\"fqdn\":\"pce.acme.test\",\"nodes\":[]}]"))
                .isEqualTo(new PceHealth("NORMAL", ""));
    }

    @Test
    void a_compressed_answer_that_breaks_off_or_is_damaged_is_told_of_in_a_sentence() {
        byte[] whole = Said.json("[{\"status\":\"normal\",\"nodes\":[]}]").gzip().body();
        byte[] damaged = whole.clone();
        damaged[whole.length - 8] ^= 1; // of the checksum

        assertThat(whenPacked(Arrays.copyOf(whole, whole.length - 12)))
                .hasMessageEndingWith(": it breaks off amid its compressed data");
        assertThat(whenPacked(damaged)).hasMessageContaining(": it is compressed wrongly: ");
    }

    private SourceException whenPacked(byte[] body) {
        health.set(new Said(200, Map.of(), body, Manner.LENGTH));
        return catchThrowableOfType(SourceException.class, client::health);
    }

    @Test
    void a_warning_comes_with_status_200_and_its_reasons() throws Exception {
        PceHealth warning =
                when(
                        """
                        [{"status":"warning","type":"standalone","fqdn":"pce.acme.test",
                          "notifications":[{"status":"warning","token":"node_memory","message":"Memory use on core0 is 96 %"}],
                          "nodes":[{"hostname":"core0.acme.test","type":"core","runlevel":5,"cpu":{"status":"normal","percent":7},
                            "memory":{"status":"warning","percent":96},
                            "services":{"status":"normal","services":{"running":["a"],"not_running":[],"partial":[]}}}]}]""");

        assertThat(warning.state()).isEqualTo("WARNING");
        assertThat(warning.reason())
                .isEqualTo("Memory use on core0 is 96 %; core0.acme.test memory 96 %");
    }

    @ParameterizedTest
    @ValueSource(strings = {"critical", "error"})
    void critical_has_two_names_and_services_two_shapes(String word) throws Exception {
        PceHealth nested =
                when(
                        "[{\"status\":\"%s\",\"nodes\":[{\"hostname\":\"c0\",\"services\":{\"status\":\"%s\",\"services\":{\"not_running\":[\"web_server\"]}}}]}]"
                                .formatted(word, word));
        PceHealth flat =
                when(
                        "[{\"status\":\"%s\",\"nodes\":[{\"hostname\":\"c0\",\"services\":{\"not_running\":[\"web_server\"]}}]}]"
                                .formatted(word));

        assertThat(nested)
                .isEqualTo(new PceHealth("CRITICAL", "c0 services not running: web_server"));
        assertThat(flat).isEqualTo(nested);
    }

    @Test
    void the_worst_of_leader_and_members_counts() throws Exception {
        assertThat(
                        when(
                                "[{\"status\":\"normal\",\"type\":\"leader\",\"fqdn\":\"a\"},{\"status\":\"critical\",\"type\":\"member\",\"fqdn\":\"b\"}]"))
                .isEqualTo(new PceHealth("CRITICAL", "b: status critical"));
    }

    @Test
    void listen_only_mode_is_a_warning() throws Exception {
        assertThat(
                        when("[{\"status\":\"normal\",\"listen_only_mode_enabled_at\":\"2026-07-01T00:00:00Z\"}]")
                                .state())
                .isEqualTo("WARNING");
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 403})
    void saas_tells_nobody_which_is_not_down(int status) throws Exception {
        health.set(Said.json(status, "[]"));

        assertThat(client.health().state()).isEqualTo("NOT_AVAILABLE");
    }

    @Test
    void a_wrong_key_is_not_taken_for_saas() {
        health.set(Said.empty(401));

        assertThat(catchThrowableOfType(SourceException.class, client::health).problem())
                .isEqualTo(Problem.UNAUTHORIZED);
    }

    @Test
    void an_empty_body_is_no_health() {
        health.set(Said.json("[]"));

        assertThat(catchThrowableOfType(SourceException.class, client::health).problem())
                .isEqualTo(Problem.UNREADABLE_ANSWER);
    }

    @Test
    void a_node_that_was_available_and_is_no_more_is_critical() throws Exception {
        String normal = "[{\"status\":\"normal\"}]";
        assertThat(when(normal).state()).isEqualTo("NORMAL");

        node.set(Said.empty(200));
        assertThat(when(normal).state()).isEqualTo("NORMAL");

        node.set(Said.empty(404));
        assertThat(when(normal).state()).isEqualTo("CRITICAL");
    }
}
