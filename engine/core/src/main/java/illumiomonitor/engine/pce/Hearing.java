package illumiomonitor.engine.pce;

/** That somebody listens, until it is closed. */
@FunctionalInterface
public interface Hearing extends AutoCloseable {

    @Override
    void close();
}
