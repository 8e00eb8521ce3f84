package illumiomonitor.web.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes rules as people write them: sums over raw flows of one port, per source. */
final class RuleMaker {

    private static final int[] PORTS = {
        22, 53, 80, 88, 135, 139, 389, 443, 445, 636, 1433, 1521, 3306, 3389, 5432, 5985, 8080,
        8443, 9200, 27017
    };

    private RuleMaker() {}

    static void write(Path folder, int rules) throws IOException {
        for (int n = 0; n < rules; n++) {
            Files.writeString(folder.resolve("rule-" + n + ".drl"), text(n));
        }
    }

    private static String text(int n) {
        int port = n < PORTS.length ? PORTS[n] : 10_000 + n;
        return """
                package illumiomonitor.rules.bench%1$d
                import illumiomonitor.spi.*
                global illumiomonitor.spi.Findings findings

                rule "rule-%1$d"
                    @title("Many connections to port %2$d")
                    @severity(MEDIUM)
                    @window("10m")
                    @threshold(100000)
                    @unit("connections")
                when
                    Threshold( rule == "rule-%1$d", $max : value )
                    accumulate( Flow( port == %2$d, $c : connections ); $sum : sum($c); $sum >= $max )
                then
                    findings.add( "port %2$d", "%%s connections", $sum );
                end
                """
                .formatted(n, port);
    }
}
