package illumiomonitor.engine.rule.guard;

/** Reading a rule's text ends here, because the rest cannot be trusted. */
final class Refused extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Objection objection;

    Refused(int offset, String word, String sentence) {
        super(sentence, null, false, false);
        this.objection = new Objection(offset, word, sentence);
    }

    Objection objection() {
        return objection;
    }
}
