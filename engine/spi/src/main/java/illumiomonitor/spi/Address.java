package illumiomonitor.spi;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * An IPv4 or IPv6 address, for tests of where it lies. Made from text without asking a name server.
 */
public final class Address {

    /** The longest address has 45 letters; the patterns take the square of a text's length. */
    private static final int LONGEST = 64;

    private static final Pattern V4 =
            Pattern.compile("(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}");
    private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");

    /**
     * What is no address of the open internet: private, shared, loopback, link-local, multicast,
     * reserved.
     */
    private static final Block[] NOT_PUBLIC = {
        Block.parse("0.0.0.0/8"), Block.parse("10.0.0.0/8"), Block.parse("100.64.0.0/10"),
        Block.parse("127.0.0.0/8"), Block.parse("169.254.0.0/16"), Block.parse("172.16.0.0/12"),
        Block.parse("192.0.0.0/24"), Block.parse("192.0.2.0/24"), Block.parse("192.168.0.0/16"),
        Block.parse("198.18.0.0/15"), Block.parse("198.51.100.0/24"), Block.parse("203.0.113.0/24"),
        Block.parse("224.0.0.0/4"), Block.parse("240.0.0.0/4"), Block.parse("::/127"),
        Block.parse("64:ff9b:1::/48"), Block.parse("2001:db8::/32"), Block.parse("fc00::/7"),
        Block.parse("fe80::/10"), Block.parse("ff00::/8")
    };

    private final String text;
    private final byte[] bytes;

    private Address(String text, byte[] bytes) {
        this.text = text;
        this.bytes = bytes;
    }

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException if the text is none
     */
    public static Address parse(String text) {
        requireNonNull(text, "text");
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException(
                    text.substring(0, LONGEST) + "... is longer than an IP address can be");
        }
        if (!V4.matcher(text).matches() && !V6.matcher(text).matches()) {
            throw new IllegalArgumentException(text + " is no IP address");
        }
        try {
            return new Address(text, InetAddress.getByName(text).getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(text + " is no IP address", e);
        }
    }

    /**
     * Whether it lies in a block such as {@code 10.0.0.0/8} or {@code fd00::/8}, or is the address
     * given. An IPv4 address lies in no IPv6 block.
     *
     * @throws IllegalArgumentException if the text is neither block nor address
     */
    public boolean in(String cidr) {
        return Block.parse(cidr).holds(bytes);
    }

    /**
     * Whether it lies from the first to the last address, both included.
     *
     * @throws IllegalArgumentException if one of them is no address
     */
    public boolean between(String first, String last) {
        byte[] low = parse(first).bytes;
        byte[] high = parse(last).bytes;
        return low.length == bytes.length
                && high.length == bytes.length
                && Arrays.compareUnsigned(low, bytes) <= 0
                && Arrays.compareUnsigned(bytes, high) <= 0;
    }

    /** Whether both lie in one block of this many leading bits; never across IPv4 and IPv6. */
    public boolean sameNetwork(Address other, int bits) {
        return new Block(bytes, Math.min(bits, bytes.length * 8)).holds(other.bytes);
    }

    /** Whether it belongs to the open internet. */
    public boolean isPublic() {
        for (Block block : NOT_PUBLIC) {
            if (block.holds(bytes)) {
                return false;
            }
        }
        return true;
    }

    /** 4 or 6. */
    public int version() {
        return bytes.length == 4 ? 4 : 6;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Address address && Arrays.equals(bytes, address.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }

    /** Addresses that begin with the same bits. */
    private record Block(byte[] network, int bits) {

        static Block parse(String cidr) {
            int slash = cidr.indexOf('/');
            if (cidr.length() > LONGEST) {
                throw new IllegalArgumentException(
                        cidr.substring(0, LONGEST) + "... is longer than an address block can be");
            }
            byte[] network = Address.parse(slash < 0 ? cidr : cidr.substring(0, slash)).bytes;
            int bits = slash < 0 ? network.length * 8 : bits(cidr, slash);
            if (bits < 0 || bits > network.length * 8) {
                throw new IllegalArgumentException(cidr + " has an impossible prefix length");
            }
            return new Block(network, bits);
        }

        private static int bits(String cidr, int slash) {
            try {
                return Integer.parseInt(cidr.substring(slash + 1));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(cidr + " is no address block", e);
            }
        }

        boolean holds(byte[] address) {
            if (address.length != network.length) {
                return false;
            }
            int whole = bits / 8;
            if (!Arrays.equals(address, 0, whole, network, 0, whole)) {
                return false;
            }
            int mask = 0xff00 >> bits % 8 & 0xff;
            return mask == 0 || (address[whole] & mask) == (network[whole] & mask);
        }
    }
}
