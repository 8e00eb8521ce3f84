package illumiomonitor.engine.form;

import illumiomonitor.engine.network.Cidr;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where an endpoint is: an address, a network {@code 10.0.0.0/8}, or the name of an IP list. */
record Places(String side) implements Values {

    private static final Pattern NUMBERS =
            Pattern.compile("[0-9.]+(/.*)?|[0-9a-fA-F.]*:[0-9a-fA-F:.]*(/.*)?");

    @Override
    public @Nullable String canonical(String typed) {
        if (!isNumeric(typed)) {
            return typed.length() <= 255 ? typed : null;
        }
        return Network.canonical(typed);
    }

    /** Whether it is meant as an address or network, not as the name of an IP list. */
    static boolean isNumeric(String typed) {
        return NUMBERS.matcher(typed).matches();
    }

    @Override
    public String fault() {
        return "place";
    }

    @Override
    public FormException complaint(Field field, String typed) {
        Cidr block = Network.block(typed);
        return block == null || block.begins()
                ? new FormException(field.name(), fault(), typed)
                : new FormException(
                        field.name(),
                        "block",
                        typed,
                        block.whole(),
                        typed.substring(0, typed.indexOf('/')));
    }

    @Override
    public List<Atom> atoms(String value) {
        String text = Literal.quoted(value);
        if (Network.isV4(value)) {
            return List.of(Atom.equal(side + ".ip", text));
        }
        // An IPv6 address can be written in several ways, so it is compared as a network of one.
        String call = isNumeric(value) ? ".inCidr(" : ".in(";
        return List.of(Atom.call(side + call + text + ")"));
    }

    @Override
    public @Nullable String read(String atom) {
        if (atom.startsWith(side + ".ip == ")) {
            return Literal.unquoted(atom.substring(side.length() + 7));
        }
        for (String call : List.of(side + ".inCidr(", side + ".in(")) {
            if (atom.startsWith(call) && atom.endsWith(")")) {
                return Literal.unquoted(atom.substring(call.length(), atom.length() - 1));
            }
        }
        return null;
    }
}
