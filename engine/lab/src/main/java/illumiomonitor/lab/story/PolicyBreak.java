package illumiomonitor.lab.story;

import illumiomonitor.lab.event.LabEvent;
import illumiomonitor.lab.traffic.Connection;
import java.time.Instant;

/** A new policy closes an edge that the shop needs; it tries and tries until it is opened again. */
final class PolicyBreak implements Story {

    private static final int SECONDS = 900;

    @Override
    public Play play(Scene scene) {
        String src = "10.10.1." + scene.dice().between(1, 4);
        String dst = "10.10.2." + scene.dice().between(1, 4);
        Instant closed = scene.after(60);
        Instant open = scene.after(60 + SECONDS);
        scene.happens(LabEvent.provisioned(scene.after(45), "ops@lab.test", "10.10.41.1", 10));
        scene.breaks(src, dst, 8080, closed, open);
        for (int i = 0; i < SECONDS / 10; i++) {
            scene.happens(
                    Connection.of(src, dst, 8080)
                            .at(scene.after(60 + i * 10L))
                            .count(2)
                            .blocked()
                            .process("nginx", "www"));
        }
        scene.happens(LabEvent.provisioned(open, "ops@lab.test", "10.10.41.1", 10));
        return scene.played("policy-break", src);
    }
}
