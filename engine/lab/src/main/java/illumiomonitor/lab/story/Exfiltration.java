package illumiomonitor.lab.story;

import illumiomonitor.lab.traffic.Connection;

/** A server that holds data sends gigabytes of it to somewhere outside. */
final class Exfiltration implements Story {

    private static final String DROP = "198.51.100.77";
    private static final long PIECE = 180_000_000L;

    @Override
    public Play play(Scene scene) {
        String src = scene.dice().below(2) == 0 ? scene.any("File").ip() : "10.10.3.1";
        int pieces = scene.dice().between(12, 25);
        for (int i = 0; i < pieces; i++) {
            scene.happens(
                    Connection.of(src, DROP, 443)
                            .at(scene.after(i * 25L))
                            .bytes(scene.dice().around(PIECE), 40_000)
                            .process("rclone", "backup"));
        }
        return scene.played("exfiltration", src);
    }
}
