package illumiomonitor.engine.reference;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map of at most so many entries; the one that was asked for longest ago goes. */
public final class Newest<K, V> extends LinkedHashMap<K, V> {

    private static final long serialVersionUID = 1;

    private final int most;

    public Newest(int most) {
        super(8, 0.75f, true);
        this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
    }
}
