package illumiomonitor.engine.form;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** What a rule of a form counts or compares. */
public enum Kind {
    /** Audit events. */
    EVENT(Fact.EVENT, Grouping.WHO),
    /** Connections. */
    TRAFFIC(Fact.FLOW, Grouping.SOURCE),
    /** Bytes, in MiB (1,048,576 bytes). */
    VOLUME(Fact.FLOW, Grouping.SOURCE),
    /** The fastest flow, in Mbit/s. */
    BANDWIDTH(Fact.FLOW, Grouping.CONVERSATION),
    /** Who talks to whom on what for the first time. */
    NEW_EDGE(Fact.EDGE, Grouping.SOURCE),
    /** A value far above its own past, in robust standard deviations. */
    SPIKE(Fact.BASELINE, Grouping.ITSELF),
    /** A workload that usually talks and does not, in minutes. */
    SILENCE(Fact.SILENCE, Grouping.ITSELF);

    /** What its pattern matches. */
    enum Fact {
        EVENT("Event", "$event"),
        FLOW("Flow", "$flow"),
        EDGE("Edge", "$edge"),
        BASELINE("Baseline", "$baseline"),
        SILENCE("Silence", "$silence");

        final String type;
        final String variable;

        Fact(String type, String variable) {
            this.type = type;
            this.variable = variable;
        }
    }

    final Fact fact;
    private final Grouping usual;

    Kind(Fact fact, Grouping usual) {
        this.fact = fact;
        this.usual = usual;
    }

    /** What it is grouped by when nobody says. */
    public Grouping usualGrouping() {
        return usual;
    }

    /** What it may be grouped by. */
    public List<Grouping> groupings() {
        return Arrays.stream(Grouping.values()).filter(group -> group.fits(fact)).toList();
    }

    /** The fields it can be narrowed by, in the order of the form. */
    public List<Field> fields() {
        return Arrays.stream(Field.values()).filter(field -> field.fits(fact)).toList();
    }

    /** Whether it compares with the past, which must be there before it may speak. */
    public boolean needsPast() {
        return this == NEW_EDGE || this == SPIKE || this == SILENCE;
    }

    /** History that must be there before it may speak, when nobody says. */
    public Duration usualHistory() {
        return needsPast() ? Duration.ofDays(7) : Duration.ZERO;
    }
}
