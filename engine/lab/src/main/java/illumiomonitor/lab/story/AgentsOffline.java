package illumiomonitor.lab.story;

import illumiomonitor.lab.estate.Host;
import illumiomonitor.lab.event.LabEvent;
import java.util.List;

/** A rack loses power: several VENs are offline at once. */
final class AgentsOffline implements Story {

    @Override
    public Play play(Scene scene) {
        List<Host> rack = scene.all("Web");
        int n = 0;
        for (Host host : rack.subList(0, Math.min(6, rack.size()))) {
            scene.happens(LabEvent.offline(scene.after(n++ * 8L), host.href(), host.name()));
        }
        return scene.played("agents-offline", rack.get(0).hostname());
    }
}
