package illumiomonitor.plugins.smtp;

import jakarta.mail.Address;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * For whom a server has taken mails that it has not taken for all yet. Remembers a bounded number
 * of mails, and none over a restart: then everybody gets the mail again, with the same id.
 * Thread-safe.
 */
final class PartlyTaken {

    private static final int MOST = 1_000;

    private final Map<String, Set<Address>> taken =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Set<Address>> eldest) {
                    return size() > MOST;
                }
            };

    synchronized void add(String key, Collection<Address> addresses) {
        if (!addresses.isEmpty()) {
            taken.computeIfAbsent(key, mail -> new HashSet<>()).addAll(addresses);
        }
    }

    /** Those of the addresses for whom it was not taken. */
    synchronized Address[] remaining(String key, List<? extends Address> all) {
        Set<Address> done = taken.getOrDefault(key, Set.of());
        return all.stream().filter(address -> !done.contains(address)).toArray(Address[]::new);
    }

    synchronized void forget(String key) {
        taken.remove(key);
    }
}
