package illumiomonitor.engine.run;

import illumiomonitor.engine.pce.Origin;
import illumiomonitor.engine.pull.Puller;

/**
 * A PCE that is watched.
 *
 * @param id its number in the store
 * @param name its name in the configuration
 * @param client speaks to it
 * @param puller stores what it answers
 */
public record Watched(int id, String name, Origin client, Puller puller) implements AutoCloseable {

    @Override
    public void close() {
        client.close();
    }
}
