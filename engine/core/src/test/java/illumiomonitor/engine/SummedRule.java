package illumiomonitor.engine;

/** A rule about sources whose connections sum up to a threshold. */
final class SummedRule {

    private static final String TEXT =
            """
            rule "%s"
                @title("Noisy source") @severity(LOW) @window("%s") @threshold(%d)
            when
                Threshold( rule == "%s", $max : value )
                groupby( Flow( $src : srcIp, $c : connections ); $ip : $src; $n : sum($c); $n >= $max )
            then
                findings.add( $ip, "%%s connections", $n );
            end
            """;

    private SummedRule() {}

    static String of(String name, String window, int threshold) {
        return TEXT.formatted(name, window, threshold, name);
    }
}
