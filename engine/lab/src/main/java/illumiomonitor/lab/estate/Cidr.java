package illumiomonitor.lab.estate;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * A block of addresses.
 *
 * @param bytes length of an address, 4 or 16
 */
public record Cidr(BigInteger network, int prefix, int bytes) {

    /** Digits and separators only, so that no name is ever looked up. */
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    /**
     * Reads an address or a block.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static Cidr of(String text) {
        int slash = text.indexOf('/');
        byte[] address = bytes(slash < 0 ? text : text.substring(0, slash));
        int bits = address.length * 8;
        int prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException("no prefix of " + bits + " bits: " + text);
        }
        return new Cidr(
                new BigInteger(1, address).shiftRight(bits - prefix), prefix, address.length);
    }

    public boolean contains(String ip) {
        byte[] address = bytes(ip);
        return address.length == bytes
                && new BigInteger(1, address).shiftRight(bytes * 8 - prefix).equals(network);
    }

    private static byte[] bytes(String ip) {
        if (!ADDRESS.matcher(ip).matches()) {
            throw new IllegalArgumentException("not an address: " + ip);
        }
        try {
            return InetAddress.getByName(ip).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an address: " + ip, e);
        }
    }
}
