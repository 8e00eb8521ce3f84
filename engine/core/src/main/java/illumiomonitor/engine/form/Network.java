package illumiomonitor.engine.form;

import illumiomonitor.engine.network.Cidr;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Addresses and networks as text. */
final class Network {

    private static final Pattern PREFIX = Pattern.compile("[^/]+/\\d{1,3}");

    private Network() {}

    /**
     * An address, or a network that begins where it is written; null when it is neither. Whoever
     * means one host and writes the length of its network would mean them all.
     */
    static @Nullable String canonical(String typed) {
        Cidr block = block(typed);
        if (block == null || !block.begins()) {
            return null;
        }
        int slash = typed.indexOf('/');
        return slash < 0 ? typed : typed.substring(0, slash) + "/" + block.bits();
    }

    /** The network of an address with or without a prefix; null when it is none. */
    static @Nullable Cidr block(String typed) {
        if (typed.indexOf('/') >= 0 && !PREFIX.matcher(typed).matches()) {
            return null;
        }
        try {
            return Cidr.read(typed);
        } catch (IllegalArgumentException e) {
            // What it is not is said by whoever asked.
            return null;
        }
    }

    /** Whether the PCE writes this address in one way only. */
    static boolean isV4(String address) {
        byte[] bytes = Cidr.address(address);
        return bytes != null && bytes.length == 4 && address.indexOf(':') < 0;
    }
}
