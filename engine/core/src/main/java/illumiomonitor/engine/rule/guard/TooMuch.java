package illumiomonitor.engine.rule.guard;

/** A rule made, collected or matched more than a rule may. */
public final class TooMuch extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TooMuch(String sentence) {
        super(sentence);
    }
}
