package illumiomonitor.engine.form;

import illumiomonitor.engine.form.Kind.Fact;
import java.util.List;

/** Whom a rule speaks about: one finding for each. */
public enum Grouping {
    SOURCE("srcIp", Fact.FLOW, Fact.EDGE),
    DESTINATION("dstIp", Fact.FLOW, Fact.EDGE),
    PAIR("( srcIp + \" -> \" + dstIp )", Fact.FLOW, Fact.EDGE),
    /** Source, destination and port. */
    CONVERSATION("( srcIp + \" -> \" + dstIp + \":\" + port )", Fact.FLOW, Fact.EDGE),
    SERVICE("( \"port \" + port + \", protocol \" + proto )", Fact.FLOW, Fact.EDGE),
    USER("user", Fact.FLOW),
    PROCESS("process", Fact.FLOW),
    SOURCE_APP("src.label(\"app\")", Fact.FLOW, Fact.EDGE),
    DESTINATION_APP("dst.label(\"app\")", Fact.FLOW, Fact.EDGE),
    /** The user who was tried, the host, the actor or the address, whichever is known first. */
    WHO("who()", Fact.EVENT),
    CALLER("caller()", Fact.EVENT),
    ACTOR("actor", Fact.EVENT),
    TYPE("type", Fact.EVENT),
    /** Everything together: one finding for the whole PCE. */
    ALL("pce", Fact.FLOW, Fact.EDGE, Fact.EVENT),
    /** Facts that are about one entity each. */
    ITSELF("", Fact.BASELINE, Fact.SILENCE);

    private static final List<Grouping> MAY_BE_EMPTY =
            List.of(USER, PROCESS, SOURCE_APP, DESTINATION_APP, ACTOR);

    final String drl;
    private final List<Fact> facts;

    Grouping(String drl, Fact... facts) {
        this.drl = drl;
        this.facts = List.of(facts);
    }

    boolean fits(Fact fact) {
        return facts.contains(fact);
    }

    /** Nobody can be told about a nobody. */
    boolean mayBeEmpty() {
        return MAY_BE_EMPTY.contains(this);
    }
}
