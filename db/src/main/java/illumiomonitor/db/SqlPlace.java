package illumiomonitor.db;

/** Where one question is answered: here, or in a process of its own. */
interface SqlPlace {

    /**
     * Answers, in the thread of the question.
     *
     * @return why the answer was cut, one sentence; empty when it is whole
     * @throws SqlRefused if there is none
     */
    String answer(String statement, SqlRows rows);

    /** Nobody waits for it any more. Any thread. */
    void giveUp();

    /** The store is being closed: takes it away from the question. Any thread. */
    void breakOff();
}
