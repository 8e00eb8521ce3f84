package illumiomonitor.lab.story;

import illumiomonitor.lab.traffic.Connection;

/** A machine without a VEN tries one port after the other on a production server. */
final class PortScan implements Story {

    @Override
    public Play play(Scene scene) {
        String src = "10.90.0.7";
        String dst = scene.any("DB").ip();
        int ports = scene.dice().between(60, 140);
        for (int i = 0; i < ports; i++) {
            scene.happens(
                    Connection.of(src, dst, 20 + i * 13)
                            .at(scene.after(i * 2L))
                            .blocked()
                            .process("nmap", "root"));
        }
        return scene.played("port-scan", src);
    }
}
