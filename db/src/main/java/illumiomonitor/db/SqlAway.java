package illumiomonitor.db;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Answers a question in a process of its own, with memory of its own: {@link SqlProcess}. The store
 * stays with this one, which reads for the other what it needs of the file.
 */
final class SqlAway implements SqlPlace {

    /** Of a virtual machine that found no memory. */
    private static final int OUT_OF_MEMORY = 3;

    private static final long END_MS = 10_000;

    private final SqlProcesses processes;
    private final H2Loans loans;
    private final Reader reader;
    private final SqlTerms terms;
    private volatile boolean left;
    private volatile boolean ended;
    private volatile @Nullable Process process;

    SqlAway(SqlProcesses processes, H2Loans loans, Reader reader, SqlTerms terms) {
        this.processes = processes;
        this.loans = loans;
        this.reader = reader;
        this.terms = terms;
    }

    @Override
    public String answer(String statement, SqlRows rows) {
        // Before the loan, because it may be written by that.
        String password = reader.login().password();
        Process running = processes.take();
        process = running;
        refuseLeft();
        Answer answer = new Answer(rows);
        try (DataOutputStream out =
                        new DataOutputStream(new BufferedOutputStream(running.getOutputStream()));
                DataInputStream in = new DataInputStream(running.getInputStream());
                H2Loans.Loan loan = loans.lend()) {
            question(password, statement, loan.size()).write(out);
            return answer.follow(loan, in, out);
        } catch (SQLException | IOException e) {
            return brokenOff(running, answer, e);
        } finally {
            running.destroyForcibly();
        }
    }

    private SqlWire.Question question(String password, String statement, long size) {
        Duration rest = Duration.ofNanos(terms.deadline() - System.nanoTime());
        return new SqlWire.Question(
                password, statement, terms.timeout(), rest, terms.limit(), size);
    }

    /** It may have been given up before there was a process to end. */
    private void refuseLeft() {
        if (left || ended) {
            end();
        }
    }

    /** Takes the answer as it comes. */
    private static final class Answer {

        private final SqlRows rows;
        private boolean any;

        Answer(SqlRows rows) {
            this.rows = rows;
        }

        String follow(H2Loans.Loan loan, DataInputStream in, DataOutputStream out)
                throws IOException {
            while (true) {
                switch (SqlWire.kind(in)) {
                    case PIECE -> lend(loan.read(in.readLong(), in.readInt(), in.readInt()), out);
                    case COLUMNS -> rows.columns(SqlWire.texts(in));
                    case ROW -> row(SqlWire.values(in));
                    case END -> {
                        return SqlWire.text(in);
                    }
                    case REFUSED -> throw new SqlRefused(SqlWire.text(in), null);
                    case FAULT ->
                            throw new IllegalStateException(
                                    "a question broke off: " + SqlWire.text(in));
                }
            }
        }

        private static void lend(byte[] piece, DataOutputStream out) throws IOException {
            out.writeInt(piece.length);
            out.write(piece);
            out.flush();
        }

        private void row(List<@Nullable Object> values) {
            any = true;
            rows.row(values);
        }
    }

    private String brokenOff(Process running, Answer answer, Exception e) {
        if (ended) {
            throw SqlTerms.closing(e);
        }
        if (left) {
            throw new CancellationException("the asker has left");
        }
        int code = exitCode(running);
        if (code != OUT_OF_MEMORY) {
            throw new SqlRefused(
                    "the process that answers ended with %d before its answer".formatted(code), e);
        }
        if (!answer.any) {
            throw new SqlRefused(SqlTerms.TOO_LARGE, e);
        }
        return SqlTerms.TOO_LARGE;
    }

    private static int exitCode(Process running) {
        try {
            if (!running.waitFor(END_MS, TimeUnit.MILLISECONDS)) {
                running.destroyForcibly().waitFor();
            }
            return running.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    @Override
    public void giveUp() {
        left = true;
        end();
    }

    @Override
    public void breakOff() {
        ended = true;
        end();
    }

    private void end() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
        }
    }
}
