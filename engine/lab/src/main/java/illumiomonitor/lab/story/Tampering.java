package illumiomonitor.lab.story;

import illumiomonitor.lab.estate.Host;
import illumiomonitor.lab.event.LabEvent;
import illumiomonitor.lab.traffic.Connection;

/** Somebody changes the firewall of a server by hand, then connects to what was closed. */
final class Tampering implements Story {

    @Override
    public Play play(Scene scene) {
        Host host = scene.any("App");
        String from = scene.any("Workstation").ip();
        for (int i = 0; i < 3; i++) {
            scene.happens(LabEvent.tampering(scene.after(i * 70L), host.hostname()));
        }
        scene.happens(
                Connection.of(from, host.ip(), 3389)
                        .at(scene.after(120))
                        .count(3)
                        .process("mstsc.exe", "guest"));
        return scene.played("tampering", host.hostname());
    }
}
