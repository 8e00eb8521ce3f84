package illumiomonitor.web.app;

/** A rule of an author's own with two cases that it passes, for tests of what authors do. */
final class SmbRule {

    static final String NAME = "own/smb";
    static final String TEXT =
            """
            package illumiomonitor.rules.own
            import illumiomonitor.spi.*
            global illumiomonitor.spi.Findings findings

            rule "own/smb"
                @title("SMB blocked") @severity(LOW) @window("10m") @threshold(5) @unit("blocked connections")
            when
                Threshold( rule == "own/smb", $max : value )
                $flow : Flow( port == 445, decision == Decision.BLOCKED, connections >= $max )
            then
                findings.add( $flow.srcIp(), "%s blocked", $flow.connections() );
            end
            """;
    static final String CASES =
            """
            rule: own/smb
            cases:
              - {name: fires at five, flows: [{srcIp: 10.0.0.5, connections: 5}], finds: [5 blocked]}
              - {name: stays quiet at four, flows: [{srcIp: 10.0.0.5, connections: 4}], finds: []}
            flow: {port: 445, decision: BLOCKED}
            """;

    private SmbRule() {}
}
