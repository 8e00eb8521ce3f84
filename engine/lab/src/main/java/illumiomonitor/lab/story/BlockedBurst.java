package illumiomonitor.lab.story;

import illumiomonitor.lab.traffic.Connection;

/** A new release looks for its database at the wrong place, hundreds of times. */
final class BlockedBurst implements Story {

    @Override
    public Play play(Scene scene) {
        String src = scene.any("App").ip();
        for (int i = 0; i < 60; i++) {
            scene.happens(
                    Connection.of(src, "10.10.13.1", 1433)
                            .at(scene.after(i * 5L))
                            .count(scene.dice().between(3, 9))
                            .blocked()
                            .process("java", "app"));
        }
        return scene.played("blocked-burst", src);
    }
}
