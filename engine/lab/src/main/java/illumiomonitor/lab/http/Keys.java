package illumiomonitor.lab.http;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The API keys that are let in. Thread-safe. */
public final class Keys {

    private final Map<String, String> secrets = new ConcurrentHashMap<>();
    private final Set<String> forbidden = ConcurrentHashMap.newKeySet();

    /** Lets a key in. */
    public void add(String key, String secret) {
        secrets.put(key, secret);
        forbidden.remove(key);
    }

    /** From now on the key is unknown: 401. */
    public void revoke(String key) {
        secrets.remove(key);
    }

    /** From now on the key is known but may do nothing: 403. */
    public void forbid(String key) {
        forbidden.add(key);
    }

    boolean knows(Request request) {
        return request.secret().equals(secrets.get(request.user()));
    }

    boolean forbids(Request request) {
        return forbidden.contains(request.user());
    }
}
