package illumiomonitor.engine.form;

import illumiomonitor.engine.form.Kind.Fact;
import illumiomonitor.spi.Decision;
import illumiomonitor.spi.Direction;
import java.util.List;

/** What a rule can be narrowed by. Values of one field are alternatives; fields add up. */
public enum Field {
    EVENT_TYPE(new Texts("type", Texts.EVENT_TYPE), Fact.EVENT),
    STATUS(new Texts("status", Texts.WORD), Fact.EVENT),
    EVENT_SEVERITY(new Texts("severity", Texts.WORD), Fact.EVENT),
    NOTIFICATION(new Calls("notifies", Texts.EVENT_TYPE), Fact.EVENT),
    ACTOR(new Texts("actor", Texts.ANY), Fact.EVENT),
    ACTOR_TYPE(new Texts("actorType", Texts.WORD), Fact.EVENT),
    CALLER_IP(new Texts("srcIp", Texts.ANY), Fact.EVENT),
    WORKLOAD(new Texts("workload", Texts.ANY), Fact.EVENT),
    SUPPLIED_USER(new Texts("suppliedUser", Texts.ANY), Fact.EVENT),
    RESOURCE(new Texts("resource", Texts.ANY), Fact.EVENT),

    DECISION(Choices.of("decision", Decision.class), Fact.FLOW, Fact.EDGE),
    PORT(new Ports(), Fact.FLOW, Fact.EDGE),
    PROTOCOL(new Protocols(), Fact.FLOW, Fact.EDGE),
    SRC_LABEL(new Labels("src"), Fact.FLOW, Fact.EDGE),
    DST_LABEL(new Labels("dst"), Fact.FLOW, Fact.EDGE),
    ANY_LABEL(new Either(SRC_LABEL, DST_LABEL), Fact.FLOW, Fact.EDGE),
    SRC_PLACE(new Places("src"), Fact.FLOW, Fact.EDGE),
    DST_PLACE(new Places("dst"), Fact.FLOW, Fact.EDGE),
    ANY_PLACE(new Either(SRC_PLACE, DST_PLACE), Fact.FLOW, Fact.EDGE),
    SRC_MANAGED(new Flags("src.managed"), Fact.FLOW, Fact.EDGE),
    DST_MANAGED(new Flags("dst.managed"), Fact.FLOW, Fact.EDGE),
    PROCESS(new Texts("process", Texts.ANY), Fact.FLOW),
    USER(new Texts("user", Texts.ANY), Fact.FLOW),
    WINDOWS_SERVICE(new Texts("service", Texts.ANY), Fact.FLOW),
    DIRECTION(Choices.of("direction", Direction.class), Fact.FLOW),
    TRANSMISSION(new Texts("transmission", Texts.TRANSMISSION), Fact.FLOW),

    ENTITY(new Texts("entity", Texts.ANY), Fact.BASELINE),
    LABEL(new Labels("endpoint"), Fact.BASELINE, Fact.SILENCE),
    PLACE(new Places("endpoint"), Fact.BASELINE, Fact.SILENCE),
    MANAGED(new Flags("endpoint.managed"), Fact.BASELINE, Fact.SILENCE);

    final Values values;
    private final List<Fact> facts;

    Field(Values values, Fact... facts) {
        this.values = values;
        this.facts = List.of(facts);
    }

    boolean fits(Fact fact) {
        return facts.contains(fact);
    }

    /** Whether its values name labels, {@code key=value}. */
    public boolean isLabel() {
        return values instanceof Labels || this == ANY_LABEL;
    }

    /** Whether its values may name IP lists. */
    public boolean isPlace() {
        return values instanceof Places || this == ANY_PLACE;
    }

    /** Whether this value names an IP list rather than an address or a network. */
    public boolean isList(String value) {
        return isPlace() && !Places.isNumeric(value);
    }
}
