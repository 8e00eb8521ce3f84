package illumiomonitor.lab.http;

/** Answers requests; called from many threads. */
@FunctionalInterface
public interface Handler {

    Reply answer(Request request);
}
