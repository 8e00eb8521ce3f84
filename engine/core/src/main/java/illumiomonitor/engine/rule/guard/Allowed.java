package illumiomonitor.engine.rule.guard;

import illumiomonitor.engine.rule.guard.Allowance.How;
import illumiomonitor.engine.rule.guard.Allowance.Members;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The list of what rules may touch, as the checks ask it. */
public final class Allowed {

    /** What a record declares of these is taken as of any object. */
    private static final Set<String> OF_ANY = Set.of("equals", "hashCode", "toString");

    private static final Allowed THE = new Allowed(new AllowedReader());

    private final List<Allowance> allowances;
    private final Set<String> caught;
    private final Set<String> functions;
    private final Map<String, Listed> listed = new HashMap<>();
    private final Map<String, List<Listed>> lineages = new ConcurrentHashMap<>();
    private final Set<String> packages = new HashSet<>();
    private final Map<String, String> types = new HashMap<>();
    private final Set<String> members = new HashSet<>();

    /** A class of the list: how its members are taken, for texts and for what surrounds them. */
    private static final class Listed {
        final Class<?> type;
        boolean inConditions;
        final Map<String, How> conditions = new LinkedHashMap<>();
        final Map<String, How> frame = new LinkedHashMap<>();

        Listed(Class<?> type) {
            this.type = type;
        }

        @Nullable How how(String member, boolean inFrame) {
            How how = conditions.get(member);
            return how == null && inFrame ? frame.get(member) : how;
        }
    }

    private Allowed(AllowedReader reader) {
        this.allowances = List.copyOf(reader.allowances);
        this.caught = Set.copyOf(reader.caught);
        this.functions = Set.copyOf(reader.functions);
        for (Allowance allowance : allowances) {
            if (allowance.name().endsWith("_*")) {
                numbered(allowance);
            } else {
                take(allowance, load(allowance.name()));
            }
        }
        caught.forEach(this::nameable);
        // An array has a length; of the engine, drools.getRule() is taken.
        members.addAll(List.of("length", "getRule"));
    }

    static Allowed get() {
        return THE;
    }

    /** The list as it is written, reasons included. */
    public static String text() {
        return AllowedReader.text();
    }

    /** Every class of the list, in order. */
    public static List<Allowance> all() {
        return THE.allowances;
    }

    /** The compiler's helpers for one variable, two variables and so on. */
    private void numbered(Allowance allowance) {
        String outer = allowance.name().substring(0, allowance.name().length() - "._*".length());
        for (Class<?> type : load(outer).getDeclaredClasses()) {
            if (type.getSimpleName().matches("_\\d+")) {
                take(allowance, type);
            }
        }
    }

    private void take(Allowance allowance, Class<?> type) {
        Listed entry = listed.computeIfAbsent(internal(type.getName()), name -> new Listed(type));
        boolean frame = allowance.part().startsWith("[compiled frame]");
        entry.inConditions |= !frame;
        Map<String, How> into = frame ? entry.frame : entry.conditions;
        for (Members some : allowance.members()) {
            for (String name : some.names()) {
                if (name.equals("*")) {
                    declared(type).forEach(member -> into.put(member, some.how()));
                } else if (name.startsWith("bounded-")) {
                    into.put(name.substring("bounded-".length()), How.BOUNDED);
                } else {
                    into.put(name, some.how());
                }
            }
        }
        if (allowance.forText()) {
            types.put(allowance.simpleName(), allowance.name());
            packages.add(type.getPackageName());
            into.keySet().forEach(this::readable);
        }
    }

    private void nameable(String internalName) {
        String name = internalName.replace('/', '.');
        types.put(name.substring(name.lastIndexOf('.') + 1), name);
    }

    /** A method may be written as a field: {@code size} for size(), {@code key} for getKey(). */
    private void readable(String member) {
        members.add(member);
        for (String prefix : List.of("get", "is")) {
            if (member.startsWith(prefix) && member.length() > prefix.length()) {
                String rest = member.substring(prefix.length());
                members.add(rest.substring(0, 1).toLowerCase(Locale.ROOT) + rest.substring(1));
            }
        }
    }

    private static Set<String> declared(Class<?> type) {
        Set<String> names = new HashSet<>();
        for (Method method : type.getDeclaredMethods()) {
            boolean own = !OF_ANY.contains(method.getName());
            if (own && Modifier.isPublic(method.getModifiers()) && !method.isSynthetic()) {
                names.add(method.getName());
            }
        }
        for (Field field : type.getFields()) {
            names.add(field.getName());
        }
        return names;
    }

    private static Class<?> load(String name) {
        String binary = name;
        while (true) {
            try {
                return Class.forName(binary, false, Allowed.class.getClassLoader());
            } catch (ClassNotFoundException e) {
                int dot = binary.lastIndexOf('.');
                if (dot < 0) {
                    throw new IllegalStateException(name + " is allowed, but does not exist", e);
                }
                binary = binary.substring(0, dot) + "$" + binary.substring(dot + 1);
            }
        }
    }

    private static String internal(String name) {
        return name.replace('.', '/');
    }

    /** Whether a text may name this class by its last name. */
    boolean hasType(String simpleName) {
        return types.containsKey(simpleName);
    }

    /** Whether a text may name this class in full. */
    boolean hasClass(String fullName) {
        return types.containsValue(fullName);
    }

    /** Whether all of a package may be imported: what is not on the list stays refused by name. */
    boolean hasPackage(String name) {
        return packages.contains(name);
    }

    /** Whether any class that a text may name has such a method, field or constant. */
    boolean hasMember(String name) {
        return members.contains(name);
    }

    boolean hasFunction(String name) {
        return functions.contains(name);
    }

    boolean canBeCaught(String internalName) {
        return caught.contains(internalName);
    }

    /** Whether compiled rules may see this class at all. */
    boolean sees(String internalName, boolean inFrame) {
        Listed entry = listed.get(internalName);
        return entry != null && (inFrame || entry.inConditions) || caught.contains(internalName);
    }

    /** How a member of a class or of a listed supertype is taken, null when it is refused. */
    @Nullable How how(String owner, String member, boolean inFrame) {
        if (!sees(owner, inFrame)) {
            return null;
        }
        for (Listed entry : lineages.computeIfAbsent(owner, this::lineage)) {
            How how = entry.how(member, inFrame);
            if (how != null) {
                return how;
            }
        }
        return null;
    }

    /** How a constructor is taken, e.g. {@code new(String)}; it is never inherited. */
    @Nullable How construct(String owner, String signature, boolean inFrame) {
        Listed entry = listed.get(owner);
        return entry == null ? null : entry.how(signature, inFrame);
    }

    /** Internal names of a listed class and of every listed class above it. */
    List<String> above(String owner) {
        return lineages.computeIfAbsent(owner, this::lineage).stream()
                .map(entry -> internal(entry.type.getName()))
                .toList();
    }

    private List<Listed> lineage(String owner) {
        Set<Listed> all = new java.util.LinkedHashSet<>();
        Listed first = listed.get(owner);
        Deque<Class<?>> left = new ArrayDeque<>();
        left.add(first == null ? load(owner.replace('/', '.')) : first.type);
        while (!left.isEmpty()) {
            Class<?> type = left.remove();
            Listed entry = listed.get(internal(type.getName()));
            if (entry != null) {
                all.add(entry);
            }
            if (type.getSuperclass() != null) {
                left.add(type.getSuperclass());
            }
            left.addAll(List.of(type.getInterfaces()));
        }
        Listed object = listed.get("java/lang/Object");
        if (object != null) {
            all.add(object);
        }
        return List.copyOf(all);
    }
}
