package illumiomonitor.engine.network;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A block of IPv4 or IPv6 addresses; an address alone is a block of one.
 *
 * @param network an address of it, four or sixteen bytes
 * @param bits how many leading bits its addresses share
 */
public record Cidr(byte[] network, int bits) {

    private static final Pattern V4 =
            Pattern.compile("(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}");
    private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");

    /**
     * Reads {@code 10.0.0.0/8}, {@code fd00::/8} or an address.
     *
     * @throws IllegalArgumentException if it is none of them, or does not begin its block: whoever
     *     means one host and writes the length of its network would mean them all
     */
    public static Cidr parse(String text) {
        Cidr block = read(text);
        if (!block.begins()) {
            throw new IllegalArgumentException(
                    text
                            + " does not begin its block: write "
                            + block.whole()
                            + " for the block, or "
                            + text.substring(0, text.indexOf('/'))
                            + " for that address");
        }
        return block;
    }

    /**
     * The same for any address of the block.
     *
     * @throws IllegalArgumentException if it is neither block nor address
     */
    public static Cidr read(String text) {
        int slash = text.indexOf('/');
        byte[] network = address(slash < 0 ? text : text.substring(0, slash));
        if (network == null) {
            throw new IllegalArgumentException(text + " is no address block such as 10.0.0.0/8");
        }
        int bits = slash < 0 ? network.length * 8 : bits(text, slash);
        if (bits < 0 || bits > network.length * 8) {
            throw new IllegalArgumentException(text + " has an impossible prefix length");
        }
        return new Cidr(network, bits);
    }

    /** Whether it is written with its first address. */
    public boolean begins() {
        return Arrays.equals(first(), network);
    }

    /** The block as it should be written. */
    public String whole() {
        return shown(first()) + "/" + bits;
    }

    private byte[] first() {
        byte[] first = network.clone();
        for (int bit = bits; bit < first.length * 8; bit++) {
            first[bit / 8] &= (byte) ~(0x80 >> (bit % 8));
        }
        return first;
    }

    private static String shown(byte[] address) {
        try {
            return InetAddress.getByAddress(address).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has four or sixteen bytes", e);
        }
    }

    private static int bits(String text, int slash) {
        try {
            return Integer.parseInt(text.substring(slash + 1));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(text + " is no address block", e);
        }
    }

    /** The bytes of an address, null when the text is none. Never asks a name server. */
    public static byte @Nullable [] address(String text) {
        if (!V4.matcher(text).matches() && !V6.matcher(text).matches()) {
            return null;
        }
        try {
            return InetAddress.getByName(text).getAddress();
        } catch (UnknownHostException e) {
            return null;
        }
    }

    public boolean contains(String text) {
        byte[] address = address(text);
        if (address == null || address.length != network.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((address[bit / 8] & mask) != (network[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
