package illumiomonitor.lab.story;

import illumiomonitor.lab.event.LabEvent;
import illumiomonitor.lab.traffic.Connection;
import java.util.List;

/** Somebody guesses passwords: of the PCE's console, of its API, and of a jump host. */
final class BruteForce implements Story {

    private static final List<String> USERS =
            List.of("root@lab.test", "admin@lab.test", "ops@lab.test", "O'Brien <b>@lab.test");

    @Override
    public Play play(Scene scene) {
        String src = scene.any("Workstation").ip();
        String user = scene.dice().oneOf(USERS);
        for (int i = 0; i < 14; i++) {
            scene.happens(LabEvent.signInFailed(scene.after(i * 17L), user, src));
        }
        for (int i = 0; i < 18; i++) {
            scene.happens(LabEvent.authenticationFailed(scene.after(30 + i * 9L), src));
        }
        for (int i = 0; i < 40; i++) {
            scene.happens(
                    Connection.of(src, "10.10.41.1", 22)
                            .at(scene.after(i * 6L))
                            .count(2)
                            .process("putty.exe", "alice"));
        }
        scene.happens(LabEvent.signedIn(scene.after(260), user, src));
        return scene.played("brute-force", user);
    }
}
