package illumiomonitor.engine.pce;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * Replaces addresses so that neighbours stay neighbours: two addresses that share their first n
 * bits share them afterwards too. Private addresses stay in their private range, public ones stay
 * public, and special ones (loopback, multicast, link-local, broadcast) stay what they are.
 */
final class AddressVeil {

    private static final Pattern V4 =
            Pattern.compile(
                    "(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)");
    private static final Pattern V6 = Pattern.compile("(?i)[0-9a-f:]*:[0-9a-f:]*:[0-9a-f:.]*");

    private final Seal seal;

    AddressVeil(Seal seal) {
        this.seal = seal;
    }

    static boolean isAddress(String text) {
        String plain = withoutLength(text);
        return V4.matcher(plain).matches()
                || V6.matcher(plain).matches() && bytes(plain).length > 0;
    }

    /** Of an address or a network with its length. */
    String veil(String text) {
        String plain = withoutLength(text);
        byte[] address = bytes(plain);
        byte[] veiled = address.length == 4 ? four(address) : six(address);
        if (plain.length() == text.length()) {
            return written(veiled);
        }
        String length = text.substring(plain.length() + 1);
        return written(cut(veiled, Integer.parseInt(length))) + "/" + length;
    }

    private byte[] four(byte[] address) {
        int kept = keptBits(address);
        byte[] veiled = flipped(address, kept);
        while (kept == 8 && isSpecialOrPrivate(veiled)) {
            veiled = flipped(veiled, kept);
        }
        return veiled;
    }

    private byte[] six(byte[] address) {
        boolean multicast = (address[0] & 0xff) == 0xff;
        return multicast || isOwn(address) ? address : flipped(address, 16);
    }

    /** {@code ::} or {@code ::1}; what else begins with zeros may hold an address of four bytes. */
    private static boolean isOwn(byte[] address) {
        for (int i = 0; i < address.length - 1; i++) {
            if (address[i] != 0) {
                return false;
            }
        }
        return (address[address.length - 1] & 0xfe) == 0;
    }

    /** Leading bits that say what kind of address it is. */
    private static int keptBits(byte[] address) {
        int a = address[0] & 0xff;
        int b = address[1] & 0xff;
        if (a == 10) {
            return 8;
        }
        if (a == 172 && b >= 16 && b < 32) {
            return 12;
        }
        if (a == 192 && b == 168) {
            return 16;
        }
        if (a == 100 && b >= 64 && b < 128) {
            return 10;
        }
        return isSpecialOrPrivate(address) ? 32 : 8;
    }

    private static boolean isSpecialOrPrivate(byte[] address) {
        int a = address[0] & 0xff;
        int b = address[1] & 0xff;
        return a == 0
                || a == 127
                || a >= 224
                || a == 169 && b == 254
                || a == 172 && b >= 16 && b < 32
                || a == 192 && b == 168
                || a == 100 && b >= 64 && b < 128;
    }

    /** Each later bit is flipped or not, depending on the bits before it alone. */
    private byte[] flipped(byte[] address, int kept) {
        byte[] veiled = address.clone();
        for (int bit = kept; bit < address.length * 8; bit++) {
            if (seal.bit(prefix(address, bit))) {
                veiled[bit / 8] ^= (byte) (0x80 >>> bit % 8);
            }
        }
        return veiled;
    }

    private static String prefix(byte[] address, int bits) {
        StringBuilder prefix = new StringBuilder(address.length == 4 ? "four/" : "six/");
        prefix.append(bits).append('/');
        for (byte each : cut(address, bits)) {
            prefix.append(each).append('.');
        }
        return prefix.toString();
    }

    private static byte[] cut(byte[] address, int bits) {
        byte[] cut = address.clone();
        for (int bit = Math.max(0, bits); bit < cut.length * 8; bit++) {
            cut[bit / 8] &= (byte) ~(0x80 >>> bit % 8);
        }
        return cut;
    }

    private static String withoutLength(String text) {
        int slash = text.indexOf('/');
        boolean length = slash > 0 && text.substring(slash + 1).matches("\\d{1,3}");
        return length ? text.substring(0, slash) : text;
    }

    /** Empty when it is none. Literals only: nothing is asked of DNS. */
    private static byte[] bytes(String literal) {
        try {
            return InetAddress.getByName(literal).getAddress();
        } catch (UnknownHostException e) {
            return new byte[0];
        }
    }

    private static String written(byte[] address) {
        try {
            return InetAddress.getByAddress(address).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of " + address.length + " bytes", e);
        }
    }
}
