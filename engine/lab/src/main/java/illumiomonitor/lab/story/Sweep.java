package illumiomonitor.lab.story;

import illumiomonitor.lab.traffic.Connection;

/** A workstation looks for open file shares all over a network. */
final class Sweep implements Story {

    @Override
    public Play play(Scene scene) {
        String src = scene.any("Workstation").ip();
        int targets = scene.dice().between(40, 90);
        for (int i = 1; i <= targets; i++) {
            scene.happens(
                    Connection.of(src, "10.10.30." + i, 445)
                            .at(scene.after(scene.dice().below(200)))
                            .blocked()
                            .process("svchost-helper.exe", "guest"));
        }
        return scene.played("sweep", src);
    }
}
