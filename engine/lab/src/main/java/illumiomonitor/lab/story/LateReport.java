package illumiomonitor.lab.story;

import illumiomonitor.lab.traffic.Connection;
import illumiomonitor.lab.traffic.Report;
import illumiomonitor.lab.traffic.Side;
import java.time.Duration;

/** A VEN without a way to the PCE keeps what it saw, a scan among it, and tells two hours later. */
final class LateReport implements Story {

    private static final Duration SILENCE = Duration.ofHours(2);

    @Override
    public Play play(Scene scene) {
        String src = "10.60.2.77";
        String dst = scene.any("Mail").ip();
        for (int i = 0; i < 50; i++) {
            scene.happensAsTold(
                    Connection.of(src, dst, 1_000 + i)
                            .at(scene.after(i * 3L))
                            .reportedBy(Report.by(Side.DST))
                            .blocked()
                            .visibleAfter(SILENCE.minusSeconds(i * 3L)));
        }
        return scene.played("late-report", src);
    }
}
