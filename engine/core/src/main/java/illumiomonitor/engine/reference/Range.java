package illumiomonitor.engine.reference;

import com.fasterxml.jackson.databind.JsonNode;
import illumiomonitor.spi.Address;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Addresses from one to another, both included, as numbers. IPv6 lies above everything of IPv4, so
 * that both are on one line and never mix.
 *
 * @param excluded whether the list leaves them out
 */
record Range(BigInteger first, BigInteger last, boolean excluded) {

    private static final BigInteger V6 = BigInteger.ONE.shiftLeft(128);

    /**
     * An entry of an IP list.
     *
     * @throws IllegalArgumentException if it names no address
     */
    static Range of(JsonNode entry) {
        String from = Item.text(entry, "from").strip();
        String to = Item.text(entry, "to").strip();
        boolean excluded = entry.path("not").asBoolean();
        int slash = from.indexOf('/');
        if (slash >= 0) {
            return block(from.substring(0, slash), from.substring(slash + 1), excluded);
        }
        return new Range(number(from), number(to.isEmpty() ? from : to), excluded);
    }

    private static Range block(String network, String length, boolean excluded) {
        BigInteger number = number(network);
        int width = network.contains(":") ? 128 : 32;
        int bits = Integer.parseInt(length.strip());
        if (bits < 0 || bits > width) {
            throw new IllegalArgumentException(network + "/" + length + " is no address block");
        }
        int free = width - bits;
        BigInteger first = number.shiftRight(free).shiftLeft(free);
        BigInteger size = BigInteger.ONE.shiftLeft(free);
        return new Range(first, first.add(size).subtract(BigInteger.ONE), excluded);
    }

    /**
     * An address's place on the line.
     *
     * @throws IllegalArgumentException if the text is none
     */
    static BigInteger number(String ip) {
        Address.parse(ip); // refuses names, which would be looked up
        try {
            byte[] bytes = InetAddress.getByName(ip).getAddress();
            BigInteger number = new BigInteger(1, bytes);
            return bytes.length == 4 ? number : number.add(V6);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(ip + " is no IP address", e);
        }
    }
}
