package illumiomonitor.engine.outbox;

/** What one channel took. */
record Tally(int sent, int failed, int dead, String problem) {

    static final Tally NOTHING = new Tally(0, 0, 0, "");

    Tally and(Tally other) {
        return new Tally(
                sent + other.sent,
                failed + other.failed,
                dead + other.dead,
                other.problem.isEmpty() ? problem : other.problem);
    }

    Tally stoppedBy(String obstacle) {
        return new Tally(
                sent, failed, dead, problem.isEmpty() ? obstacle : problem + "; " + obstacle);
    }
}
