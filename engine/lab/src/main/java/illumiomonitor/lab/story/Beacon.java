package illumiomonitor.lab.story;

import illumiomonitor.lab.traffic.Connection;

/** A workstation calls the same address every minute, always with as many bytes. */
final class Beacon implements Story {

    private static final String MASTER = "198.51.100.23";

    @Override
    public Play play(Scene scene) {
        String src = scene.any("Workstation").ip();
        for (int minute = 0; minute < 50; minute++) {
            scene.happens(
                    Connection.of(src, MASTER, 443)
                            .at(scene.after(60L * minute + scene.dice().below(4)))
                            .bytes(612, 188)
                            .process("updater.exe", "alice"));
        }
        return scene.played("beacon", src);
    }
}
