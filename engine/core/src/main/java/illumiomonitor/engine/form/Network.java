package illumiomonitor.engine.form;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Addresses and networks as text. */
final class Network {

    private static final Pattern V4 =
            Pattern.compile("(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}");
    private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:]*:[0-9a-fA-F:.]*");

    private Network() {}

    /** An address, or a network whose prefix fits; null when it is neither. */
    static @Nullable String canonical(String typed) {
        int slash = typed.indexOf('/');
        String address = slash < 0 ? typed : typed.substring(0, slash);
        if (!isAddress(address)) {
            return null;
        }
        if (slash < 0) {
            return address;
        }
        String prefix = typed.substring(slash + 1);
        int most = isV4(address) ? 32 : 128;
        return prefix.matches("\\d{1,3}") && Integer.parseInt(prefix) <= most
                ? address + "/" + Integer.parseInt(prefix)
                : null;
    }

    /** Whether the PCE writes this address in one way only. */
    static boolean isV4(String address) {
        return V4.matcher(address).matches();
    }

    private static boolean isAddress(String text) {
        if (isV4(text)) {
            return true;
        }
        if (!V6.matcher(text).matches()) {
            return false;
        }
        try {
            return InetAddress.getByName(text).getAddress().length == 16;
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
