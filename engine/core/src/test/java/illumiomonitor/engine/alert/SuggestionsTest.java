package illumiomonitor.engine.alert;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SuggestionsTest {

    @Test
    void who_reaches_many_hosts_on_many_ports_looks_like_a_scanner_and_on_few_like_monitoring() {
        try (Scene scene = new Scene()) {
            long day = Scene.TEN.getEpochSecond() / 86_400 * 1_000_000_000L;
            scene.store()
                    .jdbi()
                    .useHandle(
                            h -> {
                                h.execute(
                                        """
                                        insert into pull (pull_id, pce_id, run, kind, tick, window_from, window_to, asked_at, outcome)
                                        select 1, 1, 1, 'TRAFFIC', first_seen_at, first_seen_at, first_seen_at, first_seen_at, 'OK' from pce
                                        """);
                                h.execute(
                                        """
                                        insert into endpoint (endpoint_id, pce_id, ip, name, managed)
                                        select x, 1, '10.0.' || (x / 250) || '.' || mod(x, 250), 'host-' || x, true
                                          from system_range(1, 200)
                                        """);
                                flows(h, day, 1, 60, 60);
                                flows(h, day + 1000, 2, 100, 2);
                                flows(h, day + 2000, 3, 20, 20);
                            });

            assertThat(new Suggestions(scene.store()).of(1, Scene.TEN))
                    .containsExactly(
                            new Suggestion(
                                    Suggestion.Kind.MONITORING, "10.0.0.2", "host-2", 100, 2),
                            new Suggestion(Suggestion.Kind.SCANNER, "10.0.0.1", "host-1", 60, 60));
        }
    }

    private static void flows(
            org.jdbi.v3.core.Handle h, long from, int src, int destinations, int ports) {
        h.execute(
                """
                insert into flow (flow_id, pce_id, pull_id, src, dst, port, proto, direction, decision, first_detected,
                                  bucket_from, counted)
                select cast(? as bigint) + x, 1, 1, ?, 10 + x, mod(x, ?), 6, 1, 0, p.first_seen_at, p.first_seen_at, true
                  from system_range(1, ?), pce p
                """,
                from,
                src,
                ports,
                destinations);
    }
}
